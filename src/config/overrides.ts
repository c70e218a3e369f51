import { globMatcher } from '../files/globs.ts'
import { relative, resolve } from '../files/posix-path.ts'
import type { Fleet, Spec } from '../lint/spec.ts'
import type { Subject } from '../lint/subject.ts'
import type { ImageType } from '../model/spec.ts'
import type { Config } from './config.ts'

type ImageTypeOf = (file: string) => ImageType | undefined

/** What the config's overrides say of files; undefined where they say nothing of any. */
function imageTypes(config: Config, root: string): ImageTypeOf | undefined {
  const overrides = config.overrides.flatMap(({ files, imageType }) =>
    imageType ? [{ imageType, matches: globMatcher(files) }] : [],
  )
  if (overrides.length === 0) return undefined
  return (file) => {
    const inFolder = relative(config.folder, resolve(root, file))
    return overrides.findLast(({ matches }) => matches(inFolder))?.imageType
  }
}

/** Makes of a spec what it is with the `imageType` of the config's overrides, where the file states none. */
export function specOverrides(config: Config, root: string): (spec: Spec) => Spec {
  const imageTypeOf = imageTypes(config, root)
  if (!imageTypeOf) return (spec) => spec
  return (spec) => {
    const imageType = spec.guard.imageType ?? imageTypeOf(spec.location.file)
    return imageType === undefined || imageType === spec.imageType ? spec : { ...spec, imageType }
  }
}

/** The fleet with these of specs and resources. Specs that have them already stay the same. */
export function withOverrides(fleet: Fleet, config: Config): Fleet {
  const imageTypeOf = imageTypes(config, fleet.root)
  if (!imageTypeOf) return fleet
  const specs = fleet.specs.map(specOverrides(config, fleet.root))
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
