import { ParsedText } from '../../src/document/yaml/parsed-text.ts'
import type { Spec } from '../../src/lint/spec.ts'
import type { PlannedChange } from '../../src/model/change.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Random } from '../../src/model/random.ts'
import { planChanges } from '../../src/plan/plan-changes.ts'
import { SpecSource } from '../../src/sources/spec-file/spec-source.ts'
import type { SimulatedService } from './simulated-service.ts'
import type { VirtualClock } from './virtual-clock.ts'

export function arnOf(name: string, lane: { account?: string; region?: string } = {}): string {
  const { account = '123456789012', region = 'eu-west-1' } = lane
  return `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/${name}`
}

/** A spec as loading makes it, for stages that do not look at its source. */
export function specOf(arn: string, config: JsonObject, more: Partial<Spec> = {}): Spec {
  const location = { file: 'infra/fleet.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 }
  const source = new SpecSource({ parsed: new ParsedText(location.file, ''), document: 0, path: [], value: {} })
  return { arn, update: 'merge', guard: {}, config, location, source, ...more }
}

/** Plans that every configuration of a simulated service shall require IMDSv2. */
export function planImdsv2(
  count: number,
  service: SimulatedService,
  ports: { clock: VirtualClock; random: Random },
  laneOf: (index: number) => { account?: string; region?: string } = () => ({}),
): Promise<PlannedChange[]> {
  const specs = Array.from({ length: count }, (_, index) => {
    const arn = arnOf(`web-${index}`, laneOf(index))
    service.live.set(arn, { instanceProfileName: 'EC2InstanceProfileForImageBuilder', newcomer: { kept: [index] } })
    return specOf(arn, { instanceMetadataOptions: { httpTokens: 'required' } })
  })
  const planning = planChanges(specs, { ...ports, imageBuilders: service.imageBuilders }, { concurrency: 100 })
  return ports.clock.run(planning)
}
