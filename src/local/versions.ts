import { ApiError } from './api-error.ts'

/** Major, minor and patch; an `x` stands for any number. */
type Version = readonly string[]

const largest = 2 ** 30 - 1

/**
 * Reads the version of a recipe (https://docs.aws.amazon.com/imagebuilder/latest/userguide/ibhow-semantic-versioning.html).
 * @throws {ApiError} `error` when a number follows an `x`, or is too large
 */
export function parseVersion(text: string, error: string): Version {
  const version = text.split('.')
  const wildcard = version.indexOf('x')
  if (wildcard >= 0 && version.slice(wildcard).some((part) => part !== 'x')) {
    throw new ApiError(error, `In the version '${text}' only wildcards may follow a wildcard.`)
  }
  if (version.some((part) => Number(part) > largest)) {
    throw new ApiError(error, `In the version '${text}' a number is over ${largest}.`)
  }
  return version
}

export function hasWildcard(version: Version): boolean {
  return version.includes('x')
}

/** The newest of some versions that an asked one stands for. */
export function newestOf(asked: Version, versions: readonly string[]): string | undefined {
  return versions
    .map((text) => text.split('.'))
    .filter((version) => asked.every((part, index) => part === 'x' || part === version[index]))
    .reduce<Version | undefined>((best, version) => (best && compare(best, version) >= 0 ? best : version), undefined)
    ?.join('.')
}

/** The version that a new recipe gets: its first wildcard counts on from the newest that there is, the others are 0. */
export function assignVersion(asked: Version, versions: readonly string[]): string {
  const wildcard = asked.indexOf('x')
  if (wildcard < 0) return asked.join('.')
  const newest = newestOf(asked, versions)?.split('.')
  const next = newest ? Number(newest[wildcard]) + 1 : 0
  return asked.map((part, index) => (index < wildcard ? part : index === wildcard ? next : 0)).join('.')
}

/** Versions that stand for the newest, at each level. */
export function references(version: string): Record<string, string> {
  const [major, minor] = version.split('.')
  return {
    latestVersionArn: 'x.x.x',
    latestMajorVersionArn: `${major}.x.x`,
    latestMinorVersionArn: `${major}.${minor}.x`,
    latestPatchVersionArn: version,
  }
}

function compare(a: Version, b: Version): number {
  const differing = a.findIndex((part, index) => part !== b[index])
  return differing < 0 ? 0 : Number(a[differing]) - Number(b[differing])
}
