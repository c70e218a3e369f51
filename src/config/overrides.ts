import { relative, resolve } from 'node:path'
import { globMatcher } from '../files/globs.ts'
import { toPosix } from '../files/posix-path.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import type { ImageType } from '../model/spec.ts'
import type { Config } from './config.ts'

/** The fleet with the `imageType` of the config's overrides where neither spec nor defaults state one. */
export function withOverrides(fleet: Fleet, config: Config): Fleet {
  const overrides = config.overrides.flatMap(({ files, imageType }) =>
    imageType ? [{ imageType, matches: globMatcher(files) }] : [],
  )
  if (overrides.length === 0) return fleet
  const imageTypeOf = (file: string): ImageType | undefined => {
    const inFolder = toPosix(relative(config.folder, resolve(fleet.root, file)))
    return overrides.findLast(({ matches }) => matches(inFolder))?.imageType
  }
  const specs = fleet.specs.map((spec): Spec => {
    const imageType = spec.guard.imageType ?? imageTypeOf(spec.source.file)
    return imageType ? { ...spec, imageType } : spec
  })
  return { ...fleet, specs }
}
