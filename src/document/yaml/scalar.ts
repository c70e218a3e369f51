import { boolCoreTag, floatCoreTag, intCoreTag, NOT_RESOLVED, nullCoreTag } from 'js-yaml'

type Value = string | number | boolean | null

/** Plain scalars that are not text begin with one of these; all others need no further look. */
const mayBeTyped = /^[~nNtTfF.+\-0-9]/
const coreTags = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag]
const explicitTags = new Map(coreTags.map((tag) => [tag.tagName, tag]))
const prefix = 'tag:yaml.org,2002:'

/** A plain scalar's value in YAML 1.2's core schema. */
export function resolvePlain(text: string): Value {
  if (text === '') return null
  if (!mayBeTyped.test(text)) return text
  for (const tag of coreTags) {
    const value = tag.resolve(text, false, tag.tagName)
    if (value !== NOT_RESOLVED) return value
  }
  return text
}

/** A tag's full name: `!!int` and `!<tag:yaml.org,2002:int>` are the same. */
export function tagName(raw: string): string {
  if (raw.startsWith('!<')) return raw.slice(2, -1)
  return raw.startsWith('!!') ? prefix + raw.slice(2) : raw
}

export const mapTagName: string = `${prefix}map`
export const listTagName: string = `${prefix}seq`
export const mergeTagName: string = `${prefix}merge`

/** The value of a scalar with an explicit tag; undefined when the tag is unknown or does not fit. */
export function resolveTagged(text: string, name: string): Value | undefined {
  if (name === '!' || name === `${prefix}str`) return text
  const tag = explicitTags.get(name)
  const value = tag?.resolve(text, true, name)
  return value === NOT_RESOLVED ? undefined : value
}
