/**
 * What the Action says to its runner, as `@actions/core` says it. That writes through Node's stream, and loading this takes
 * longer than to read a spec; here every line is written at once.
 */
import { appendFileSync } from 'node:fs'

/** Where a remark stands. */
interface Place {
  title?: string
  file?: string
  startLine?: number
  endLine?: number
  startColumn?: number
  endColumn?: number
}

export interface Toolkit {
  /** Without blanks around it; empty where it is not given. */
  getInput(name: string): string
  setOutput(name: string, value: string): Promise<void>
  /** A line of the log. */
  info(line: string): void
  error(message: string, place: Place): void
  warning(message: string, place: Place): void
  notice(message: string, place: Place): void
  /** Adds to the summary of the job. */
  addSummary(file: string, markdown: string): void
}

/** `write` is standard output. */
export function createToolkit(write: (text: string) => void): Toolkit {
  const command = (name: string) => (message: string, place: Place) => {
    const { title, file, startLine: line, endLine, startColumn: col, endColumn } = place
    const properties = Object.entries({ title, file, line, endLine, col, endColumn })
      .filter(([, value]) => value)
      .map(([key, value]) => `${key}=${escaped(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`)
    write(`::${[name, properties.join(',')].filter(Boolean).join(' ')}::${escaped(message)}\n`)
  }
  return {
    getInput: (name) => (process.env[`INPUT_${name.toUpperCase()}`] ?? '').trim(),
    async setOutput(name, value) {
      const file = process.env.GITHUB_OUTPUT
      // One of several lines ends by a random text, which takes cryptography.
      if (file && !/[\r\n]/.test(value)) return appendFileSync(file, `${name}=${value}\n`)
      const { setOutput } = await import('./any-output.ts')
      setOutput(name, value)
    },
    info: (line) => write(`${line}\n`),
    error: command('error'),
    warning: command('warning'),
    notice: command('notice'),
    addSummary: (file, markdown) => appendFileSync(file, markdown),
  }
}

const escaped = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
