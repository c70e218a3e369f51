import { locationOf } from '../../document/position.ts'
import { dirname, relative } from '../../files/posix-path.ts'
import { append } from '../../model/append.ts'
import { GuardError } from '../../model/errors.ts'
import type { Finding } from '../../model/finding.ts'
import type { Loaded, SourceContext, SourceFile } from '../source.ts'
import { loadFinding } from '../spec-file/finding.ts'
import { argument } from './block.ts'
import { Budget } from './budget.ts'
import { type FindModule, ModuleInstance } from './instance.ts'
import type { Module } from './module.ts'
import { folderOf, ModuleFolders } from './module-files.ts'
import { parseModule, parseValues } from './parse-module.ts'
import { Readers } from './readers.ts'
import { readResources } from './resources.ts'

/** The configurations of modules, each as it is called, or by its defaults where nobody calls it. */
export async function readModules(files: readonly SourceFile[], context: SourceContext): Promise<Loaded> {
  const loaded: Loaded = { resources: [], findings: [], files: [], suppressions: [] }
  const folders = new ModuleFolders(files, context)
  const asked = Map.groupBy(files, ({ file }) => folderIn(file))
  const concerned = [...asked.keys()].filter((folder) => folders.concerns(folder)).sort()
  if (concerned.length === 0) return loaded
  const hcl = await context.hcl()
  const given = context.varFiles.flatMap((path) => {
    const text = context.read(path)
    const file = relative(context.root, path)
    if (text !== undefined) return [parseValues(hcl, file, text)]
    throw new GuardError('Config', `terraform.varFiles names ${file}, which cannot be read.`, {
      hint: 'Correct it in the config; paths count from the config, and lie inside the repository.',
    })
  })
  const modules = new Map<string, Module>()
  const open = (folder: string): Module => {
    const module = modules.get(folder) ?? parseModule(folders.texts(folder), hcl, given)
    modules.set(folder, module)
    return module
  }
  const find: FindModule = ({ folder }, { body }) => {
    const source = argument(body, 'source')?.value
    if (source?.kind !== 'literal' || typeof source.value !== 'string') return undefined
    const called = folderOf(folder, source.value)
    return called !== undefined && folders.concerns(called) ? open(called) : undefined
  }
  const roots = rootsOf(concerned, open, find).map((folder) => ({
    root: new ModuleInstance(open(folder), find, new Budget()),
    asked: new Set((asked.get(folder) ?? []).map(({ file }) => file)),
  }))
  const readers = new Readers(() => modules.values(), find)
  const { subjects, findings, suppressions } = await readResources(roots, { readers, hcl }, context.signal)
  append(loaded.resources, subjects)
  append(loaded.findings, findings)
  append(loaded.suppressions, suppressions)
  for (const module of modules.values()) append(loaded.findings, syntaxFindings(module))
  loaded.files = [...loaded.resources.map(({ source }) => source.file), ...loaded.findings.map(({ file }) => file)]
  return loaded
}

const folderIn = (file: string): string => (dirname(file) === '.' ? '' : dirname(file))

/** Modules that no other of the run calls; of those that call each other in a circle, the first. */
function rootsOf(folders: readonly string[], open: (folder: string) => Module, find: FindModule): string[] {
  const calledBy = (folder: string): string[] =>
    [...open(folder).calls.values()].flatMap((call) => find(open(folder), call)?.folder ?? [])
  const called = new Set(folders.flatMap((folder) => calledBy(folder).filter((each) => each !== folder)))
  const roots = folders.filter((folder) => !called.has(folder))
  const reached = new Set<string>()
  const reach = (folder: string): void => {
    const waiting = [folder]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (reached.has(next)) continue
      reached.add(next)
      append(waiting, calledBy(next))
    }
  }
  for (const root of roots) reach(root)
  for (const folder of folders) {
    if (reached.has(folder)) continue
    roots.push(folder)
    reach(folder)
  }
  return roots
}

function syntaxFindings({ problems }: Module): Finding[] {
  return problems.map(({ message, span: { file, text, start, end } }) => ({
    ...loadFinding('syntax', message, locationOf(file, text, start, end)),
    origin: 'terraform' as const,
  }))
}
