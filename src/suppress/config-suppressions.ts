import type { Config, SuppressionSetting } from '../config/config.ts'
import { globMatcher } from '../files/globs.ts'
import { relative, resolve } from '../files/posix-path.ts'
import type { Suppression } from '../lint/suppression.ts'
import { matchesWildcard } from '../text/wildcard.ts'

/** The suppressions of the config; whether they are complete was checked when it was loaded. */
export function configSuppressions(config: Config, root: string): Suppression[] {
  return config.suppressions.map((suppression, at) => ({
    ...suppression,
    by: 'config',
    location: suppression.location ?? nowhere(config.file ?? ''),
    pointer: `/suppressions/${at}`,
    covers: coverage(suppression, config, root),
  }))
}

function coverage({ arns, resources, files }: SuppressionSetting, config: Config, root: string): Suppression['covers'] {
  const matches = files && globMatcher(files)
  return ({ arn, address, file }) => {
    if (arns && !arns.some((pattern) => arn !== undefined && matchesWildcard(pattern, arn))) return false
    if (resources && !resources.some((pattern) => address !== undefined && matchesWildcard(pattern, address)))
      return false
    return !matches || matches(relative(config.folder, resolve(root, file)))
  }
}

const nowhere = (file: string): Suppression['location'] => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 })
