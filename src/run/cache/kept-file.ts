/** What is kept of a file from run to run: what reports tell of it, and what tells whether it is as it was. */
import type { Judgement } from '../../lint/judgement.ts'
import { makeFinding } from '../../lint/make-finding.ts'
import type { Spec } from '../../lint/spec.ts'
import type { Finding, Range } from '../../model/finding.ts'
import { isEqual } from '../../model/is-equal.ts'
import type { LoadedFile, NamedFile } from '../../sources/known-files.ts'
import { type Kept, KeptSpec } from '../../sources/spec-file/kept-spec.ts'
import { specSuppressions } from '../../sources/spec-file/suppressions.ts'

/** Equal, part by part, as long as a file is as it was. */
export type Identity = readonly (string | number)[]

export interface KeptFile extends Pick<NamedFile, 'file' | 'by'> {
  identity: Identity
  held: 'own' | 'unrelated' | readonly Held[]
}

/** A spec with what was said of it. */
export interface Held {
  arn: string
  kind: Kind
  range: Range
  said: readonly Said[]
}

/** What many specs have in common. */
export type Kind = Pick<Kept, 'update' | 'imageType' | 'guard'>

export interface Said {
  saying: Saying
  range: Range
}

/** What many judgements have in common: all but their places. */
export type Saying = Pick<Finding, 'ruleId' | 'severity' | 'message' | 'docsUrl' | 'fixable'> &
  Pick<Judgement, 'messageId' | 'path' | 'fix' | 'deferred'>

/**
 * What to keep of a file that was read, and of what was said of its specs one by one; undefined where it is to be read in
 * every run: what is broken, and what has suppressions.
 */
export function keep(loaded: LoadedFile, judgements: readonly Judgement[]): KeptFile['held'] | undefined {
  if (typeof loaded === 'string') return loaded
  const { specs, findings } = loaded
  if (findings.length > 0 || specSuppressions({ specs }).length > 0) return undefined
  const bySpec = Map.groupBy(judgements, ({ subject }) => subject)
  const all: Held[] = []
  for (const spec of specs) {
    const own = bySpec.get(spec) ?? []
    const held = hold(spec, own)
    const isAll = held.said.every((said, at) => isEqual(judgementOf(asRead(said), spec), own[at]))
    if (!isAll || spec.clientToken !== undefined) return undefined
    all.push(held)
  }
  return all
}

/** As it comes back from a file. */
const asRead = <T>(value: T): T => JSON.parse(JSON.stringify(value))

function hold({ arn, update, imageType, guard, location }: Spec, judgements: readonly Judgement[]): Held {
  return {
    arn,
    kind: { update, ...(imageType && { imageType }), guard },
    range: rangeOf(location),
    said: judgements.map(({ finding, messageId, path, fix, deferred }) => {
      const { ruleId, severity, message, docsUrl, fixable } = finding
      const saying = {
        ruleId,
        severity,
        message,
        ...(docsUrl !== undefined && { docsUrl }),
        fixable,
        ...(messageId !== undefined && { messageId }),
        path,
        fix,
        ...(deferred && { deferred }),
      }
      return { saying, range: rangeOf(finding) }
    }),
  }
}

const rangeOf = ({ line, column, endLine, endColumn }: Range): Range => ({ line, column, endLine, endColumn })

interface Recalled {
  loaded: LoadedFile
  judgements: Judgement[]
}

/** What reading and judging the file would come to; `reread` is asked for its specs where somebody wants more of them. */
export function recall({ file, held }: KeptFile, reread: () => readonly Spec[]): Recalled {
  if (typeof held === 'string') return { loaded: held, judgements: [] }
  const specs: Spec[] = []
  const judgements: Judgement[] = []
  for (const [at, { arn, kind, range, said }] of held.entries()) {
    const spec = new KeptSpec({ arn, ...kind, location: { file, ...range } }, () => reread()[at] as Spec)
    specs.push(spec)
    for (const each of said) judgements.push(judgementOf(each, spec))
  }
  return { loaded: { specs, findings: [] }, judgements }
}

function judgementOf({ saying, range }: Said, spec: Spec): Judgement {
  const { messageId, path, deferred, ...parts } = saying
  // JSON leaves out the value of what removes a key.
  const fix = saying.fix.map((patch) => ({ path: patch.path, value: patch.value }))
  const finding = makeFinding({ ...parts, place: { file: spec.location.file, ...range }, path, arn: spec.arn })
  return {
    finding,
    subject: spec,
    ...(messageId !== undefined && { messageId }),
    path,
    fix,
    of: 'subject',
    ...(deferred && { deferred }),
  }
}
