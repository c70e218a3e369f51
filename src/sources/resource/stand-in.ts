import type { Json, JsonObject } from '../../model/json.ts'
import type { FieldShape } from '../../resource/field-shape.ts'

/** Of no form that AWS knows, so that a rule which cares for the form of a text objects to it. */
const text = '/Unknown value'

/**
 * What could stand for a value that only deployment knows, so that a rule can be asked about each: what it says of all of
 * them holds whatever is deployed, what it says of some it cannot judge. `undefined` is an absent value.
 */
export function standInsFor(shape: FieldShape, mayBeAbsent = false): (Json | undefined)[] {
  const candidates = candidatesFor(shape)
  return mayBeAbsent ? [undefined, ...candidates] : candidates
}

function candidatesFor(shape: FieldShape): Json[] {
  switch (shape.type) {
    case 'text':
      return shape.allowed ? [...shape.allowed] : [text]
    case 'number':
      return [shape.from, shape.to]
    case 'flag':
      return [false, true]
    case 'list':
      return [[text]]
    case 'tags':
      return [{ [text]: text }, {}]
    case 'fields': {
      const inner = Object.entries(shape.fields).map(([key, field]) => [key, candidatesFor(field)] as const)
      const most = Math.max(...inner.map(([, values]) => values.length))
      return Array.from(
        { length: most },
        (_, at): JsonObject => Object.fromEntries(inner.map(([key, values]) => [key, pick(values, at) as Json])),
      )
    }
  }
}

/** The candidate of one round; where there are fewer, the last goes on. */
export function pick<T>(candidates: readonly T[], round: number): T | undefined {
  return candidates[Math.min(round, candidates.length - 1)]
}
