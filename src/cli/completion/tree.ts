import type { Command, Option } from 'commander'

/** What can be typed after a command, for the shells' completions. */
export interface CompletedCommand {
  /** `lint`; of a command in a command its names, `report merge`; of the program itself nothing. */
  path: string
  summary: string
  options: CompletedOption[]
  commands: CompletedCommand[]
  /** What its arguments can be; `files` when they are paths or free text. */
  argument: readonly string[] | 'files' | undefined
}

interface CompletedOption {
  names: string[]
  summary: string
  isRepeatable: boolean
  /** What follows it: words, paths, free text, or nothing. */
  value: readonly string[] | 'file' | 'folder' | 'text' | undefined
}

/** Reads a program of commander. `words` holds what arguments of a name can be, beside the choices they state. */
export function completedCommand(
  command: Command,
  words: Record<string, readonly string[]>,
  path = '',
): CompletedCommand {
  const help = command.createHelp()
  const [argument] = command.registeredArguments
  return {
    path,
    summary: command.description(),
    options: help.visibleOptions(command).map(completedOption),
    commands: command.commands.map((sub) => completedCommand(sub, words, `${path} ${sub.name()}`.trim())),
    argument: argument && (argument.argChoices ?? words[argument.name()] ?? 'files'),
  }
}

function completedOption(option: Option): CompletedOption {
  const names = [option.short, option.long].filter((name) => name !== undefined)
  const summary = option.description
  return { names, summary, isRepeatable: /repeatable/.test(summary), value: valueAfter(option) }
}

function valueAfter({ required, optional, argChoices, flags }: Option): CompletedOption['value'] {
  if (!required && !optional) return undefined
  if (argChoices) return argChoices
  if (flags.includes('<file')) return 'file'
  return flags.includes('<dir>') ? 'folder' : 'text'
}

/** The command and all below it. */
export function flatten(command: CompletedCommand): CompletedCommand[] {
  return [command, ...command.commands.flatMap(flatten)]
}

export const nameOf = ({ path }: CompletedCommand): string => path.split(' ').at(-1) ?? ''

/** As one word of the shell. */
export const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
