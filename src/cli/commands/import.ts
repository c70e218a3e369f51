import { existsSync, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { limits } from '../../document/yaml/problem.ts'
import { ioProblem } from '../../files/io-problem.ts'
import { toPosix } from '../../files/posix-path.ts'
import { writeNewFile } from '../../files/write-file.ts'
import type { Fleet } from '../../lint/spec.ts'
import type { Lane } from '../../model/arn.ts'
import { laneKey, laneOf, partitionOf } from '../../model/arn.ts'
import { GuardError } from '../../model/errors.ts'
import { systemClock, systemRandom } from '../../model/system.ts'
import { errorHint } from '../../report/formats/error-hint.ts'
import { plural } from '../../report/formats/text.ts'
import { type Imported, importLive } from '../../run/import.ts'
import { openFleet, openWorkspace, type Workspace } from '../../run/workspace.ts'
import { specText } from '../../sources/live/spec-text.ts'
import { noticeLine } from '../../text/visible.ts'
import { openClients } from '../clients.ts'
import { exit } from '../exit.ts'
import type { Io } from '../io.ts'
import type { CommonOptions, ConnectionOptions } from '../options.ts'
import { writeText } from '../output.ts'
import { createProgressLine } from '../progress.ts'

export interface ImportOptions extends CommonOptions, ConnectionOptions {
  account?: string[]
  region?: string[]
  out?: string
}

/** Writes specs of what is live and covered by none, to standard output, a file or a folder; never over a file. */
export async function importSpecs(_: string[], options: ImportOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const place = placeOf(options.out, workspace.cwd)
  const say = (notice: string): void => io.stderr.write(noticeLine(notice))
  const fleet = await knownFleet(workspace, io)
  const lanes = lanesOf(options, workspace, fleet)
  await using clients = await openClients([], workspace.config, options, io)
  const live = createProgressLine(io)
  const imported = await importLive(
    lanes,
    fleet,
    { imageBuilders: clients.imageBuilders, clock: systemClock, random: systemRandom },
    {
      concurrency: options.concurrency ?? workspace.config.apply.concurrency,
      signal: io.signal,
      onProgress: ({ done, total }) => live.show(`import: ${done} of ${total} read`),
    },
  ).finally(live.end)
  for (const { what, code, reason } of imported.failures) {
    const hint = errorHint(code)
    say(`${what}: ${code}: ${reason}${hint ? `. ${hint}` : ''}`)
  }
  const lost = imported.failures.filter(({ isLane }) => isLane).length
  if (lost === lanes.length) {
    throw new GuardError('Refused', 'No account and Region could be listed.', {
      hint: 'The caller needs imagebuilder:ListInfrastructureConfigurations and GetInfrastructureConfiguration.',
    })
  }
  say(summary(imported, fleet))
  if (fleet) for (const { arn } of imported.specs) io.stderr.write(noticeLine(`  ${arn}`))
  imported.notices.forEach(say)
  write(imported, place, workspace, io)
  return imported.failures.length > 0 ? exit.fail : exit.clean
}

/** The specs of the config's `files`, if it names any. */
async function knownFleet(workspace: Workspace, io: Io): Promise<Fleet | undefined> {
  if (workspace.config.files.length === 0) return undefined
  const fleet = await openFleet([], workspace, { ...io, specsOnly: true }).catch((error: unknown) => {
    if (error instanceof GuardError && error.code === 'NoFiles') return undefined
    throw error
  })
  if (fleet?.findings.some(({ arn, severity }) => severity === 'error' && !arn)) {
    io.stderr.write(noticeLine('Some specs are broken (see ibguard lint); what they cover counts as covered by none.'))
  }
  return fleet
}

/**
 * Accounts and Regions as asked for, else as `targets.allow` of the config has them, else those of the specs.
 * @throws {GuardError} `Usage` when nothing says where
 */
function lanesOf(options: ImportOptions, { config }: Workspace, fleet: Fleet | undefined): Lane[] {
  const accounts = options.account ?? config.targets.allow?.accounts
  const regions = options.region ?? config.targets.allow?.regions
  if (accounts && regions) {
    return [...new Set(accounts)].flatMap((account) =>
      [...new Set(regions)].map((region) => ({ partition: partitionOf(region), account, region })),
    )
  }
  const used = new Map(
    (fleet?.specs ?? []).flatMap(({ arn }) => laneOf(arn) ?? []).map((lane) => [laneKey(lane), lane]),
  )
  const lanes = [...used.values()].filter(
    ({ account, region }) => (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true),
  )
  if (lanes.length > 0) return lanes
  throw new GuardError('Usage', 'It is not said which account and Region to import from.', {
    hint: 'Name them, such as --account 123456789012 --region eu-west-1; both are repeatable.',
  })
}

function summary({ arns, specs, failures }: Imported, fleet: Fleet | undefined): string {
  const live = `${plural(arns.length, 'live configuration')} found`
  if (!fleet) return `${live}.`
  const uncovered = specs.length + failures.filter(({ isLane }) => !isLane).length
  return `${live}, ${arns.length - uncovered} covered by specs, ${uncovered} by none${uncovered > 0 ? ':' : '.'}`
}

type Place = { file: string } | { folder: string } | undefined

/** @throws {GuardError} `Usage` for a file that exists, or is no YAML */
function placeOf(out: string | undefined, cwd: string): Place {
  if (out === undefined) return undefined
  const path = resolve(cwd, out)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return { folder: path }
  requireNew([path], cwd)
  if (/[\\/]$/.test(out) || extname(out) === '') return { folder: path }
  if (/\.ya?ml$/i.test(out)) return { file: path }
  throw new GuardError('Usage', `--out ${out}: specs are written as YAML.`, {
    hint: 'Name a .yaml file, or a folder for one file each.',
  })
}

function requireNew(paths: readonly string[], cwd: string): void {
  const present = paths.filter((path) => existsSync(path))
  const [first] = present
  if (first === undefined) return
  const more = present.length > 1 ? ` (and ${present.length - 1} more)` : ''
  throw new GuardError('Usage', `${shown(first, cwd)} exists${more}, and import writes over no file.`, {
    hint: 'Name another place with --out, or move it away.',
  })
}

function write({ specs }: Imported, place: Place, workspace: Workspace, io: Io): void {
  const { cwd, root } = workspace
  if (specs.length === 0) return
  if (place && 'folder' in place) {
    const files = specs.map(({ arn, spec }) => ({ path: join(place.folder, fileName(arn)), text: specText(spec) }))
    requireNew(
      files.map(({ path }) => path),
      cwd,
    )
    for (const { path, text } of files) writeNew(path, text, workspace, io)
    return
  }
  const text = specText(specs.map(({ spec }) => spec))
  if (Buffer.byteLength(text) > limits.bytes) {
    throw new GuardError('Usage', `${plural(specs.length, 'spec')} are more than a spec file may hold, 1 MiB.`, {
      hint: 'Name a folder for one file each, such as --out infra/, or import fewer accounts and Regions at once.',
    })
  }
  if (place) writeNew(place.file, text, workspace, io)
  else writeText(undefined, text, { ...io, root })
}

/** `123456789012/eu-west-1/web.yaml`: names are unique in an account and Region only. */
function fileName(arn: string): string {
  const [, , , region = '', account = '', resource = ''] = arn.split(':')
  return join(account, region, `${resource.slice(resource.indexOf('/') + 1)}.yaml`)
}

function writeNew(path: string, text: string, { cwd, root }: Workspace, io: Io): void {
  try {
    writeNewFile(path, text, root)
  } catch (cause) {
    throw new GuardError('Io', `${shown(path, cwd)} cannot be written: ${ioProblem(cause)}.`, {
      hint: 'Name another place with --out.',
      cause,
    })
  }
  io.stdout.write(`wrote ${shown(path, cwd)}\n`)
}

const shown = (path: string, cwd: string): string => toPosix(relative(cwd, path))
