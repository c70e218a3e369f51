import type { Command } from 'commander'
import { ruleIds } from '../../run/rule-page.ts'
import { bashCompletion } from '../completion/bash.ts'
import { completedCommand } from '../completion/tree.ts'
import { zshCompletion } from '../completion/zsh.ts'
import type { Io } from '../io.ts'

/** Prints a shell's completion, made of the program itself. */
export function completion(shell: 'bash' | 'zsh', program: Command, io: Io): void {
  const tree = completedCommand(program, {
    rule: ruleIds,
    command: program.commands.map((command) => command.name()),
  })
  io.stdout.write(shell === 'bash' ? bashCompletion(tree) : zshCompletion(tree))
}
