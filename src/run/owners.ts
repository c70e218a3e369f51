import type { LintPolicy } from '../lint/judgement.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Audit } from '../model/audit.ts'
import type { JsonObject } from '../model/json.ts'

/** Who keeps a configuration. */
export interface Owner {
  kind: 'cloudFormation' | 'elsewhere' | 'specs'
  /** In words. */
  by: string
}

const stackTag = 'aws:cloudformation:stack-name'

/** Says who keeps a configuration: another tool by its tags, or a spec; undefined for nobody. */
export function createOwners(
  specs: Fleet | undefined,
  { rulesOf, available }: LintPolicy,
): (arn: string, tags: Record<string, string>) => Owner | undefined {
  const files = new Map(specs?.specs.map(({ arn, location }) => [arn, location.file]))
  const defaults = available.find(({ id }) => id === 'managed-elsewhere')?.defaults ?? {}
  return (arn, tags) => {
    const stack = tags[stackTag]
    if (stack !== undefined) return { kind: 'cloudFormation', by: `CloudFormation stack ${stack}` }
    const options = rulesOf(arn).find(({ rule }) => rule.id === 'managed-elsewhere')?.options ?? defaults
    const key = keysOf(options).find((candidate) => tags[candidate] !== undefined)
    if (key !== undefined) return { kind: 'elsewhere', by: `tag ${key} (${tags[key]})` }
    const file = files.get(arn)
    return file === undefined ? undefined : { kind: 'specs', by: `spec ${file}` }
  }
}

function keysOf({ tags }: JsonObject): string[] {
  return Array.isArray(tags) ? tags.filter((key) => typeof key === 'string') : []
}

export function managedOf(owners: ReadonlyMap<string, Owner>): Audit['managed'] {
  return [...owners].map(([arn, { by }]) => ({ arn, by }))
}
