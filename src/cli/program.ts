import { Argument, Command } from 'commander'
import { GuardError } from '../model/errors.ts'
import { tool } from '../model/tool.ts'
import { resourceType } from '../resource/resource-type.ts'
import { shard, shardCount } from '../run/options.ts'
import { closestName } from '../text/closest-name.ts'
import { withoutPassword } from '../text/without-password.ts'
import type { ImportOptions } from './commands/import.ts'
import type { LintOptions } from './commands/lint.ts'
import type { LspOptions } from './commands/lsp.ts'
import type { RulesOptions } from './commands/rules.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { Io } from './io.ts'
import {
  auditOptions,
  cacheOptions,
  configOption,
  connectionOptions,
  cwdOption,
  deepOption,
  journalOptions,
  lspOptions,
  outputOptions,
  planOptions,
  policyOptions,
  remediateOptions,
  reportOptions,
  sendOptions,
  serveOptions,
} from './option-sets.ts'
import { accounts, optionOf, regions } from './option-values.ts'
import {
  type ApplyCommandOptions,
  type AuditCommandOptions,
  helpHint,
  type PlanCommandOptions,
  type RemediateCommandOptions,
  type ReportOptions,
  type RollbackCommandOptions,
} from './options.ts'

type Action<Options> = (paths: string[], options: Options, io: Io) => Promise<number>

interface Program {
  run(argv: readonly string[]): Promise<number>
  /** With the options of every command, to be read. */
  described(): Command
}

