import { isAbsolute, relative, resolve } from 'node:path'
import { limits } from '../document/yaml/problem.ts'
import { ioProblem } from '../files/io-problem.ts'
import { readBytes } from '../files/read-file.ts'
import { writeOutput } from '../files/write-file.ts'
import { withDetails } from '../fix/with-details.ts'
import type { Judgement } from '../lint/judgement.ts'
import { GuardError } from '../model/errors.ts'
import type { Task } from '../model/outcome.ts'
import type { Report } from '../model/report.ts'
import { type Format, formats, loadReporter } from '../report/formats/index.ts'
import { readText } from '../sources/search/read-text.ts'
import { chunksOf, type Text } from '../text/pieces.ts'
import type { Io } from './io.ts'
import type { ReportOptions } from './options.ts'

interface FormatTarget {
  format: Format
  /** Absent: standard output. */
  file?: string
}

/**
 * Reads `--format NAME` and `--format NAME=FILE`; stylish goes to standard output when everything else goes to files.
 * @throws {GuardError} `Usage` for an unknown name, or two formats on standard output
 */
function parseFormats(values: readonly string[]): FormatTarget[] {
  const targets = values.map(parseFormat)
  const toStdout = targets.filter(({ file }) => file === undefined)
  if (toStdout.length > 1) {
    throw new GuardError(
      'Usage',
      `--format: ${toStdout.map(({ format }) => format).join(' and ')} both go to stdout.`,
      {
        hint: `Give all but one a file, such as --format ${toStdout[0]?.format}=report.txt.`,
      },
    )
  }
  const files = targets.flatMap(({ file }) => file ?? [])
  const twice = files.find((file, at) => files.indexOf(file) !== at)
  if (twice !== undefined) {
    throw new GuardError('Usage', `--format: two formats both go to ${twice}.`, {
      hint: 'Give each a file of its own.',
    })
  }
  return toStdout.length === 1 ? targets : [{ format: 'stylish' }, ...targets]
}

function parseFormat(value: string): FormatTarget {
  const [name, ...rest] = value.split('=')
  const format = formats.find((known) => known === name)
  if (!format) {
    throw new GuardError('Usage', `--format: ${JSON.stringify(name)} is no format.`, {
      hint: `Use one of ${formats.join(', ')}, each with =FILE to write a file.`,
    })
  }
  const file = rest.join('=')
  if (rest.length > 0 && file === '') {
    throw new GuardError('Usage', `--format ${value}: the file's name is missing.`, {
      hint: `Write --format ${format}=FILE, or --format ${format} for stdout.`,
    })
  }
  return rest.length > 0 ? { format, file } : { format }
}

/** What the common options ask for. */
export function outputOptions(
  options: ReportOptions,
  root: string,
  io: Io,
  { isTold = false }: { isTold?: boolean } = {},
): OutputOptions {
  return {
    targets: parseFormats(options.format ?? []),
    cwd: resolve(io.cwd, options.cwd ?? '.'),
    root,
    color: useColor(options, io),
    quiet: options.quiet === true,
    sourceText: isTold ? toldText(root) : sourceText(root),
  }
}

/** Colours go to a terminal, unless `--no-color` or NO_COLOR (https://no-color.org) says otherwise. */
function useColor(options: { color: boolean }, io: Io): boolean {
  return options.color && !io.env.NO_COLOR && (io.stdout.isTTY || Boolean(io.env.FORCE_COLOR))
}

/** Text of a file of the fleet, for code frames. */
function sourceText(root: string): (file: string) => string | undefined {
  return (file) => {
    try {
      return readBytes(resolve(root, file), limits.bytes).toString('utf8')
    } catch {
      return undefined
    }
  }
}

/**
 * The same where somebody else says which file it is, in a report, a plan or a journal: of specs in the repository alone,
 * or a forged one would print what it likes of this machine.
 */
function toldText(root: string): (file: string) => string | undefined {
  return (file) => {
    const inner = relative(root, resolve(root, file))
    if (inner.startsWith('..') || isAbsolute(inner) || !/\.(?:ya?ml|json|template|tf|tofu)$/i.test(inner))
      return undefined
    const read = readText(resolve(root, file), root, { checkParents: true })
    return 'text' in read ? read.text : undefined
  }
}

export interface OutputOptions {
  targets: readonly FormatTarget[]
  /** What their files are relative to. */
  cwd: string
  /** The repository's root: no link in it is followed. */
  root: string
  color: boolean
  quiet: boolean
  sourceText: (file: string) => string | undefined
  /** What the report's findings are made of. */
  judgements?: readonly Judgement[]
  /** Default: what the outcomes look like. */
  task?: Task
}

/** Renders a report once per target. */
export async function writeReport(report: Report, options: OutputOptions, io: Io): Promise<void> {
  for (const { format, file } of options.targets) {
    const reporter = await loadReporter(format)
    const shown = reporter.showsDetails && options.judgements
    const detailed = shown ? { ...report, findings: withDetails(report.findings, shown) } : report
    const text = (reporter.pieces ?? reporter.render)(detailed, {
      color: file === undefined && options.color,
      quiet: options.quiet,
      sourceText: options.sourceText,
      ...(options.task && { task: options.task }),
    })
    writeText(file, text, { cwd: options.cwd, root: options.root, stdout: io.stdout })
  }
}

/**
 * Writes to a file relative to the working directory, missing folders made, or to standard output.
 * @throws {GuardError} `Io` when it cannot be written
 */
export function writeText(
  file: string | undefined,
  text: Text,
  io: Pick<Io, 'cwd' | 'stdout'> & { root: string },
): void {
  try {
    if (file === undefined) for (const chunk of chunksOf(text)) io.stdout.write(chunk)
    else writeOutput(resolve(io.cwd, file), text, io)
  } catch (cause) {
    const hint = file === undefined ? 'Write to a file: --format NAME=FILE.' : 'Name another file: --format NAME=FILE.'
    throw new GuardError('Io', `${file ?? 'Standard output'}: cannot be written: ${ioProblem(cause)}.`, { hint, cause })
  }
}

/** Where JSON was asked for, even on a command line that is otherwise wrong. */
export function jsonTargets(argv: readonly string[]): (string | undefined)[] {
  return valuesOf('--format', argv).flatMap((value) => {
    if (value === 'json') return [undefined]
    return value.startsWith('json=') ? [value.slice('json='.length)] : []
  })
}

/** What a command line that may be wrong says of an option. */
export function valuesOf(option: string, argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    if (word === option) return argv[at + 1] ?? []
    return word.startsWith(`${option}=`) ? word.slice(option.length + 1) : []
  })
}
