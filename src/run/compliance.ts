import type { Lane } from '../model/arn.ts'
import { laneKey } from '../model/arn.ts'
import type { Audit, Rest } from '../model/audit.ts'
import type { Finding } from '../model/finding.ts'
import { laneOf } from '../resource/target-arn.ts'
import type { Owner } from './owners.ts'
import { type FailOn, isFailing } from './verdict.ts'

interface Judged {
  /** Of all configurations. */
  arns: readonly string[]
  findings: readonly Finding[]
  owners: ReadonlyMap<string, Owner>
  /** That were listed. */
  lanes: readonly Lane[]
}

interface Compliance {
  configurations: number
  compliant: number
  lanes: Audit['lanes']
  rest: Rest
}

/** Counts what complies, by account and Region, and says who has to do something about the rest. */
export function complianceOf({ arns, findings, owners, lanes }: Judged, failOn: FailOn): Compliance {
  const failing = Map.groupBy(
    findings.filter((finding) => isFailing(finding, failOn)),
    ({ arn }) => arn,
  )
  const counts = new Map(
    lanes.map((lane) => [
      laneKey(lane),
      { account: lane.account, region: lane.region, configurations: 0, compliant: 0 },
    ]),
  )
  const rest: Rest = { remediable: 0, cloudFormation: 0, elsewhere: 0, specs: 0, byHand: 0 }
  for (const arn of arns) {
    const lane = laneOf(arn)
    const count = lane && counts.get(laneKey(lane))
    if (count) count.configurations++
    const own = failing.get(arn)
    if (!own) {
      if (count) count.compliant++
      continue
    }
    const owner = owners.get(arn)
    if (owner) rest[owner.kind]++
    else if (own.every(({ fixable }) => fixable)) rest.remediable++
    else rest.byHand++
  }
  const compliant = arns.filter((arn) => !failing.has(arn)).length
  return { configurations: arns.length, compliant, lanes: [...counts.values()], rest }
}
