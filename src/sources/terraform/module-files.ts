import { join } from '../../files/posix-path.ts'
import { resourceType } from '../../resource/resource-type.ts'
import type { SourceContext, SourceFile } from '../source.ts'
import { limits } from './budget.ts'
import { usersOfConfigurations } from './module.ts'

/** The texts of a module's folder, relative to the repository's root. */
export interface ModuleTexts {
  folder: string
  files: { file: string; text: string; isOverride: boolean }[]
  /** Files of values that Terraform reads by itself, in its order. */
  values: { file: string; text: string }[]
  /** Why none of it is read. */
  problem?: string
}

const configurationFile = /\.(?:tf|tofu)(?:\.json)?$/
const overrideFile = /(?:^|_)override\.(?:tf|tofu)(?:\.json)?$/
/** Configurations, and the pipelines and images that use them. */
const ofImageBuilder = new RegExp(`(?:${[resourceType.terraform, ...usersOfConfigurations].join('|')})\\b`)
const localSource = /source"?\s*[=:]\s*"(\.\.?\/[^"]*)"/g

/** Reads folders as modules, each once, and tells which have to do with Image Builder before anything is parsed. */
export class ModuleFolders {
  readonly #context: SourceContext
  readonly #known: ReadonlyMap<string, string>
  readonly #folders = new Map<string, ModuleTexts>()
  readonly #concerned = new Map<string, boolean>()

  constructor(files: readonly SourceFile[], context: SourceContext) {
    this.#context = context
    this.#known = new Map(files.map(({ file, text }) => [file, text]))
  }

  texts(folder: string): ModuleTexts {
    const done = this.#folders.get(folder)
    if (done) return done
    const names = this.#context.list(join(this.#context.root, folder)).filter((name) => !name.startsWith('.'))
    const found = {
      folder,
      files: configurationNames(names).flatMap((name) =>
        this.#read(folder, name).map((each) => ({ ...each, isOverride: overrideFile.test(name) })),
      ),
      values: valueNames(names).flatMap((name) => this.#read(folder, name)),
    }
    const size = sizeOf([...found.files, ...found.values])
    const texts: ModuleTexts =
      size <= limits.bytes
        ? found
        : {
            ...found,
            problem: `The files of this module are bigger together than 4 MiB (${size} bytes); none is read.`,
          }
    this.#folders.set(folder, texts)
    return texts
  }

  /** Whether a module, or one that it calls, has to do with configurations; a look at the texts is enough. */
  concerns(folder: string): boolean {
    const done = this.#concerned.get(folder)
    if (done !== undefined) return done
    this.#concerned.set(folder, false)
    const { files } = this.texts(folder)
    const concerned =
      files.some(({ text }) => ofImageBuilder.test(text)) ||
      files.some(({ text }) =>
        Array.from(text.matchAll(localSource), ([, source = '']) => folderOf(folder, source)).some(
          (called) => called !== undefined && this.concerns(called),
        ),
      )
    this.#concerned.set(folder, concerned)
    return concerned
  }

  #read(folder: string, name: string): { file: string; text: string }[] {
    const file = folder === '' ? name : `${folder}/${name}`
    const text = this.#known.get(file) ?? this.#context.read(join(this.#context.root, file))
    return text === undefined ? [] : [{ file, text }]
  }
}

/** Bytes of texts; counted one by one only where there may be too many. */
function sizeOf(texts: readonly { text: string }[]): number {
  const most = texts.reduce((sum, { text }) => sum + text.length * 3, 0)
  if (most <= limits.bytes) return most
  const encoder = new TextEncoder()
  return texts.reduce((sum, { text }) => sum + encoder.encode(text).length, 0)
}

/** The folder that a local source names; undefined for what is none, or leads out of the repository. */
export function folderOf(from: string, source: string): string | undefined {
  if (!/^\.\.?(?:\/|$)/.test(source)) return undefined
  const folder = join(from === '' ? '.' : from, source)
    .replaceAll('\\', '/')
    .replace(/\/+$/, '')
  if (folder === '..' || folder.startsWith('../')) return undefined
  return folder === '.' ? '' : folder
}

/** Where a `.tofu` file stands it replaces the `.tf` of its name. */
function configurationNames(names: readonly string[]): string[] {
  const all = new Set(names)
  const replaced = (name: string): boolean =>
    /\.tf(?:\.json)?$/.test(name) && all.has(name.replace(/\.tf(\.json)?$/, '.tofu$1'))
  return names.filter((name) => configurationFile.test(name) && !replaced(name))
}

function valueNames(names: readonly string[]): string[] {
  const first = ['terraform.tfvars', 'terraform.tfvars.json'].filter((name) => names.includes(name))
  return [...first, ...names.filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name)).sort()]
}
