import { type CompletedCommand, flatten, nameOf, quote } from './tree.ts'

/** Completion for bash 3.2 (macOS) and newer. Paths are left to readline (`-o default`). */
export function bashCompletion(program: CompletedCommand): string {
  const all = flatten(program)
  const steps = all.flatMap(({ commands }) => commands.map(({ path }) => quote(path)))
  return `# Completion of ibguard for bash. Load it with: source <(ibguard completion bash)
_ibguard() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path= options= words= word
  COMPREPLY=()
  # Words are split at "=": --format=json comes as three.
  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${path:+$path }$word" in ${steps.join('|')}) path="\${path:+$path }$word" ;; esac
  done
  case "$path $prev" in
${valueBranches(all).join('\n')}
  esac
  [[ -n $words ]] || case $path in
${all.map(placeBranch).join('\n')}
  esac
  if [[ $cur == -* ]]; then words=$options; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _ibguard ibguard
`
}

/** Branches for the words after an option, one for all options that take the same. */
function valueBranches(all: readonly CompletedCommand[]): string[] {
  const values = all.flatMap(({ path, options }) =>
    options.flatMap(({ names, value }) =>
      value === undefined ? [] : names.map((name) => ({ word: quote(`${path} ${name}`), branch: afterOption(value) })),
    ),
  )
  return [...Map.groupBy(values, ({ branch }) => branch)].map(
    ([branch, group]) => `    ${group.map(({ word }) => word).join('|')}) ${branch} ;;`,
  )
}

const afterOption = (value: readonly string[] | string): string =>
  typeof value === 'string' ? 'return' : `words=${quote(value.join(' '))}`

/** Branch for a place where an option, a command or an argument is typed. */
function placeBranch({ path, options, commands, argument }: CompletedCommand): string {
  const names = options.flatMap((option) => option.names).join(' ')
  const words = commands.length > 0 ? commands.map(nameOf) : argument === 'files' ? [] : (argument ?? [])
  return `    ${quote(path)}) options=${quote(names)} words=${quote(words.join(' '))} ;;`
}
