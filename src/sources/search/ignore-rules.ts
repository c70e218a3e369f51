import { compilePath, matchesPath, type PathPattern } from '../../files/globs.ts'
import { withoutMark } from '../../text/byte-order-mark.ts'

interface IgnoreRule {
  pattern: PathPattern
  isNegated: boolean
  foldersOnly: boolean
}

/** What a `.gitignore` says of a path, in its folder and with `/`; undefined when nothing. */
export type IgnoreRules = (path: string, isFolder: boolean) => boolean | undefined

/** The rules of a `.gitignore`, as git reads them; the last that fits decides. Each path takes linear time. */
export function parseIgnoreRules(text: string): IgnoreRules {
  const rules = withoutMark(text)
    .split(/\r?\n/)
    .flatMap((line) => parseRule(line) ?? [])
    .reverse()
  const says = (names: readonly string[], isFolder: boolean): boolean | undefined => {
    const rule = rules.find((each) => (isFolder || !each.foldersOnly) && matchesPath(each.pattern, names))
    return rule && !rule.isNegated
  }
  return (path, isFolder) => {
    const names = path.split('/')
    // What lies in an ignored folder is ignored, whatever else is said of it.
    const isBelow = names.some((_, depth) => depth > 0 && says(names.slice(0, depth), true) === true)
    return isBelow || says(names, isFolder)
  }
}

function parseRule(line: string): IgnoreRule | undefined {
  const isNegated = line.startsWith('!')
  const whole = trimEnd(isNegated ? line.slice(1) : line)
  if (whole === '' || line.startsWith('#')) return undefined
  const foldersOnly = whole.endsWith('/')
  const path = foldersOnly ? whole.slice(0, -1) : whole
  // Without a slash in it a rule holds at any depth.
  const segments = path.includes('/') ? path.replace(/^\//, '').split('/') : ['**', path]
  return path === '' ? undefined : { pattern: compilePath(segments), isNegated, foldersOnly }
}

/** Without the spaces at the end, but for one that is escaped. */
function trimEnd(line: string): string {
  const trimmed = line.replace(/[ \t]+$/, '')
  return trimmed.endsWith('\\') && trimmed.length < line.length ? `${trimmed} ` : trimmed
}
