import type { AllowConfig } from '../generated/config.ts'
import type { Lane } from '../model/arn.ts'
import { laneOf } from '../resource/target-arn.ts'
import { matchesWildcard } from '../text/wildcard.ts'

/** Why `targets.allow` of the config forbids a target; undefined when it does not. */
export function whyNotAllowed(lane: Lane, allow: AllowConfig = {}): string | undefined {
  if (allow.accounts && !allow.accounts.includes(lane.account)) {
    return `account ${lane.account} is not in targets.allow.accounts`
  }
  if (allow.regions && !allow.regions.includes(lane.region)) {
    return `Region ${lane.region} is not in targets.allow.regions`
  }
  return undefined
}

export interface TargetSelection {
  /** `*` stands for any text, `?` for one character. */
  target?: string
  account?: string
  region?: string
}

/** The specs, or changes, that `--target`, `--account` and `--region` leave in the run. */
export function selectTargets<T extends { arn: string }>(items: readonly T[], selection: TargetSelection): T[] {
  const { target } = selection
  return items.filter(({ arn }) => {
    const lane = laneOf(arn)
    return (
      (target === undefined || matchesWildcard(target, arn)) &&
      (!selection.account || lane?.account === selection.account) &&
      (!selection.region || lane?.region === selection.region)
    )
  })
}
