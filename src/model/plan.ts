import type { PlannedChange } from './change.ts'
import type { LearnedFacts } from './facts.ts'
import type { Finding, SuppressedFinding } from './finding.ts'
import type { RuleInfo, Summary } from './report.ts'
import type { Shard } from './shard.ts'

export interface Plan {
  kind: 'ibguard-plan'
  version: 1
  tool: { name: string; version: string }
  summary: Pick<Summary, 'files' | 'specs'>
  /** Of the rules that findings name. */
  rules?: RuleInfo[]
  findings: Finding[]
  suppressed: SuppressedFinding[]
  changes: PlannedChange[]
  /** What the accounts were asked, where they were. */
  facts?: LearnedFacts
  /** Set on the part that a run applies; a plan file is always whole. */
  shard?: Shard
}
