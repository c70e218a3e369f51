import { existsSync, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { limits } from '../../document/yaml/problem.ts'
import { ioProblem } from '../../files/io-problem.ts'
import { toPosix } from '../../files/posix-path.ts'
import { writeNewFile } from '../../files/write-file.ts'
import type { Fleet } from '../../lint/spec.ts'
import { parseImageBuilderArn } from '../../model/arn.ts'
import { GuardError } from '../../model/errors.ts'
import { plural } from '../../report/formats/text.ts'
import { type Imported, importLive } from '../../run/import.ts'
import { openFleet, openWorkspace, type Workspace } from '../../run/workspace.ts'
import { specText } from '../../sources/live/spec-text.ts'
import { noticeLine } from '../../text/visible.ts'
import { exit } from '../exit.ts'
import { createTeller } from '../host.ts'
import type { Io } from '../io.ts'
import type { CommonOptions, ConnectionOptions } from '../options.ts'
import { writeText } from '../output.ts'
import { openPorts } from '../ports.ts'

export interface ImportOptions extends CommonOptions, ConnectionOptions {
  account?: string[]
  region?: string[]
  out?: string
}

/** Writes specs of what is live and covered by none, to standard output, a file or a folder; never over a file. */
export async function importSpecs(_: string[], options: ImportOptions, io: Io): Promise<number> {
  const workspace = await openWorkspace(options, io)
  const place = placeOf(options.out, workspace.cwd)
  const fleet = await knownFleet(workspace, io)
  await using ports = openPorts(workspace, options, io)
  using host = createTeller(io)
  const request = { fleet, accounts: options.account, regions: options.region, settings: options }
  const imported = await importLive(request, workspace, ports, host)
  host.notice(summary(imported, fleet))
  if (fleet) for (const { arn } of imported.specs) io.stderr.write(noticeLine(`  ${arn}`))
  imported.notices.forEach(host.notice)
  write(imported, place, workspace, io)
  return exit[imported.verdict]
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

function summary({ arns, specs, unread }: Imported, fleet: Fleet | undefined): string {
  const live = `${plural(arns.length, 'live configuration')} found`
  if (!fleet) return `${live}.`
  const uncovered = specs.length + unread
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
  const { account = '', region = '', id = '' } = parseImageBuilderArn(arn) ?? {}
  return join(account, region, `${id}.yaml`)
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
