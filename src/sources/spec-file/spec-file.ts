import type { MapEntry, MapNode, SourceNode } from '../../document/node.ts'
import { locationOf } from '../../document/position.ts'
import type { ParsedText } from '../../document/yaml/parsed-text.ts'
import { toJson } from '../../document/yaml/to-json.ts'
import type { Spec } from '../../lint/spec.ts'
import { append } from '../../model/append.ts'
import type { Finding } from '../../model/finding.ts'
import type { JsonObject, Path } from '../../model/json.ts'
import { closestName, list } from '../../text/closest-name.ts'
import { quoted, short } from '../../text/short.ts'
import { buildSpec } from './build-spec.ts'
import { loadFinding } from './finding.ts'
import { holdsSpecs } from './looks-like.ts'
import { hasFields, otherKind } from './other-kind.ts'
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
  defaults?: SpecSource
}

const envelopeKeys = ['$schema', 'defaults', 'specs']

/** The specs of a parsed file, in whatever form it holds them. */
export function readSpecFile(parsed: ParsedText): SpecFile {
  const { file, text, composed } = parsed
  const { documents, problems } = composed
  const reader = new Reader(parsed)
  documents.forEach((top, index) => {
    reader.document(top, index)
  })
  const specs: Spec[] = []
  const findings = reader.findings
  for (const { own, document, path, defaults } of reader.places) {
    const built = buildSpec(new SpecSource({ parsed, document, path, value: toJson(own) as JsonObject, defaults }), own)
    specs.push(built.spec)
    append(findings, built.findings)
  }
  append(findings, reader.defaultsOnly(findings))
  for (const { message, start, end, path, document } of problems) {
    const at = reader.places.findIndex((place) => document === place.document && path && startsWith(path, place.path))
    const place = reader.places[at]
    const inner = place && path ? path.slice(place.path.length) : []
    findings.push(loadFinding('syntax', message, locationOf(file, text, start, end), inner, specs[at]?.arn))
  }
  if (specs.length === 0 && findings.length === 0) {
    findings.push(reader.finding(`${file} holds no spec; it must hold specs or be left out by \`ignores\`.`, 0, 0))
  }
  return { specs, findings }
}

class Reader {
  readonly parsed: ParsedText
  readonly places: Place[] = []
  readonly findings: Finding[] = []
  readonly defaults: SpecSource[] = []

  constructor(parsed: ParsedText) {
    this.parsed = parsed
  }

  document(top: SourceNode, document: number): void {
    if (top.kind === 'list') this.list(top.items, [], document)
    else if (top.kind === 'map') {
      if (isEnvelope(top)) this.envelope(top, document)
      else this.spec({ own: top, path: [], document })
    } else if (top.value !== null) this.wrong(top, 'A document holds a spec, a list of specs or an envelope with specs')
  }

  envelope(top: MapNode, document: number): void {
    const entry = (name: string): MapEntry | undefined => top.entries.find(({ key }) => key === name)
    let isMisnamed = false
    for (const each of top.entries) {
      const { key, keyStart, keyEnd } = each
      // Anchors have to be somewhere.
      if (envelopeKeys.includes(key) || isFree(key)) continue
      const closest = fieldNames.includes(key) ? undefined : closestName(key, envelopeKeys)
      const meant = closest ?? (holdsSpecs(each) ? 'specs' : undefined)
      if (meant === 'specs') isMisnamed = true
      const hint = meant
        ? `did you mean ${JSON.stringify(meant)}?`
        : `beside specs there is only ${list(envelopeKeys)}.`
      this.findings.push(this.finding(`Unknown key ${quoted(key)} in an envelope; ${hint}`, keyStart, keyEnd, [key]))
    }
    const shared = entry('defaults')?.value
    const specs = entry('specs')
    if (shared && shared.kind !== 'map' && !isNull(shared)) this.wrong(shared, 'defaults is a map of fields')
    const defaults = shared?.kind === 'map' ? this.shared(shared, document) : undefined
    if (!specs) {
      if (!isMisnamed)
        this.findings.push(this.finding('An envelope with defaults but no specs.', top.start, top.start, ['specs']))
    } else if (specs.value.kind === 'list') {
      this.list(specs.value.items, ['specs'], document, defaults)
    } else this.wrong(specs.value, 'specs is a list of specs')
  }

  shared(defaults: MapNode, document: number): SpecSource {
    const value = toJson(defaults) as JsonObject
    const source = new SpecSource({ parsed: this.parsed, document, path: ['defaults'], value })
    this.defaults.push(source)
    return source
  }

  list(items: readonly SourceNode[], path: Path, document: number, defaults?: SpecSource): void {
    items.forEach((own, index) => {
      if (own.kind === 'map') this.spec({ own, path: [...path, index], document, ...(defaults && { defaults }) })
      else this.wrong(own, 'An item of a list of specs is a map of fields')
    })
  }

  /** A map in the place of a spec; one that is something else is said to be that, and not judged as a spec on top. */
  spec(place: Place): void {
    const other = otherKind(place.own)
    if (!other) this.places.push(place)
    else {
      const { message, entry } = other
      this.findings.push(this.finding(message, entry.keyStart, entry.keyEnd, [entry.key]))
    }
  }

  /** What is wrong with defaults that no spec took over. */
  defaultsOnly(known: readonly Finding[]): Finding[] {
    if (this.defaults.length === 0) return []
    const seen = new Set(known.map(({ line, column, message }) => `${line}:${column}:${message}`))
    return this.defaults.flatMap((source) => {
      const { findings } = checkSchema(source.value, { source, arn: '' })
      return findings.filter(({ line, column, message }) => !seen.has(`${line}:${column}:${message}`))
    })
  }

  wrong(node: SourceNode, expected: string): void {
    const found =
      node.kind === 'scalar' ? (isNull(node) ? 'nothing' : short(JSON.stringify(node.value))) : `a ${node.kind}`
    this.findings.push(this.finding(`${expected}; found ${found}.`, node.start, node.end))
  }

  finding(message: string, start: number, end: number, path: Path = []): Finding {
    const { file, text } = this.parsed
    return loadFinding('schema', message, locationOf(file, text, start, end), path)
  }
}

/** By its keys, or because what looks like specs is below one of them, whatever it is called. */
function isEnvelope(top: MapNode): boolean {
  if (top.entries.some(({ key }) => key === 'specs' || key === 'defaults')) return true
  return !hasFields(top) && !otherKind(top) && top.entries.some(holdsSpecs)
}

/** `x-guard` beside specs, or nearly so, was meant for them. */
const isFree = (key: string): boolean => key.startsWith('x-') && closestName(key, ['x-guard']) === undefined

const isNull = (node: SourceNode): boolean => node.kind === 'scalar' && node.value === null

const startsWith = (path: Path, head: Path): boolean => head.every((key, at) => path[at] === key)
