import type { Path } from '../../model/json.ts'

/** Bounds that keep hostile files from costing time or memory. */
export const limits: { bytes: number; depth: number; nodes: number } = { bytes: 1024 * 1024, depth: 64, nodes: 100_000 }

/** Something wrong with the text of a file; becomes a `syntax` finding. */
export interface Problem {
  message: string
  start: number
  end: number
  /** From the top of its document; absent where the text broke before there was one. */
  path?: Path
  /** Index of its document in the file. */
  document?: number
}

/** Ends the reading of a file. */
export class FatalProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}
