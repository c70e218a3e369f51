import { dirname, relative } from 'node:path'
import { toPosix } from '../../files/posix-path.ts'
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

const resources = /AWS::ImageBuilder::InfrastructureConfiguration|aws_imagebuilder_infrastructure_configuration/

/**
 * Globs, relative to `folder`, that name what is to be judged below it, specs, templates and modules, and no other file
 * that is there today.
 */
export function specGlobs(folder: string, root: string): string[] {
  const found = groups.map((group) => ({ ...group, specs: [] as string[], others: [] as string[] }))
  for (const { path, isFolder } of walk(folder, { root, selections: [], own: new Set() })) {
    const group = isFolder ? undefined : found.find(({ names }) => names.test(path))
    if (!group) continue
    const read = readText(path, root, { checkParents: false })
    const isJudged = 'text' in read && (resources.test(read.text) || seemsSpecText(read.text, path))
    if (isJudged || !group.isWhole) (isJudged ? group.specs : group.others).push(toPosix(relative(folder, path)))
  }
  return found.flatMap(({ specs, others, glob }) => globsBelow('', specs, others, glob))
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

const escaped = (path: string): string => path.replaceAll(/[\\*?{}()[\]!+@]/g, '\\$&')
