import type { MapEntry, MapNode, SourceNode } from '../../document/node.ts'
import { rangeOf } from '../../document/position.ts'
import type { Composed } from '../../document/yaml/compose.ts'
import { toJson } from '../../document/yaml/to-json.ts'
import type { Spec } from '../../lint/spec.ts'
import type { Finding } from '../../model/finding.ts'
import type { Path } from '../../model/json.ts'
import { closestName, list, normalized } from '../../text/closest-name.ts'
import { quoted, short } from '../../text/short.ts'
import { buildSpec } from './build-spec.ts'
import { loadFinding } from './finding.ts'
import { checkSchema } from './schema-findings.ts'
import { SpecSource } from './spec-source.ts'
import { fieldNames } from './suggest.ts'

export interface SpecFile {
  specs: Spec[]
  findings: Finding[]
}

/** A spec to be built: its node, where it is in its document, and the defaults above it. */
interface Place {
  own: MapNode
  path: Path
  document: number
  defaults?: MapNode
}

const envelopeKeys = ['$schema', 'defaults', 'specs']

/** The specs of a parsed file, in whatever form it holds them. */
export function readSpecFile(file: string, text: string, { documents, problems }: Composed): SpecFile {
  const reader = new Reader(file, text)
  for (const [index, top] of documents.entries()) reader.document(top, index)
  const specs: Spec[] = []
  const findings = reader.findings
  for (const { own, defaults } of reader.places) {
    const source = new SpecSource({ file, text, own, defaults })
    const built = buildSpec(source)
    specs.push(built.spec)
    findings.push(...built.findings)
  }
  findings.push(...reader.defaultsOnly(findings))
  for (const { message, start, end, path, document } of problems) {
    const at = reader.places.findIndex((place) => document === place.document && path && startsWith(path, place.path))
    const place = reader.places[at]
    const inner = place && path ? path.slice(place.path.length) : []
    findings.push(loadFinding('syntax', message, { file, ...rangeOf(text, start, end) }, inner, specs[at]?.arn))
  }
  if (specs.length === 0 && findings.length === 0) {
    findings.push(reader.finding(`${file} holds no spec; it must hold specs or be left out by \`ignores\`.`, 0, 0))
  }
  return { specs, findings }
}

class Reader {
  readonly file: string
  readonly text: string
  readonly places: Place[] = []
  readonly findings: Finding[] = []
  readonly defaults: MapNode[] = []

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  document(top: SourceNode, document: number): void {
    if (top.kind === 'list') this.list(top.items, [], document)
    else if (top.kind === 'map') {
      if (top.entries.some(({ key }) => key === 'specs' || key === 'defaults')) this.envelope(top, document)
      else this.places.push({ own: top, path: [], document })
    } else if (top.value !== null) this.wrong(top, 'A document holds a spec, a list of specs or an envelope with specs')
  }

  envelope(top: MapNode, document: number): void {
    const entry = (name: string): MapEntry | undefined => top.entries.find(({ key }) => key === name)
    for (const { key, keyStart, keyEnd } of top.entries) {
      if (envelopeKeys.includes(key)) continue
      const closest = fieldNames.includes(key) ? undefined : closestName(key, envelopeKeys)
      const hint = closest
        ? `did you mean ${JSON.stringify(closest)}?`
        : `beside specs there is only ${list(envelopeKeys)}.`
      this.findings.push(this.finding(`Unknown key ${quoted(key)} in an envelope; ${hint}`, keyStart, keyEnd, [key]))
    }
    const defaults = entry('defaults')?.value
    const specs = entry('specs')
    if (defaults && defaults.kind !== 'map' && !isNull(defaults)) this.wrong(defaults, 'defaults is a map of fields')
    if (defaults?.kind === 'map') this.defaults.push(defaults)
    if (!specs) {
      this.findings.push(this.finding('An envelope with defaults but no specs.', top.start, top.start, ['specs']))
    } else if (specs.value.kind === 'list') {
      this.list(specs.value.items, ['specs'], document, defaults?.kind === 'map' ? defaults : undefined)
    } else this.wrong(specs.value, 'specs is a list of specs')
  }

  list(items: readonly SourceNode[], path: Path, document: number, defaults?: MapNode): void {
    items.forEach((own, index) => {
      if (own.kind === 'map') this.places.push({ own, path: [...path, index], document, ...(defaults && { defaults }) })
      else this.wrong(own, 'An item of a list of specs is a map of fields')
    })
  }

  /** What is wrong with defaults that no spec took over. */
  defaultsOnly(known: readonly Finding[]): Finding[] {
    const seen = new Set(known.map(({ line, column, message }) => `${line}:${column}:${message}`))
    return this.defaults.flatMap((own) => {
      const source = new SpecSource({ file: this.file, text: this.text, own })
      const { findings } = checkSchema(toJson(own) as Parameters<typeof checkSchema>[0], { source, arn: '' })
      return findings.filter(({ line, column, message }) => !seen.has(`${line}:${column}:${message}`))
    })
  }

  wrong(node: SourceNode, expected: string): void {
    const found =
      node.kind === 'scalar' ? (isNull(node) ? 'nothing' : short(JSON.stringify(node.value))) : `a ${node.kind}`
    this.findings.push(this.finding(`${expected}; found ${found}.`, node.start, node.end))
  }

  finding(message: string, start: number, end: number, path: Path = []): Finding {
    return loadFinding('schema', message, { file: this.file, ...rangeOf(this.text, start, end) }, path)
  }
}

const isNull = (node: SourceNode): boolean => node.kind === 'scalar' && node.value === null

const startsWith = (path: Path, head: Path): boolean => head.every((key, at) => path[at] === key)

const marks = ['infrastructureConfigurationArn', 'specs', 'x-guard'].map(normalized)

/** Whether some document or list item has, at its top, keys that only specs have. */
export function looksLikeSpecs({ documents }: Composed): boolean {
  return documents
    .flatMap((top) => (top.kind === 'list' ? top.items : [top]))
    .some((node) => {
      if (node.kind !== 'map') return false
      const keys = node.entries.map(({ key }) => key)
      return (
        keys.some((key) => marks.includes(normalized(key))) ||
        keys.filter((key) => fieldNames.includes(key)).length >= 2
      )
    })
}

/** Whether the file is a plan that `plan --out` wrote. */
export function isPlan({ documents: [top] }: Composed): boolean {
  if (top?.kind !== 'map') return false
  return top.entries.some(
    ({ key, value }) => key === 'kind' && value.kind === 'scalar' && value.value === 'ibguard-plan',
  )
}
