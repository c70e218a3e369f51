import { randomUUID } from 'node:crypto'
import { appendFile } from 'node:fs/promises'

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Writes outputs the way the toolkit does: between random delimiters, which no value can guess.
 * The toolkit itself would take longer to load than a lint takes.
 */
export async function setOutputs(env: Environment, outputs: Record<string, string>): Promise<void> {
  const text = Object.entries(outputs).map(([name, value]) => {
    const delimiter = `ghadelimiter_${randomUUID()}`
    return `${name}<<${delimiter}\n${value}\n${delimiter}\n`
  })
  if (env.GITHUB_OUTPUT) await appendFile(env.GITHUB_OUTPUT, text.join(''))
}

export async function writeSummary(env: Environment, markdown: string): Promise<void> {
  if (env.GITHUB_STEP_SUMMARY) await appendFile(env.GITHUB_STEP_SUMMARY, markdown)
}
