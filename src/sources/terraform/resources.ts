import type { Block } from '../../document/hcl/syntax.ts'
import { locationOf } from '../../document/position.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Subject } from '../../lint/subject.ts'
import type { WrittenSuppression } from '../../lint/suppression.ts'
import { append } from '../../model/append.ts'
import type { Finding } from '../../model/finding.ts'
import { otherWork } from '../../model/other-work.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { resourceSubject } from '../resource/resource-subject.ts'
import { limits } from './budget.ts'
import { imageTypeIn, orphanSuppressions, type Remarks, remarkFindings, remarksOf, suppressionsIn } from './comments.ts'
import { type Uses, usesOf } from './container-use.ts'
import { type EditTools, editingOf } from './editing.ts'
import type { ModuleInstance } from './instance.ts'
import { terraformFor } from './language.ts'
import type { Module } from './module.ts'
import { opaqueSubject } from './opaque-subject.ts'
import { propertiesOf } from './properties.ts'
import { type Mistake, repetitionsOf } from './repetition.ts'

/** A module that nobody calls, and the files of it that were asked for. */
export interface Root {
  root: ModuleInstance
  asked: ReadonlySet<string>
}

export interface ReadResources {
  subjects: Subject[]
  findings: Finding[]
  suppressions: WrittenSuppression[]
}

/** The configurations of modules and of all that these call. */
export async function readResources(
  roots: readonly Root[],
  tools: EditTools,
  signal: AbortSignal | undefined,
): Promise<ReadResources> {
  const reading = new Reading(tools)
  for (const { root, asked } of roots) {
    signal?.throwIfAborted()
    const instances = [...instancesIn(root, asked)]
    const uses = usesOf(instances)
    for (const instance of instances) {
      const isAsked = ({ span }: Block): boolean => instance !== root || asked.has(span.file)
      for (const block of instance.module.resources.filter(isAsked)) reading.read(block, instance, uses)
    }
    for (const instance of instances) {
      append(
        reading.subjects,
        instance.tooDeep.map((block) => opaqueSubject(block, instance, tooDeep)),
      )
      append(
        reading.subjects,
        instance.circular.map((block) => opaqueSubject(block, instance, circular)),
      )
    }
    for (const instance of instances) {
      const of = (call: string): string => `${instance.prefix}module.${call}`
      append(
        reading.findings,
        instance.mistakes.map((each) => mistakeFinding(each, of(each.call), instance)),
      )
    }
    for (const { user, instance, call } of uses.hidden) {
      const limit = `Its configuration is in module ${call}, which is not at hand.`
      reading.subjects.push(opaqueSubject(user, instance, limit))
    }
    await otherWork()
  }
  return reading
}

/** A module and what it calls, depth first; of the root only what the files that were asked for call. */
function* instancesIn(root: ModuleInstance, asked?: ReadonlySet<string>): Generator<ModuleInstance> {
  yield root
  for (const [name, call] of root.module.calls) {
    if (asked && !asked.has(call.span.file)) continue
    for (const [, child] of root.children(name)) yield* instancesIn(child)
  }
}

class Reading implements ReadResources {
  readonly #tools: EditTools
  readonly subjects: Subject[] = []
  readonly findings: Finding[] = []
  readonly #heirs = new Map<Block, Subject[]>()
  /** Of which it is told that not all instances are judged. */
  readonly #cut = new Set<Block>()
  readonly #remarks = new Map<Module, Remarks>()

  constructor(tools: EditTools) {
    this.#tools = tools
  }

  read(block: Block, instance: ModuleInstance, uses: Uses): void {
    const [type, name = ''] = block.labels
    if (type !== resourceType.terraform || block.isBroken) return
    const remarks = this.#remarksOf(instance.module).of(block)
    const imageType = uses.imageTypeOf(instance, name) ?? imageTypeIn(remarks)
    const heirs = this.#heirs.get(block) ?? []
    this.#heirs.set(block, heirs)
    if (heirs.length >= limits.instances) {
      if (!this.#cut.has(block)) this.subjects.push(opaqueSubject(block, instance, tooMany))
      this.#cut.add(block)
      return
    }
    const { repetitions, cutFrom, mistake } = repetitionsOf(block.body, instance.scope)
    const room = limits.instances - heirs.length
    const judged = repetitions.slice(0, Math.max(0, room))
    if (heirs.length === 0) {
      const { prefix, root } = instance
      const about = { origin: 'terraform' as const, address: `${prefix}${type}.${name}`, root }
      append(this.findings, remarkFindings(remarks, about))
    }
    if (mistake) this.findings.push(mistakeFinding(mistake, `${instance.prefix}${type}.${name}`, instance))
    for (const [at, { suffix, scope }] of judged.entries()) {
      const { properties, mistakes } = propertiesOf(block, scope)
      const isCut = cutFrom !== undefined || judged.length < repetitions.length
      if (isCut) this.#cut.add(block)
      const address = `${instance.prefix}${type}.${name}${suffix}`
      const told = [
        ...(isCut && at === judged.length - 1 ? [tooMany] : []),
        ...(instance.budget.isSpent ? [tooLong] : []),
      ]
      const { subject, findings } = resourceSubject(
        {
          address,
          root: instance.root,
          properties,
          head: block.header,
          absence: block.header,
          editing: editingOf(block, this.#tools),
          ...(imageType && { imageType }),
          ...(instance.callers.length > 0 && { callers: instance.callers }),
          ...(told.length > 0 && { limits: told }),
        },
        terraformFor(properties),
      )
      heirs.push(subject)
      this.subjects.push(subject)
      append(this.findings, [...mistakes.map((each) => mistakeFinding(each, address, instance)), ...findings])
    }
  }

  /** One for each comment, whatever the instances of its block. */
  get suppressions(): WrittenSuppression[] {
    return [...this.#remarks].flatMap(([module, remarks]) => [
      ...module.resources.flatMap((block) => {
        const heirs = this.#heirs.get(block)
        return heirs?.length ? suppressionsIn(remarks.of(block), new Set(heirs)) : []
      }),
      ...orphanSuppressions(remarks.orphans),
    ])
  }

  #remarksOf(module: Module): Remarks {
    const remarks = this.#remarks.get(module) ?? remarksOf(module)
    this.#remarks.set(module, remarks)
    return remarks
  }
}

const tooMany = `Of its instances the first ${limits.instances.toLocaleString('en-US')} are judged.`
const tooDeep = `Modules are judged ${limits.modules} levels deep; what this one calls is not.`
const circular = 'It calls a module that it is inside of, which Terraform refuses; what comes of it is not judged.'
const tooLong = 'What it refers to takes too long to work out.'

function mistakeFinding(
  { message, span: { file, text, start, end } }: Mistake,
  address: string,
  { root }: ModuleInstance,
): Finding {
  return makeFinding({
    ruleId: 'schema',
    severity: 'error',
    message,
    place: locationOf(file, text, start, end),
    subject: { origin: 'terraform', address, root },
  })
}
