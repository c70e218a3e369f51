import { type Fit, matchesSequence } from '../text/wildcard.ts'
import { expandBraces } from './braces.ts'
import { compileSegment, isMagic, type Segment, unescaped } from './segment.ts'

/** Any number of folders. */
const anyFolders: unique symbol = Symbol('**')

/** A glob without braces, name by name. */
export type PathPattern = (Segment | typeof anyFolders)[]

const names: Fit<Segment | typeof anyFolders, string> & { covers: Segment } = {
  isStar: (item) => item === anyFolders,
  fits: (item, of) => item !== anyFolders && item(of),
  covers: (of) => of !== '..' && of !== '.',
}

/** `**` is any number of folders; as the last name it is what lies in the folder before it, not that folder. */
export function compilePath(segments: readonly string[]): PathPattern {
  const pattern = segments.map((segment) => (isDeep(segment) ? anyFolders : compileSegment(segment)))
  return pattern.length > 1 && pattern.at(-1) === anyFolders
    ? [...pattern.slice(0, -1), names.covers, anyFolders]
    : pattern
}

const isDeep = (segment: string): boolean => /^\*\*+$/.test(segment)

export function matchesPath(pattern: PathPattern, path: readonly string[]): boolean {
  return matchesSequence(pattern, path, names)
}

/**
 * Whether a path, with `/`, matches one of the globs and none of those that begin with `!`. Takes linear time, whatever
 * the globs are.
 * @throws {GuardError} `Usage` for a glob that cannot be used
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const compiled = (some: readonly string[]): PathPattern[] =>
    some.flatMap((glob) => expandBraces(clean(glob)).map((each) => compilePath(each.split('/'))))
  const wanted = compiled(globs.filter((glob) => !glob.startsWith('!')))
  const unwanted = compiled(globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1)))
  return (path) => {
    if (path === '') return false
    const parts = path.split('/')
    const matches = (pattern: PathPattern): boolean => matchesPath(pattern, parts)
    return wanted.some(matches) && !unwanted.some(matches)
  }
}

const clean = (glob: string): string => glob.replace(/^(?:\.\/)+/, '')

/** Whether text stands for more paths than the one it spells. */
export function isGlob(text: string): boolean {
  return /[*?[{(]/.test(text) && expandBraces(text).some((each, _, all) => all.length > 1 || isMagic(each))
}

export interface GlobBase {
  /** The folders that a glob spells out, or the file. */
  base: string
  /** How many folders below it a match can lie. */
  depth: number
}

/** Where the search for each glob begins; those that begin with `!` only leave out. */
export function globBases(globs: readonly string[]): GlobBase[] {
  return globs
    .filter((glob) => !glob.startsWith('!'))
    .flatMap((glob) => expandBraces(clean(glob)))
    .map((glob) => {
      const segments = glob.split('/')
      const fixed = segments.findIndex(isMagic)
      if (fixed === -1) return { base: unescaped(glob), depth: 0 }
      // A leading / has an empty name before it.
      const base = segments.slice(0, fixed).map(unescaped).join('/') || (glob.startsWith('/') ? '/' : '')
      return { base, depth: segments.some(isDeep) ? Number.POSITIVE_INFINITY : segments.length - fixed - 1 }
    })
}
