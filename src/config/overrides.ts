import { globMatcher } from '../files/globs.ts'
import { relative, resolve } from '../files/posix-path.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import type { ImageType } from '../model/spec.ts'
import type { Config } from './config.ts'

/** The fleet with the `imageType` of the config's overrides where the file states none. */
export function withOverrides(fleet: Fleet, config: Config): Fleet {
  const overrides = config.overrides.flatMap(({ files, imageType }) =>
    imageType ? [{ imageType, matches: globMatcher(files) }] : [],
  )
  if (overrides.length === 0) return fleet
  const imageTypeOf = (file: string): ImageType | undefined => {
    const inFolder = relative(config.folder, resolve(fleet.root, file))
    return overrides.findLast(({ matches }) => matches(inFolder))?.imageType
  }
  const specs = fleet.specs.map((spec): Spec => {
    const imageType = spec.guard.imageType ?? imageTypeOf(spec.source.file)
    return imageType ? { ...spec, imageType } : spec
  })
  if (!fleet.resources?.length) return { ...fleet, specs }
  // What the pipelines beside a resource say, or its own comment, comes first.
  const changed = new Map(
    fleet.resources.map((resource): [Subject, Subject] => {
      const imageType = resource.imageType ?? imageTypeOf(resource.source.file)
      return [resource, imageType ? { ...resource, imageType } : resource]
    }),
  )
  const suppressions = fleet.suppressions?.map((suppression) => {
    const heirs = new Set([...suppression.heirs].map((heir) => changed.get(heir) ?? heir))
    return { ...suppression, heirs }
  })
  return { ...fleet, specs, resources: [...changed.values()], ...(suppressions && { suppressions }) }
}
