import type { Patch } from '../../document/edit/patch.ts'
import { rangeOf } from '../../document/position.ts'
import type { Place, SubjectSource, UnknownField } from '../../lint/subject.ts'
import { synthesizedHere } from '../../model/finding.ts'
import type { Path } from '../../model/json.ts'
import { fixTargets } from './fix-targets.ts'
import type { ResourceText } from './resource-text.ts'
import { type Entry, entryOf, isInside, partOf, type Span, type Value } from './value.ts'

/** Answers where the values of a resource stand, in whatever language it is written. */
export class ResourceSource implements SubjectSource {
  readonly file: string
  readonly resource: ResourceText
  readonly unknowns: readonly UnknownField[]
  readonly limits: readonly string[]

  constructor(file: string, resource: ResourceText) {
    this.file = file
    this.resource = resource
    this.unknowns = resource.unknowns ?? []
    this.limits = resource.limits ?? []
  }

  place(path: Path, part: 'value' | 'key' = 'value'): Place {
    const steps = this.#walk(path)
    const last = steps.at(-1)
    const isThere = steps.length === path.length
    if (!last) return this.#placeOf(this.resource.absence)
    const { value, entry } = last
    if (isThere && part === 'value') return this.#placeOf(value.span, value)
    // Something inside is missed at the key of what holds it; what is written elsewhere is missed there.
    return this.#placeOf(entry && !value.via && !value.use ? entry.keySpan : value.span, value)
  }

  isWritten(path: Path): boolean {
    const steps = this.#walk(path)
    return steps.length === path.length || steps.at(-1)?.value.kind === 'absent'
  }

  asWritten(path: Path): Path {
    return path
  }

  isWrong(path: Path): boolean {
    return this.resource.wrong?.some((wrong) => wrong.every((key, at) => String(path[at]) === String(key))) ?? false
  }

  canFix(patches: readonly Patch[]): boolean {
    return fixTargets(this.resource, patches) !== undefined
  }

  inWords(text: string): string {
    return this.resource.naming.inWords(text)
  }

  ownPath(path: Path): string {
    return this.resource.naming.ownPath(path)
  }

  /** A text without what is to be shown nowhere; one that is a part of that, an end cut off say, is hidden whole. */
  masked(text: string): string {
    const { secrets = [] } = this.resource
    const bare = text.replace(/^"(.*?)(?:\u2026?"|\u2026)$/s, '$1')
    const isPart = (secret: string): boolean =>
      bare.length >= leastPart && (secret.includes(bare) || JSON.stringify(secret).includes(bare))
    if (secrets.some(isPart)) return '(sensitive)'
    return secrets.reduce((shown, secret) => {
      const escaped = JSON.stringify(secret).slice(1, -1)
      if (shown === secret || shown === `"${escaped}"`) return '(sensitive)'
      // A letter or two would be found everywhere.
      return secret.length < 3 ? shown : shown.replaceAll(secret, '(sensitive)').replaceAll(escaped, '(sensitive)')
    }, text)
  }

  /** The text of one of the files that it is written in, where that is at hand. */
  textOf(file: string): string | undefined {
    const { absence, secrets } = this.resource
    // A plan has its secrets in clear beside their marks.
    return file === absence.file && !secrets ? absence.text : undefined
  }

  placeOfSpan(span: Span): Place {
    return this.#placeOf(span)
  }

  /** Whether a property, in the language's own names, is there, whatever its value. */
  isThere(ownPath: Path): boolean {
    let at: Value | undefined = this.resource.properties
    for (const key of ownPath) {
      if (at?.kind !== 'map') return at?.kind === 'unknown'
      if (at.open !== undefined && !entryOf(at, String(key))) return true
      at = entryOf(at, String(key))?.value
    }
    return at !== undefined && at.kind !== 'absent'
  }

  /** The value at a path, as far as it is there. */
  valueAt(path: Path): Value | undefined {
    const steps = this.#walk(path)
    return steps.length === path.length ? steps.at(-1)?.value : undefined
  }

  #placeOf(span: Span, value?: Value): Place {
    const { via = [], use, note } = value ?? {}
    const { construct } = this.resource
    const own = use ?? span
    const { file, text, start, end } = construct ?? own
    // A value that a call passes is found where the module uses it; the call's argument stands for the call.
    const written = use && !via.some((each) => isInside(span, each.span)) ? [{ message: writtenHere, span }] : []
    const callers = (this.resource.callers ?? []).filter((caller) => !via.some(({ call }) => call === caller))
    const synthesized = construct ? [{ message: synthesizedHere, span: own }] : []
    const related = [...synthesized, ...via, ...written, ...callers].map(({ message, span: at }) => ({
      message,
      file: at.file,
      ...rangeOf(at.text, at.start, at.end),
    }))
    return {
      file,
      ...rangeOf(text, start, end),
      ...(related.length > 0 && { related }),
      ...(note !== undefined && { note }),
    }
  }

  #walk(path: Path): { value: Value; entry?: Entry }[] {
    const { properties, naming } = this.resource
    const steps: { value: Value; entry?: Entry }[] = []
    let at: Value = properties
    for (const [depth, key] of path.entries()) {
      if (at.kind === 'map' && typeof key === 'string') {
        const entry = entryOf(at, path[depth - 1] === 'resourceTags' ? key : naming.ownName(key))
        if (!entry) break
        at = partOf(at, entry.value)
        steps.push({ value: at, entry })
      } else if (at.kind === 'list' && at.items[Number(key)] !== undefined) {
        at = partOf(at, at.items[Number(key)] as Value)
        steps.push({ value: at })
      } else break
    }
    return steps
  }
}

/** What is shorter is found in any text. */
const leastPart = 4

const writtenHere = 'The value is written here.'
