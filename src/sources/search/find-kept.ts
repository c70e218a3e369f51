import { basename, dirname, posix, relative } from 'node:path'
import { toPosix } from '../../files/posix-path.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { seemsSpecText } from '../spec-file/looks-like.ts'
import { readText } from './read-text.ts'
import { walk } from './walk.ts'

/** Files that are named together, so that one that comes later is named too. */
const groups = [
  { names: /\.(?:ya?ml|json)$/i, glob: '*.{yaml,yml,json}' },
  { names: /\.template$/i, glob: '*.template' },
  // Of a module all files count, whatever each of them holds.
  { names: /\.(?:tf|tofu)$/i, glob: '*.{tf,tofu}', isWhole: true },
]

type Kind = 'spec' | 'template' | 'terraform'

/** What a repository has to be judged. */
export interface Kept {
  /** Relative to the folder; they name what is judged below it and no other file that is there today. */
  globs: string[]
  /** How many files of each kind those are. */
  files: Record<Kind, number>
  /** The folders of CDK apps (with a `cdk.json`), relative to the folder, and where each writes its templates. */
  apps: { folder: string; output: string }[]
}

/** Looks what is kept below `folder`: specs, templates, modules, CDK apps. */
export function findKept(folder: string, root: string): Kept {
  const found = groups.map((group) => ({ ...group, specs: [] as string[], others: [] as string[] }))
  const files = { spec: 0, template: 0, terraform: 0 }
  const apps: Kept['apps'] = []
  for (const { path, isFolder } of walk(folder, { root, selections: [], own: new Set() })) {
    const group = isFolder ? undefined : found.find(({ names }) => names.test(path))
    if (!group) continue
    const read = readText(path, root, { checkParents: false })
    const text = 'text' in read ? read.text : ''
    const own = toPosix(relative(folder, path))
    if (basename(path) === 'cdk.json') apps.push({ folder: parentOf(own), output: outputOf(text, parentOf(own)) })
    const kind = kindOf(text, path)
    if (kind) files[kind] += 1
    if (kind || !group.isWhole) (kind ? group.specs : group.others).push(own)
  }
  const globs = found.flatMap(({ specs, others, glob }) => globsBelow('', specs, others, glob))
  return { globs: [...globs, ...apps.map(({ output }) => escaped(output))], files, apps }
}

/** What a file has that is to be judged, told by its text alone. */
function kindOf(text: string, path: string): Kind | undefined {
  if (text.includes(resourceType.cloudFormation)) return 'template'
  if (text.includes(resourceType.terraform)) return 'terraform'
  return seemsSpecText(text, path) ? 'spec' : undefined
}

/** Where `cdk synth` writes, by the `output` of `cdk.json`. */
function outputOf(text: string, folder: string): string {
  let output: unknown
  try {
    output = JSON.parse(text).output
  } catch {
    // CDK will say it.
  }
  if (typeof output !== 'string' || !/^\w[\w./-]*$/.test(output) || output.includes('..')) output = 'cdk.out'
  return posix.join(folder, String(output))
}
/** A whole folder where it holds nothing but specs, else its folders each by itself, and its own specs by name. */
function globsBelow(folder: string, specs: readonly string[], others: readonly string[], glob: string): string[] {
  if (specs.length === 0) return []
  // What else may come to lie at the top, nobody knows.
  if (others.length === 0 && folder !== '') return [`${escaped(folder)}/**/${glob}`]
  const here = specs.filter((path) => parentOf(path) === folder)
  const isOnlySpecs = folder !== '' && !others.some((path) => parentOf(path) === folder)
  const own = isOnlySpecs && here.length > 0 ? [`${escaped(folder)}/${glob}`] : here.map(escaped)
  const below = new Set(specs.filter((path) => parentOf(path) !== folder).map((path) => childOf(folder, path)))
  const inside = (child: string) => (path: string) => path.startsWith(`${child}/`)
  return [
    ...own,
    ...[...below].flatMap((child) =>
      globsBelow(child, specs.filter(inside(child)), others.filter(inside(child)), glob),
    ),
  ]
}

const parentOf = (path: string): string => (dirname(path) === '.' ? '' : dirname(path))

/** The folder right below `folder` that `path` is in. */
function childOf(folder: string, path: string): string {
  let child = parentOf(path)
  while (parentOf(child) !== folder) child = parentOf(child)
  return child
}

/** As a glob that is one line of text, in a config and in a workflow: `?` stands for what would break or trim the line. */
const escaped = (path: string): string =>
  path.replaceAll(/[\\*?{}()[\]!+@]/g, '\\$&').replaceAll(/^\s|[\p{Cc}\u2028\u2029]/gu, '?')
