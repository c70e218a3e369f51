import { isAbsolute, join, relative, resolve } from '../files/posix-path.ts'
import { applyDefaults, type Config, type Override, type SuppressionSetting } from './config.ts'
import { type ConfigSource, placeIn } from './config-source.ts'
import type { Layer } from './layer.ts'

type Merged = Omit<Config, 'root' | 'folder' | 'file' | 'available' | 'rules' | 'notices' | 'sources'>

/** Puts the layers together, all but their rules: lists add up, single values are the last layer's. */
export function mergeLayers(layers: readonly Layer[], folder: string): Merged {
  const sources = layers.flatMap(({ source }) => source ?? [])
  const last = <Key extends 'files' | 'ignores'>(key: Key): string[] => {
    const source = sources.findLast(({ value }) => value[key] !== undefined)
    return source ? rebase(source.value[key] ?? [], source, folder) : []
  }
  const values = sources.map(({ value }) => value)
  const seeded = sources.findLast(({ value }) => value.local?.seed !== undefined)
  return {
    files: last('files'),
    ignores: last('ignores'),
    enforce: [...new Set(values.flatMap(({ enforce = [] }) => enforce))],
    overrides: sources.flatMap((source) => overridesOf(source, folder)),
    suppressions: sources.flatMap((source) => suppressionsOf(source, folder)),
    assertions: values.flatMap(({ assertions = [] }) => assertions),
    partialSpecs: values.findLast(({ partialSpecs }) => partialSpecs)?.partialSpecs ?? 'strict',
    deep: values.findLast(({ deep }) => deep !== undefined)?.deep ?? false,
    terraform: { varFiles: varFilesOf(sources) },
    targets: Object.assign({}, ...values.map(({ targets }) => targets)),
    apply: Object.assign({}, applyDefaults, ...values.map(({ apply }) => apply)),
    local: seeded?.value.local?.seed ? { seed: resolve(seeded.folder, seeded.value.local.seed) } : {},
  }
}

/** The last layer's, each relative to the file that names it. */
function varFilesOf(sources: readonly ConfigSource[]): string[] {
  const source = sources.findLast(({ value }) => value.terraform?.varFiles !== undefined)
  return (source?.value.terraform?.varFiles ?? []).map((file) => resolve(source?.folder ?? '', file))
}

function overridesOf(source: ConfigSource, folder: string): Override[] {
  return (source.value.overrides ?? []).map(({ files, imageType, rules = {} }) => ({
    files: rebase(files, source, folder),
    ...(imageType && { imageType }),
    rules,
    origin: source.file,
  }))
}

function suppressionsOf(source: ConfigSource, folder: string): SuppressionSetting[] {
  return (source.value.suppressions ?? []).map((suppression, at) => ({
    ...suppression,
    ...(suppression.files && { files: rebase(suppression.files, source, folder) }),
    location: placeIn(source, ['suppressions', at]) ?? {
      file: source.file,
      line: 1,
      column: 1,
      endLine: 1,
      endColumn: 1,
    },
  }))
}

/** Globs of an extended file count from its own folder, those of a package from the folder of who extends it. */
function rebase(globs: readonly string[], source: ConfigSource, folder: string): string[] {
  const base = relative(folder, source.folder)
  if (base === '' || source.isInstalled) return [...globs]
  const prefix = base.replaceAll(/[\\*?[\]{}()!+@]/g, '\\$&')
  return globs.map((glob) => {
    if (glob.startsWith('!')) return `!${join(prefix, glob.slice(1))}`
    return isAbsolute(glob) ? glob : join(prefix, glob)
  })
}
