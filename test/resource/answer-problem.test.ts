import { expect, it } from 'vitest'
import type { Json, JsonObject } from '../../src/model/json.ts'
import { answerProblem } from '../../src/resource/answer-problem.ts'

const nested = (levels: number): JsonObject => {
  let value: Json = 1
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value }
  return { newField: value }
}

it.each<[JsonObject, string]>([
  [{ instanceTypes: 'm7i.large' }, '/instanceTypes is no list of texts'],
  [{ securityGroupIds: ['sg-1', 7] }, '/securityGroupIds is no list of texts'],
  [{ instanceProfileName: 12 }, '/instanceProfileName is no text'],
  [{ terminateInstanceOnFailure: 'true' }, '/terminateInstanceOnFailure is no boolean'],
  [{ resourceTags: { team: { a: 1 } } }, '/resourceTags is no object of texts'],
  [{ logging: { s3Logs: 'bucket' } }, '/logging/s3Logs is no object'],
  [
    { instanceMetadataOptions: { httpPutResponseHopLimit: '2' } },
    '/instanceMetadataOptions/httpPutResponseHopLimit is no number',
  ],
  [nested(100), 'it is nested deeper than 64 levels'],
  [nested(100_000), 'it is nested deeper than 64 levels'],
])('finds what cannot be judged in an answer', (live, problem) => {
  expect(answerProblem({ instanceProfileName: 'Builder', ...live })).toBe(problem)
})

it('takes what is absent in any way, and whatever is in fields that it does not know', () => {
  const known = { description: null, instanceTypes: {}, logging: [], resourceTags: {}, placement: { tenancy: null } }
  expect(answerProblem({ ...known, newField: [1, '', { x: 'x'.repeat(1_000_000) }], ...nested(50) })).toBeUndefined()
})
