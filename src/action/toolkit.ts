/** What the Action uses of the toolkit; named one by one, so that the bundle leaves out the rest. */
import { appendFileSync } from 'node:fs'

export { error, getInput, info, notice, warning } from '@actions/core'

/**
 * As the toolkit's, which ends a value by a random text. A value of one line needs none, and what makes one takes as long
 * to load as a lint.
 */
export async function setOutput(name: string, value: string): Promise<void> {
  const file = process.env.GITHUB_OUTPUT
  if (file && !/[\r\n]/.test(value)) return appendFileSync(file, `${name}=${value}\n`)
  const { setOutput: setAnyOutput } = await import('./any-output.ts')
  setAnyOutput(name, value)
}

/** Adds to the summary of the job. */
export function addSummary(file: string, markdown: string): void {
  appendFileSync(file, markdown)
}

export type Toolkit = typeof import('./toolkit.ts')
