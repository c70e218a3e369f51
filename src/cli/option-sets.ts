/** Options that several commands take together. */
import { type Command, Option } from 'commander'
import { formats } from '../report/formats/index.ts'
import { concurrency, endpointUrl, maxFailures, rate, waves } from '../run/options.ts'
import { account, accounts, accountsOrAll, duration, number, optionOf, region, regionsOrAll } from './option-values.ts'

export function reportOptions(command: Command, defaults?: { failOn: string }): Command {
  return outputOptions(command, defaults).addOption(configOption())
}

export function outputOptions(command: Command, { failOn = 'error' }: { failOn?: string } = {}): Command {
  return command
    .addOption(cwdOption())
    .addOption(formatOption())
    .addOption(failOnOption().default(failOn))
    .option('--quiet', 'print errors only')
    .option('--verbose', 'say more on stderr')
    .addOption(unless('--no-color', 'print no colours (so does NO_COLOR)'))
}

export function policyOptions(command: Command): Command {
  return command
    .option('--baseline <file>', 'known findings (default: .ibguard-baseline.json beside the config)')
    .option('--changed-since <ref>', 'only what has changed since this revision: findings, and what is read and sent')
    .option('--config-from <ref>', 'read config, baseline and rules from this revision')
    .option('--safe', 'run no code of the checkout')
}

export function cacheOptions(command: Command): Command {
  return command
    .option('--cache', 'judge only files that have changed since the last run with it')
    .option(
      '--cache-location <path>',
      'file of the cache, or a folder for it (default: .ibguardcache beside the config)',
    )
    .addOption(
      new Option('--cache-strategy <strategy>', 'what tells that a file has changed (default: metadata)').choices([
        'metadata',
        'content',
      ]),
    )
}

export function connectionOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--local', 'use a local Image Builder in the process instead of AWS').conflicts('endpointUrl'),
    )
    .addOption(optionOf(endpointUrl))
    .option('--profile <name>', 'profile of the AWS config and credentials files')
    .addOption(optionOf(concurrency))
}

/** A plan sends nothing: what is about sending is taken, so that both commands may be given the same, and has no effect. */
export function planOptions(command: Command): Command {
  for (const option of paceOptions()) command.addOption(option.hideHelp())
  return targetOptions(command).addOption(deepOption())
}

/** How fast and how far a run sends. */
const paceOptions = (): Option[] => [
  optionOf(rate),
  optionOf(maxFailures),
  optionOf(waves),
  new Option('--deadline <duration>', 'start nothing after this long, such as 90s, 15m, 2h').argParser(duration),
]

function targetOptions(command: Command, defaults?: { failOn: string }): Command {
  return connectionOptions(policyOptions(reportOptions(command, defaults)))
    .option('--target <arn-glob>', 'only targets whose ARN matches')
    .option('--account <id>', 'only targets of this account', account)
    .option('--region <name>', 'only targets of this Region', region)
    .option('--detailed-exitcode', 'of a plan: exit with 3 when something would change')
}

export function sendOptions(command: Command, defaults?: { failOn: string }): Command {
  for (const option of paceOptions()) command.addOption(option)
  return consentOptions(targetOptions(command, defaults))
}

function consentOptions(command: Command): Command {
  return command
    .option('--yes', 'do not ask; needed when stdin is not a terminal, except with --local')
    .addOption(unless('--no-verify', 'do not read back what was written'))
    .option('--dry-run', 'plan only')
}

/** Of what is about whatever is live. */
export function auditOptions(command: Command): Command {
  return connectionOptions(reportOptions(command))
    .option('--baseline <file>', 'known findings (default: .ibguard-baseline.json beside the config)')
    .option('--config-from <ref>', 'read config, baseline and rules from this revision')
    .option('--safe', 'run no code of the checkout')
    .option(
      '--account <id|all>',
      "account, or all active ones of the organization; repeatable (default: targets.allow, else the caller's)",
      accountsOrAll,
    )
    .option('--skip-account <id>', 'account to leave out; repeatable', accounts)
    .option(
      '--region <name|all>',
      "Region, or all that are enabled in an account; repeatable (default: targets.allow, else the caller's)",
      regionsOrAll,
    )
    .option('--target <arn-glob>', 'only configurations whose ARN matches')
    .addOption(deepOption())
}

/** Of what mends whatever is live. */
export function remediateOptions(command: Command): Command {
  auditOptions(command)
    .option(
      '--rule <id>',
      'rule whose findings are mended; repeatable (default: all errors that have a fix)',
      (value: string, all: string[] = []) => [...all, value],
    )
    .option('--include-managed', 'what another tool manages, too')
  for (const option of paceOptions()) command.addOption(option)
  return consentOptions(journalOptions(command)).option(
    '--out <folder>',
    'write the changes as merge specs, for a pull request, and send nothing',
  )
}

export function journalOptions(command: Command): Command {
  return command
    .option('--journal <file>', 'where the run is recorded (default: a new file in .ibguard/)')
    .option('--resume', 'finish the interrupted run of --journal')
}

export function serveOptions(command: Command): Command {
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

/** What clients of the protocol put behind the command by themselves. */
export function lspOptions(command: Command): Command {
  return command
    .option('--stdio', 'speak over standard input and output, as it does in any case')
    .option('--clientProcessId <pid>', 'end when this process has ended', number)
}

/** On unless switched off; commander gives that default only to options that a command has from the start. */
const unless = (flag: string, description: string) => new Option(flag, description).default(true)
export const deepOption = (): Option =>
  new Option('--deep', 'also ask the accounts whether what configurations name exists and works')
export const configOption = (): Option =>
  new Option('--config <file>', 'config file (default: looked for up to the repository root)')
export const cwdOption = (): Option => new Option('--cwd <dir>', 'working directory')
const failOnOption = () =>
  new Option('--fail-on <severity>', 'exit with 1 from this severity on').choices(['error', 'warning', 'note', 'never'])
const formatOption = () =>
  new Option('--format <name[=file]>', 'how to print the report, or to write it into a file; repeatable')
    .choices(formats)
    .argParser((value: string, all: string[] | undefined) => [...(all ?? []), value])
