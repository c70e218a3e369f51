import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import { GuardError } from '../errors.ts'
import { formats } from '../reporters/reporter.ts'
import { concurrency, endpointUrl, maxFailures, rate, type Setting, shard, shardCount, waves } from '../run/settings.ts'
import { closestName } from '../text/closest-name.ts'
import { tool } from '../tool.ts'
import type { ImportOptions } from './commands/import.ts'
import type { LintOptions } from './commands/lint.ts'
import type { RulesOptions } from './commands/rules.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { Io } from './io.ts'
import type { ApplyCommandOptions, PlanCommandOptions, ReportOptions, RollbackCommandOptions } from './options.ts'

export const helpHint = 'Run it with --help for what it takes.'

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
    .description('Lint, plan and bulk-apply EC2 Image Builder infrastructure configurations kept as spec files in git.')
    .version(tool.version)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
      outputError: (text, write) => write(text.replace(/^error: /, 'ibguard: ')),
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
      policyOptions(reportOptions(lint))
        .option('--fix', 'edit the files in place where a rule has a fix')
        .option('--update-baseline', 'write down all findings as known')
        .option('--stats', 'say on stderr how long each rule took and what it found')
        .option('--prune-baseline', 'remove from the baseline what is no longer found'),
  )

  command<PlanCommandOptions>(
    'plan [paths...]',
    'read live state, show each field that would change, lint the result',
    async () => (await import('./commands/plan.ts')).plan,
    (plan) =>
      planOptions(plan)
        .option('--out <file>', 'write the plan for apply')
        .option('--shards <number>', 'print a matrix of so many parts, for apply --shard', setting(shardCount)),
  )

  command<ApplyCommandOptions>(
    'apply [paths...]',
    'lint, plan, apply, verify; of a plan.json: apply what it planned',
    async () => (await import('./commands/apply.ts')).apply,
    (apply) =>
      sendOptions(apply)
        .option('--journal <file>', 'where the run is recorded (default: a new file in .ibguard/)')
        .option('--resume', 'finish the interrupted run of --journal')
        .option('--shard <i/N>', 'apply this part of a plan.json', setting(shard)),
  )

  command<RollbackCommandOptions>(
    'rollback',
    'put back what the run of a journal changed',
    async () => (await import('./commands/rollback.ts')).rollback,
    (rollback) =>
      sendOptions(rollback, { failOn: 'never' }).requiredOption(
        '--journal <file>',
        'journal of the run; its rollback is recorded beside it, in FILE.rollback',
      ),
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

function reportOptions(command: Command, defaults?: { failOn: string }): Command {
  return outputOptions(command, defaults).addOption(configOption())
}

function outputOptions(command: Command, { failOn = 'error' } = {}): Command {
  return command
    .addOption(cwdOption())
    .addOption(formatOption())
    .addOption(failOnOption().default(failOn))
    .option('--quiet', 'print errors only')
    .option('--verbose', 'say more on stderr')
    .addOption(unless('--no-color', 'print no colours (so does NO_COLOR)'))
}

function policyOptions(command: Command): Command {
  return command
    .option('--baseline <file>', 'known findings (default: .ibguard-baseline.json beside the config)')
    .option('--changed-since <ref>', 'report only what stands in files changed since this revision')
    .option('--config-from <ref>', 'read config, baseline and rules from this revision')
    .option('--safe', 'run no code of the checkout')
}

function connectionOptions(command: Command): Command {
  return command
    .option('--local', 'use a local Image Builder in the process instead of AWS')
    .option('--endpoint-url <url>', 'talk to this endpoint instead of AWS', setting(endpointUrl))
    .option('--profile <name>', 'profile of the AWS config and credentials files')
    .option('--concurrency <number>', 'calls in flight at once', setting(concurrency))
}

function planOptions(command: Command, defaults?: { failOn: string }): Command {
  return connectionOptions(policyOptions(reportOptions(command, defaults)))
    .option('--rate <auto|number>', 'updates per second, per account and Region', setting(rate))
    .option('--max-failures <n|n%>', 'stop after more failures than this', setting(maxFailures))
    .option('--waves <list>', 'cumulative shares, such as 1,10%,100%', setting(waves))
    .option('--deadline <duration>', 'start nothing after this long, such as 90s, 15m, 2h', duration)
    .option('--target <arn-glob>', 'only targets whose ARN matches')
    .option('--account <id>', 'only targets of this account')
    .option('--region <name>', 'only targets of this Region')
    .option('--detailed-exitcode', 'of a plan: exit with 3 when something would change')
}

function sendOptions(command: Command, defaults?: { failOn: string }): Command {
  return planOptions(command, defaults)
    .option('--yes', 'do not ask; needed when stdin is not a terminal, except with --local')
    .addOption(unless('--no-verify', 'do not read back what was written'))
    .option('--dry-run', 'plan only')
}

function serveOptions(command: Command): Command {
  return command
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on, 0 for a free one', number, 4577)
    .option('--account <id>', 'account of keys that carry none', '123456789012')
    .option('--seed <file>', 'configurations and pipelines to start with')
    .option('--state <file>', 'keep the state in this file')
    .option('--rate <number>', 'mutating operations per second, account and Region', number)
    .option('--burst <number>', 'size of the bucket of --rate', number)
    .option('--read-rate <number>', 'reading operations per second, account and Region', number)
    .option('--rival <share>', 'share of the rate that somebody else asks for, such as 0.5', number)
    .option('--retry-after', 'send Retry-After with throttled answers')
    .option('--latency <ms>', 'delay of every answer', number)
    .addOption(
      new Option('--fault <fault>', 'OP=KIND[:5%|:x3][@ARN], repeatable').argParser(
        (value: string, all: string[] | undefined) => [...(all ?? []), value],
      ),
    )
    .option('--log <file>', 'write each accepted mutation as a line of JSON')
}

/** On unless switched off; commander gives that default only to options that a command has from the start. */
const unless = (flag: string, description: string) => new Option(flag, description).default(true)
const configOption = () => new Option('--config <file>', 'config file (default: looked for up to the repository root)')
const cwdOption = () => new Option('--cwd <dir>', 'working directory')
const failOnOption = () =>
  new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices(['error', 'warning', 'note', 'never'])
const formatOption = () =>
  new Option('--format <name[=file]>', 'how to print the report, or to write it into a file; repeatable')
    .choices(formats)
    .argParser((value: string, all: string[] | undefined) => [...(all ?? []), value])

/** Commander's way to take a setting. */
function setting<T>({ expected, parse }: Setting<T>): (value: string) => T {
  return (value) => {
    const parsed = parse(value)
    if (parsed === undefined) throw new InvalidArgumentError(`Expected ${expected}.`)
    return parsed
  }
}

function number(value: string): number {
  const parsed = Number(value)
  if (value.trim() === '' || !Number.isFinite(parsed) || parsed < 0) {
    throw new InvalidArgumentError('Expected a number of 0 or more.')
  }
  return parsed
}

function accounts(value: string, all: string[] = []): string[] {
  if (!/^[0-9]{12}$/.test(value)) throw new InvalidArgumentError('Expected an account ID of 12 digits.')
  return [...all, value]
}

function regions(value: string, all: string[] = []): string[] {
  if (!/^[a-z]+(-[a-z]+)+-[0-9]+$/.test(value)) throw new InvalidArgumentError('Expected a Region such as eu-west-1.')
  return [...all, value]
}

/** Milliseconds of `90s`, `15m` or `2h`. */
function duration(value: string): number {
  const [, amount, unit] = /^([0-9]+)(s|m|h)$/.exec(value) ?? []
  if (amount === undefined || Number(amount) === 0) {
    throw new InvalidArgumentError('Expected a duration such as 90s, 15m or 2h.')
  }
  return Number(amount) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']
}
