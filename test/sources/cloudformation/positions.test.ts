import fc from 'fast-check'
import { dump, load } from 'js-yaml'
import { expect, it } from 'vitest'
import type { Json, JsonObject, Path } from '../../../src/model/json.ts'
import { isObject } from '../../../src/model/json.ts'
import { pascalNaming } from '../../../src/resource/names.ts'
import { loadTemplates } from './judge.ts'

const text = fc.stringMatching(/^[a-z]{2,6}(?:[ '#:"-][a-z]{1,4})?$/)
const properties = fc.record(
  {
    description: text,
    keyPair: text,
    subnetId: text,
    instanceTypes: fc.array(text, { minLength: 1, maxLength: 3 }),
    securityGroupIds: fc.array(text, { minLength: 1, maxLength: 3 }),
    terminateInstanceOnFailure: fc.boolean(),
    logging: fc.record({ s3Logs: fc.record({ s3BucketName: text, s3KeyPrefix: text }, { requiredKeys: [] }) }),
    instanceMetadataOptions: fc.record(
      { httpTokens: fc.constantFrom('required', 'optional'), httpPutResponseHopLimit: fc.integer({ min: 1, max: 64 }) },
      { requiredKeys: [] },
    ),
    resourceTags: fc.dictionary(fc.stringMatching(/^[a-zA-Z]{1,6}$/), text, { maxKeys: 3 }),
  },
  { requiredKeys: [] },
)

const write = {
  block: (value: Json) => dump(value),
  flow: (value: Json) => dump(value, { flowLevel: 3 }),
  json: (value: Json) => JSON.stringify(value),
  'wide json': (value: Json) => JSON.stringify(value, null, 4),
}

/** The names of a template in place of the API's. */
function inPascal(value: Json, isTags = false): Json {
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      isTags ? key : pascalNaming.ownName(key),
      inPascal(inner, key === 'resourceTags'),
    ]),
  )
}

function* leavesOf(value: Json, path: Path = []): Generator<[Path, Json]> {
  if (Array.isArray(value)) for (const [at, item] of value.entries()) yield* leavesOf(item, [...path, at])
  else if (isObject(value)) for (const [key, inner] of Object.entries(value)) yield* leavesOf(inner, [...path, key])
  else yield [path, value]
}

it.each(Object.entries(write))(
  'a place covers its value and nothing else, whatever the layout: %s',
  async (name, layout) => {
    await fc.assert(
      fc.asyncProperty(properties, async (stated) => {
        const own = inPascal({ ...stated, instanceProfileName: 'P' } as JsonObject) as JsonObject
        const infra = { Type: 'AWS::ImageBuilder::InfrastructureConfiguration', Properties: { Name: 'web', ...own } }
        const source = layout({ Resources: { Infra: infra } })
        const file = name.endsWith('json') ? 'a.json' : 'a.yaml'
        const { resources = [] } = await loadTemplates({ [file]: source })
        expect(resources).toHaveLength(1)
        const lines = source.split('\n')
        for (const [path, value] of leavesOf(stated as JsonObject)) {
          const place = resources[0]?.source.place(path)
          expect(place?.line).toBe(place?.endLine)
          const covered = lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1, (place?.endColumn ?? 0) - 1)
          expect(load(covered ?? '')).toEqual(value)
        }
      }),
      { numRuns: 60 },
    )
  },
)
