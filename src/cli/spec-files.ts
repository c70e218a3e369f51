/** Specs that are written for what is live, to standard output, a file or a folder; never over a file. */
import { existsSync, statSync } from 'node:fs'
import { extname, join, relative, resolve } from 'node:path'
import { limits } from '../document/yaml/problem.ts'
import { ioProblem } from '../files/io-problem.ts'
import { toPosix } from '../files/posix-path.ts'
import { writeNewFile } from '../files/write-file.ts'
import { parseImageBuilderArn } from '../model/arn.ts'
import { GuardError } from '../model/errors.ts'
import { plural } from '../report/formats/text.ts'
import type { Imported } from '../run/import.ts'
import type { Workspace } from '../run/workspace.ts'
import { specText } from '../sources/live/spec-text.ts'
import type { Io } from './io.ts'
import { writeText } from './output.ts'

export type Place = { file: string } | { folder: string } | undefined

/** @throws {GuardError} `Usage` for a file that exists, or is no YAML */
export function placeOf(out: string | undefined, cwd: string, by = 'import'): Place {
  if (out === undefined) return undefined
  const path = resolve(cwd, out)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return { folder: path }
  requireNew([path], cwd, by)
  if (/[\\/]$/.test(out) || extname(out) === '') return { folder: path }
  if (/\.ya?ml$/i.test(out)) return { file: path }
  throw new GuardError('Usage', `--out ${out}: specs are written as YAML.`, {
    hint: 'Name a .yaml file, or a folder for one file each.',
  })
}

/** @throws {GuardError} `Usage` for a file that exists, or a name of one */
export function folderOf(out: string | undefined, cwd: string, by: string): { folder: string } | undefined {
  const place = placeOf(out, cwd, by)
  if (!place || 'folder' in place) return place
  throw new GuardError('Usage', `--out ${out} is a file; a folder is wanted, for one file each.`, {
    hint: 'Name a folder, such as --out infra/.',
  })
}

function requireNew(paths: readonly string[], cwd: string, by: string): void {
  const present = paths.filter((path) => existsSync(path))
  const [first] = present
  if (first === undefined) return
  const more = present.length > 1 ? ` (and ${present.length - 1} more)` : ''
  throw new GuardError('Usage', `${shown(first, cwd)} exists${more}, and ${by} writes over no file.`, {
    hint: 'Name another place with --out, or move it away.',
  })
}

export function writeSpecs(
  specs: Imported['specs'],
  place: Place,
  workspace: Pick<Workspace, 'cwd' | 'root'>,
  io: Io,
  by = 'import',
): void {
  const { cwd, root } = workspace
  if (specs.length === 0) return
  if (place && 'folder' in place) {
    const files = specs.map(({ arn, spec }) => ({ path: join(place.folder, fileName(arn)), text: specText(spec) }))
    requireNew(
      files.map(({ path }) => path),
      cwd,
      by,
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

function writeNew(path: string, text: string, { cwd, root }: Pick<Workspace, 'cwd' | 'root'>, io: Io): void {
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
