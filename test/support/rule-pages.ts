import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { isObject, type JsonObject } from '../../src/model/json.ts'

/** The specs of a rule's page, failing ones and passing ones. */
export function specsOf(id: string): [heading: string, spec: JsonObject, options: JsonObject][] {
  const page = readFileSync(new URL(`../../rules/${id}.md`, import.meta.url), 'utf8')
  return ['Failing spec', 'Passing spec'].flatMap((heading) => {
    const section = page.split(/^## /m).find((each) => each.startsWith(heading)) ?? ''
    let options: JsonObject = {}
    return [...section.matchAll(/^```(?:yaml|json)(?: (\w+))?\n(.*?)^```$/gms)].flatMap(([, kind, text = '']) => {
      const value = load(text) as JsonObject
      const setting = kind === 'config' && isObject(value.rules) ? value.rules[id] : undefined
      if (Array.isArray(setting) && isObject(setting[1])) options = setting[1]
      return kind === undefined ? [[heading, value, options] as [string, JsonObject, JsonObject]] : []
    })
  })
}
