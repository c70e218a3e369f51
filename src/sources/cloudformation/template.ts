import type { MapEntry, MapNode, ScalarNode, SourceNode } from '../../document/node.ts'
import type { ComposeOptions } from '../../document/yaml/compose.ts'
import { parse } from '../../document/yaml/parse.ts'
import type { Problem } from '../../document/yaml/problem.ts'
import type { Span } from '../resource/value.ts'
import { shortTags } from './tags.ts'

/** A template's text and its sections, each by name. */
export interface Template {
  file: string
  text: string
  /** What is wrong with the text; resources without a problem inside are there all the same. */
  problems: readonly Problem[]
  parameters: Section
  mappings: Section
  conditions: Section
  resources: Section
  outputs: Section
  /** Macros that are none of AWS's own: what they make of the template nobody knows before deployment. */
  macros: readonly string[]
  /** A transform may bring what the template does not define itself. */
  isTransformed: boolean
}

type Section = ReadonlyMap<string, MapEntry>

/** Undefined for what is no template. */
export function parseTemplate(file: string, text: string): Template {
  const { documents, problems } = parse(text, syntaxOf(file, text))
  const [top] = documents
  const section = (name: string): Section => {
    const node = top && childOf(top, name)
    return new Map(node?.kind === 'map' ? node.entries.map((entry) => [entry.key, entry]) : [])
  }
  const transforms = top ? namesOf(childOf(top, 'Transform')) : []
  return {
    file,
    text,
    problems,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    resources: section('Resources'),
    outputs: section('Outputs'),
    macros: transforms.filter((name) => !name.startsWith('AWS::')),
    isTransformed: transforms.length > 0,
  }
}

/** Enough for templates of the biggest size that is read. */
const mostNodes = 1_000_000

/** How a template is read. Those called `.template` are JSON as often as YAML. */
export function syntaxOf(file: string, text: string): ComposeOptions {
  const json = /\.json$/i.test(file) || (/\.template$/i.test(file) && text.trimStart().startsWith('{'))
  return { json, shortTags, mostNodes }
}

function namesOf(node: SourceNode | undefined): string[] {
  if (node?.kind === 'list') return node.items.flatMap(namesOf)
  const name = node?.kind === 'map' ? childOf(node, 'Name') : node
  return name?.kind === 'scalar' ? [String(name.value)] : []
}

const indexes = new WeakMap<MapNode, Map<string, MapEntry>>()

/** The entry of a map. Big maps are looked into often. */
export function entryIn(node: SourceNode | undefined, key: string): MapEntry | undefined {
  if (node?.kind !== 'map') return undefined
  if (node.entries.length < 8) return node.entries.find((entry) => entry.key === key)
  const known = indexes.get(node) ?? new Map(node.entries.map((entry) => [entry.key, entry]))
  indexes.set(node, known)
  return known.get(key)
}

export function childOf(node: SourceNode | undefined, ...keys: string[]): SourceNode | undefined {
  return keys.reduce<SourceNode | undefined>((at, key) => entryIn(at, key)?.value, node)
}

/** The text of a scalar, as it is written: 010 is no number to a field of text. */
export function textOf(node: SourceNode | undefined, text: string): string | undefined {
  if (node?.kind !== 'scalar' || node.value === null) return undefined
  return typeof node.value === 'string' ? node.value : scalarText(node, text)
}

function scalarText({ start, end, value }: ScalarNode, text: string): string {
  const written = text.slice(start, end)
  return typeof value === 'number' && /^[\w.+-]+$/.test(written) ? written : String(value)
}

/** The type of a resource, when it states one. */
export function typeOf({ value }: MapEntry): string | undefined {
  const type = childOf(value, 'Type')
  return type?.kind === 'scalar' && typeof type.value === 'string' ? type.value : undefined
}

export const spanOf = ({ file, text }: Pick<Template, 'file' | 'text'>, { start, end }: SourceNode): Span => ({
  file,
  text,
  start,
  end,
})

export const keySpanOf = (
  { file, text }: Pick<Template, 'file' | 'text'>,
  { keyStart, keyEnd }: Pick<MapEntry, 'keyStart' | 'keyEnd'>,
): Span => ({ file, text, start: keyStart, end: keyEnd })
