import { lint as runLint } from '../run/lint.ts'
import type { Inputs } from './inputs.ts'
import type { Job } from './open-job.ts'
import { type Result, resultOf } from './result.ts'

/** Judges the specs as written. */
export async function lint({ fleet, workspace, policy, notices }: Job, { failOn }: Inputs): Promise<Result> {
  const notice = (text: string): void => void notices.push(text)
  return resultOf(await runLint({ fleet, policy, now: new Date(), failOn }, workspace, notice), notices)
}
