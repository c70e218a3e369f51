/** A command line of lint as most people write it, read without commander, which takes a small run a tenth of its time. */
import type { LintOptions } from './commands/lint.ts'

const values: Readonly<Record<string, keyof LintOptions>> = {
  '--baseline': 'baseline',
  '--cache-location': 'cacheLocation',
  '--changed-since': 'changedSince',
  '--config': 'config',
  '--config-from': 'configFrom',
  '--cwd': 'cwd',
}
const flags: Readonly<Record<string, keyof LintOptions>> = {
  '--cache': 'cache',
  '--fix': 'fix',
  '--quiet': 'quiet',
  '--safe': 'safe',
  '--stats': 'stats',
  '--verbose': 'verbose',
}
const severities = ['error', 'warning', 'note', 'never'] as const
const strategies = ['metadata', 'content'] as const

export interface PlainLint {
  paths: string[]
  options: LintOptions
}

/** What commander would make of it; undefined for all that is not plain, mistakes among it: those are commander's to say. */
export function plainLint(argv: readonly string[]): PlainLint | undefined {
  if (argv[0] !== 'lint') return undefined
  const paths: string[] = []
  const format: string[] = []
  const options: LintOptions = { failOn: 'error', color: true }
  const rest = argv.slice(1).values()
  for (const word of rest) {
    if (!word.startsWith('-')) {
      paths.push(word)
      continue
    }
    const flag = Object.hasOwn(flags, word) ? flags[word] : undefined
    if (flag !== undefined) {
      Object.assign(options, { [flag]: true })
      continue
    }
    if (word === '--no-color') {
      options.color = false
      continue
    }
    const [name = '', ...parts] = word.split('=')
    const value = parts.length > 0 ? parts.join('=') : rest.next().value
    if (value === undefined || value === '' || value.startsWith('-')) return undefined
    const severity = severities.find((known) => known === value)
    const strategy = strategies.find((known) => known === value)
    const key = Object.hasOwn(values, name) ? values[name] : undefined
    if (name === '--format') format.push(value)
    else if (name === '--fail-on' && severity) options.failOn = severity
    else if (name === '--cache-strategy' && strategy) options.cacheStrategy = strategy
    else if (key !== undefined) Object.assign(options, { [key]: value })
    else return undefined
  }
  return { paths, options: format.length > 0 ? { ...options, format } : options }
}
