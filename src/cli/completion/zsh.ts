import { type CompletedCommand, flatten, nameOf, quote } from './tree.ts'

type CompletedOption = CompletedCommand['options'][number]

/** Completion for zsh, with what each command and option is for; one function for each command. */
export function zshCompletion(program: CompletedCommand): string {
  return `#compdef ibguard
# Completion of ibguard for zsh. Load it with: source <(ibguard completion zsh)
# or keep it as _ibguard in a folder of $fpath.
${flatten(program).map(commandFunction).join('')}
if [[ $funcstack[1] == _ibguard ]]; then _ibguard "$@"; else compdef _ibguard ibguard; fi
`
}

function commandFunction(command: CompletedCommand): string {
  const options = command.options.map(optionSpec)
  if (command.commands.length === 0) {
    const lines = [...options, ...argumentSpec(command)]
    return `${functionName(command)}() {\n  _arguments -S \\\n    ${lines.join(' \\\n    ')}\n}\n`
  }
  const described = command.commands.map((sub) => quote(`${nameOf(sub)}:${sub.summary}`))
  const branches = command.commands.map((sub) => `      ${nameOf(sub)}) ${functionName(sub)} ;;`)
  return `${functionName(command)}() {
  local curcontext=$curcontext state line
  local -a commands=(
    ${described.join('\n    ')}
  )
  _arguments -C \\
    ${[...options, "'1: :->command'", "'*:: :->words'"].join(' \\\n    ')}
  case $state in
    command) _describe command commands ;;
    words) case $line[1] in
${branches.join('\n')}
    esac ;;
  esac
}
`
}

const functionName = ({ path }: CompletedCommand): string => ['_ibguard', ...path.split(' ')].filter(Boolean).join('_')

function optionSpec({ names, summary, isRepeatable, value }: CompletedOption): string {
  const repeat = isRepeatable ? '*' : ''
  return names
    .map((name) => quote(`${repeat}${name}[${summary.replace(/[[\]\\]/g, '\\$&')}]${valueSpec(value)}`))
    .join(' ')
}

function valueSpec(value: CompletedOption['value']): string {
  if (value === undefined) return ''
  if (value === 'file') return ':file:_files'
  if (value === 'folder') return ':folder:_files -/'
  return value === 'text' ? ':value: ' : `:value:(${value.join(' ')})`
}

function argumentSpec({ argument }: CompletedCommand): string[] {
  if (argument === undefined) return []
  return [quote(argument === 'files' ? '*:file:_files' : `1:word:(${argument.join(' ')})`)]
}
