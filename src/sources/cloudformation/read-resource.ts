import type { MapEntry } from '../../document/node.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Subject } from '../../lint/subject.ts'
import type { WrittenSuppression } from '../../lint/suppression.ts'
import type { Finding } from '../../model/finding.ts'
import { shown } from '../../validation/schema-words.ts'
import { ResourceSource } from '../resource/resource-source.ts'
import { type Resource, resourceSubject } from '../resource/resource-subject.ts'
import type { MapValue, Value, Via } from '../resource/value.ts'
import type { Assembly } from './assembly.ts'
import { Evaluator, startRun } from './evaluator.ts'
import { explore } from './explore.ts'
import type { Uses } from './image-types.ts'
import type { Instance } from './instance.ts'
import { cloudformation } from './language.ts'
import { metadataOf } from './metadata.ts'
import { childOf, entryIn, keySpanOf, spanOf, type Template, textOf } from './template.ts'

/** So many variants of one resource are judged. */
const mostVariants = 128

export interface ReadResource {
  /** One for each combination of conditions and entries that makes a difference. */
  subjects: Subject[]
  findings: Finding[]
  suppressions: WrittenSuppression[]
}

/** What a template's resource is under all its conditions. */
export function readResource(
  entry: MapEntry,
  instance: Instance,
  uses: Uses,
  assembly?: Assembly | undefined,
): ReadResource {
  const { template } = instance
  const about = { origin: cloudformation.origin, address: entry.key }
  const metadata = metadataOf(entry, template, about)
  const construct = assembly?.constructOf(template.file, entry.key)
  const made = { ...(assembly && { isReadOnly: true }), ...(construct && { construct }) }
  const { results, isComplete } = explore(
    (choices) => readVariant(entry, instance, startRun(choices), made),
    mostVariants,
  )
  const limits = [
    ...template.macros.map((macro) => `The macro ${macro} may change it before it is deployed.`),
    ...(isComplete ? [] : [`Of its conditions' combinations ${mostVariants} are judged.`]),
  ]
  const imageType = uses.imageTypeOf(template.file, entry.key) ?? metadata.imageType
  const built = results.map(({ resource, findings, ...run }) => {
    const all = [...limits, ...run.limits]
    const { subject, findings: more } = resourceSubject(
      { ...resource, ...(imageType && { imageType }), ...(all.length > 0 && { limits: all }) },
      cloudformation,
    )
    return { subject, findings: [...findings, ...more] }
  })
  const subjects = built.map(({ subject }) => subject)
  return {
    subjects,
    findings: distinct([...metadata.findings, ...built.flatMap(({ findings }) => findings)]),
    suppressions: metadata.suppressions(subjects),
  }
}

interface Variant {
  resource: Resource
  findings: Finding[]
  limits: ReadonlySet<string>
}

/** What one run makes of it; undefined where its condition is false. */
function readVariant(
  entry: MapEntry,
  instance: Instance,
  run: ReturnType<typeof startRun>,
  made: Pick<Resource, 'isReadOnly' | 'construct'>,
): Variant | undefined {
  const { template } = instance
  const evaluator = new Evaluator(instance, run)
  const condition = childOf(entry.value, 'Condition')
  const name = textOf(condition, template.text)
  if (condition && name !== undefined && !evaluator.conditions.named(name, condition)) return undefined
  const properties = entryIn(entry.value, 'Properties')
  const value = properties && evaluator.value(properties.value)
  const head = keySpanOf(template, entry)
  const resource: Resource = {
    ...made,
    address: entry.key,
    properties: mapOf(value, template, entry),
    head,
    absence: properties ? keySpanOf(template, properties) : head,
    ...(instance.parent && { callers: callersOf(instance) }),
  }
  const source = new ResourceSource(template.file, { ...resource, naming: cloudformation.naming })
  const finding = (message: string, span: Parameters<ResourceSource['placeOfSpan']>[0]): Finding =>
    makeFinding({
      ruleId: 'schema',
      severity: 'error',
      message,
      place: source.placeOfSpan(span),
      subject: { origin: cloudformation.origin, address: entry.key },
    })
  const isNoMap = value && (value.kind === 'list' || value.kind === 'known')
  return {
    resource,
    findings: [
      ...(isNoMap ? [finding(`Properties is ${shownValue(value)}; it must be a map.`, value.span)] : []),
      ...run.problems.map(({ message, span }) => finding(message, span)),
    ],
    limits: run.limits,
  }
}

const shownValue = (value: Value): string => (value.kind === 'known' ? shown(value.value) : `a ${value.kind}`)

function mapOf(value: Value | undefined, template: Template, { value: node }: MapEntry): MapValue {
  if (value?.kind === 'map') return value
  const unknown = value?.kind === 'unknown' ? { open: value.refersTo } : {}
  // Of no width: there is nothing to write into.
  return { kind: 'map', entries: [], span: { ...spanOf(template, node), end: node.start }, ...unknown }
}

function callersOf({ parent }: Instance): Via[] {
  return parent ? [parent.via, ...callersOf(parent.instance)] : []
}

function distinct(findings: readonly Finding[]): Finding[] {
  const keyOf = ({ line, column, pointer, message, file }: Finding): string =>
    JSON.stringify([file, line, column, pointer, message])
  return [...new Map(findings.map((finding) => [keyOf(finding), finding])).values()]
}
