/** What an audit knows of configurations beside the findings. */
export interface Audit {
  /** Configurations that somebody else keeps: another tool, or a spec. */
  managed: { arn: string; by: string }[]
  /** Targets of specs that are not live, of the places that were asked. */
  missing: { arn: string; file: string }[]
  /** What could not be listed or read. */
  unreachable: Unreachable[]
  /** Accounts of the organization that are not active, and were left out. */
  suspended: string[]
  /** Accounts and Regions that were listed. */
  lanes: { account: string; region: string; configurations: number; compliant: number }[]
  /** How many of those that do not comply there are of each kind. */
  rest: Rest
}

export interface Unreachable {
  account: string
  /** Absent when it is so in all that were asked. */
  region?: string
  code: string
  message: string
}

/** Who has to do something about the configurations that do not comply. */
export interface Rest {
  remediable: number
  cloudFormation: number
  /** Kept by another tool, as its tags say. */
  elsewhere: number
  specs: number
  /** Nobody keeps them, and there is no fix for something in them. */
  byHand: number
}
