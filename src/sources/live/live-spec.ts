import type { Spec } from '../../lint/spec.ts'
import type { Place } from '../../lint/subject.ts'
import type { PlannedChange } from '../../model/change.ts'
import type { Location } from '../../model/finding.ts'
import { liveNaming } from '../../resource/names.ts'

/** Where a configuration stands that no file holds: its ARN is the file. */
export function liveLocation(arn: string): Location {
  return { file: arn, line: 1, column: 1, endLine: 1, endColumn: 1 }
}

/** A live configuration, or what is to become of it, as the subject of rules: a spec that asks for it as a whole. */
export function liveSpec({ arn, after: config = {}, imageType }: PlannedChange): Spec {
  const place: Place = liveLocation(arn)
  return {
    origin: 'live',
    arn,
    update: 'replace',
    ...(imageType && { imageType }),
    config,
    guard: {},
    location: place,
    source: {
      file: arn,
      place: () => place,
      isWritten: () => false,
      asWritten: (path) => path,
      isWrong: () => false,
      inWords: liveNaming.inWords,
    },
  }
}