/** The command line: what each command takes. What it does is loaded only when it runs. */
export function createProgram(io: Io): Program {
  let code = 0
  const program = new Command('ibguard')
    .description(`Lint, plan and bulk-apply EC2 Image Builder ${resourceType.noun}s kept as spec files in git.`)
    .version(tool.version)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
      outputError: (text, write) => write(withoutPassword(text.replace(/^error: /, 'ibguard: '))),
    })
    .exitOverride()
    .showHelpAfterError(helpHint)
    .helpCommand(false)

  // Each option costs time that a small run has not got: a command gets its own when it is asked for.
  const described = new Map<Command, (command: Command) => unknown>()
  const describe = (command: Command): void => {
    described.get(command)?.(command)
    described.delete(command)
    for (const below of command.commands) describe(below)
  }
  program.hook('preSubcommand', (_program, command) => describe(command))

  const command = <Options>(
    usage: string,
    description: string,
    load: () => Promise<Action<Options>>,
    options?: (command: Command) => unknown,
    parent = program,
  ): void => {
    const made = parent
      .command(usage)
      .description(description)
      .action(async (...args: unknown[]) => {
        const [given, self] = args.slice(-2) as [Options, Command]
        code = await (await load())(self.args, given, io)
      })
    if (options) described.set(made, options)
  }

  command<LintOptions>(
    'lint [paths...]',
    'lint specs offline',
    async () => (await import('./commands/lint.ts')).lint,
    (lint) =>
      cacheOptions(policyOptions(reportOptions(lint)))
        .option('--fix', 'edit the files in place where a rule has a fix')
        .option('--terraform-root <folder>', "root module of Terraform's plans (default: the plan's folder)")
        .option('--update-baseline', 'write down all findings as known')
        .option('--stats', 'say on stderr how long each rule took and what it found')
        .option('--prune-baseline', 'remove from the baseline what is no longer found'),
  )

  command<PlanCommandOptions>(
    'plan [paths...]',
    'read live state, show each field that would change, lint the result',
    async () => (await import('./commands/plan.ts')).plan,
    (plan) => planOptions(plan).option('--out <file>', 'write the plan for apply').addOption(optionOf(shardCount)),
  )

  command<ApplyCommandOptions>(
    'apply [paths...]',
    'lint, plan, apply, verify; of a plan.json: apply what it planned',
    async () => (await import('./commands/apply.ts')).apply,
    (apply) => journalOptions(sendOptions(apply).addOption(deepOption())).addOption(optionOf(shard)),
  )

  command<AuditCommandOptions>(
    'audit',
    'list, read and judge what is live, in every account and Region that is named; writes nothing on AWS',
    async () => (await import('./commands/audit.ts')).audit,
    (audit) =>
      auditOptions(audit)
        .option('--out <folder>', 'write a spec for each configuration that has none')
        .option('--update-baseline', 'write down all findings as known'),
  )

  command<RemediateCommandOptions>(
    'remediate',
    'mend what is live: audit, change just what rules want, verify; rollback puts it back',
    async () => (await import('./commands/remediate.ts')).remediate,
    remediateOptions,
  )

  command<RollbackCommandOptions>(
    'rollback',
    'put back what the run of a journal changed',
    async () => (await import('./commands/rollback.ts')).rollback,
    (rollback) =>
      sendOptions(rollback, { failOn: 'never' })
        .requiredOption('--journal <file>', 'journal of the run; its rollback is recorded beside it, in FILE.rollback')
        .option('--unfinished', 'although an update of the run may still be under way')
        .option('--again', "what an earlier rollback put back, too, where it shows the run's work again"),
  )

  const reports = program.command('report').description('work on the reports that --format json wrote')
  command<ReportOptions>(
    'merge <files...>',
    'make one report of the reports of shards: files or globs',
    async () => (await import('./commands/report-merge.ts')).reportMerge,
    outputOptions,
    reports,
  )

  command<RulesOptions>(
    'rules',
    'list the rules',
    async () => (await import('./commands/rules.ts')).rules,
    (rules) =>
      rules
        .addOption(configOption())
        .addOption(cwdOption())
        .option('--for <file>', 'what is in force for this file, and where each setting came from')
        .option('--json', 'print JSON'),
  )

  command('explain <rule>', "show a rule's page", async () => (await import('./commands/explain.ts')).explain)

  command(
    'init',
    'write a config, an example spec and a workflow',
    async () => (await import('./commands/init.ts')).init,
    (init) => init.addOption(cwdOption()),
  )

  command<ImportOptions>(
    'import',
    'write specs from live configurations that no spec covers',
    async () => (await import('./commands/import.ts')).importSpecs,
    (importer) =>
      connectionOptions(importer)
        .addOption(configOption())
        .addOption(cwdOption())
        .option('--account <id>', 'account to import from; repeatable', accounts)
        .option('--region <name>', 'Region to import from; repeatable', regions)
        .option('--out <file|folder>', 'write a .yaml file, or one for each in a folder (default: standard output)'),
  )

  command<ServeOptions>(
    'serve',
    'run the local Image Builder server',
    async () => (await import('./commands/serve.ts')).serve,
    serveOptions,
  )

  command<LspOptions>(
    'lsp',
    'serve an editor: findings as you type, fixes, help',
    async () => (await import('./commands/lsp.ts')).lsp,
    lspOptions,
  )

  command(
    'schema',
    'print the JSON Schema of spec, config or report files',
    async () => (await import('./commands/schema.ts')).schema,
    (schema) => schema.addArgument(new Argument('[name]').choices(['spec', 'config', 'report']).default('spec')),
  )

  program
    .command('completion')
    .description("print the shell's completion")
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
    .action(async (shell) => {
      describe(program)
      const { completion } = await import('./commands/completion.ts')
      completion(shell, program, io)
    })

  program
    .command('help [command...]')
    .description('say what a command takes')
    .action((names: string[]) => {
      const about = names.reduce((at, name) => {
        const below = at.commands.find((known) => known.name() === name)
        if (!below) throw unknownCommand(name, at)
        return below
      }, program)
      describe(about)
      about.outputHelp()
    })

  return {
    described() {
      describe(program)
      return program
    },
    async run(argv) {
      // Without a command the help is an answer for a person, and an error for a script.
      await program.parseAsync([...argv], { from: 'user' })
      return code
    },
  }
}

function unknownCommand(name = '', program: Command): GuardError {
  const names = program.commands.map((known) => known.name())
  const closest = closestName(name, names)
  return new GuardError('Usage', `There is no command ${JSON.stringify(name)}.`, {
    hint: closest === undefined ? `Commands are ${names.join(', ')}.` : `Did you mean ${closest}?`,
  })
}
