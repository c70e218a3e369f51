import type { Block, HclSpan } from '../../document/hcl/syntax.ts'
import { rangeOf } from '../../document/position.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Subject } from '../../lint/subject.ts'
import type { WrittenSuppression } from '../../lint/suppression.ts'
import type { Finding } from '../../model/finding.ts'
import { resourceSubject } from '../resource/resource-subject.ts'
import { limits } from './budget.ts'
import type { ModuleInstance } from './instance.ts'
import { terraformFor } from './language.ts'
import { infrastructureConfiguration } from './module.ts'
import { propertiesOf } from './properties.ts'
import { repetitionsOf } from './repetition.ts'

export interface ReadInstance {
  subjects: Subject[]
  findings: Finding[]
  suppressions: WrittenSuppression[]
}

/** The configurations of a module and of all that it calls; of the root those of the files that were asked for. */
export function readInstance(root: ModuleInstance, asked: ReadonlySet<string>): ReadInstance {
  const read: ReadInstance = { subjects: [], findings: [], suppressions: [] }
  const counts = new Map<Block, number>()
  for (const instance of instancesIn(root, asked)) {
    for (const block of instance.module.resources) {
      if (block.labels[0] !== infrastructureConfiguration || block.isBroken) continue
      if (instance === root && !asked.has(block.span.file)) continue
      readResource(block, instance, read, counts)
    }
  }
  return read
}

/** A module and what it calls, depth first. */
function* instancesIn(root: ModuleInstance, asked?: ReadonlySet<string>): Generator<ModuleInstance> {
  yield root
  for (const [name, call] of root.module.calls) {
    if (asked && !asked.has(call.span.file)) continue
    for (const [, child] of root.children(name)) yield* instancesIn(child)
  }
}

function readResource(block: Block, instance: ModuleInstance, read: ReadInstance, counts: Map<Block, number>): void {
  const [type, name] = block.labels
  const { repetitions, cutFrom } = repetitionsOf(block.body, instance.scope)
  for (const [at, { suffix, scope }] of repetitions.entries()) {
    const count = (counts.get(block) ?? 0) + 1
    if (count > limits.instances) return
    counts.set(block, count)
    const { properties, mistakes } = propertiesOf(block, scope)
    const isLast = at === repetitions.length - 1 || count === limits.instances
    const told = isLast && (cutFrom !== undefined || count === limits.instances) ? [tooMany] : []
    const spent = instance.budget.isSpent ? [tooLong] : []
    const address = `${instance.prefix}${type}.${name}${suffix}`
    const { subject, findings } = resourceSubject(
      {
        address,
        properties,
        head: block.header,
        absence: block.header,
        ...(instance.callers.length > 0 && { callers: instance.callers }),
        ...(told.length + spent.length > 0 && { limits: [...told, ...spent] }),
      },
      terraformFor(properties),
    )
    read.subjects.push(subject)
    read.findings.push(...mistakes.map(({ message, span }) => mistake(message, span, address)), ...findings)
  }
}

const tooMany = `Of its instances the first ${limits.instances.toLocaleString('en-US')} are judged.`
const tooLong = 'What it refers to takes too long to work out.'

function mistake(message: string, { file, text, start, end }: HclSpan, address: string): Finding {
  return makeFinding({
    ruleId: 'schema',
    severity: 'error',
    message,
    place: { file, ...rangeOf(text, start, end) },
    subject: { origin: 'terraform', address },
  })
}
