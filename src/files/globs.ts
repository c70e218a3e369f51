import picomatch from 'picomatch'

/** Whether a path, with `/`, matches one of the globs and none of those that begin with `!`. */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const clean = (glob: string): string => glob.replace(/^\.\//, '')
  const ignore = globs.filter((glob) => glob.startsWith('!')).map((glob) => clean(glob.slice(1)))
  const wanted = globs.filter((glob) => !glob.startsWith('!')).map(clean)
  return picomatch(wanted, { ignore, dot: true })
}
