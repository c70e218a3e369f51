import { expect, it } from 'vitest'
import { liveNaming, pascalNaming, snakeNaming } from '../../src/resource/names.ts'

it.each([
  ['logging.s3Logs.s3BucketName is not stated', 'Logging.S3Logs.S3BucketName', 'logging.s3_logs.s3_bucket_name'],
  ['instanceMetadataOptions.httpTokens is "optional"', 'InstanceMetadataOptions.HttpTokens', 'http_tokens'],
  [
    'state x-guard.imageType (AMI or DOCKER)',
    'imageType in Metadata.imagebuilder-guard (AMI',
    '# ibguard imageType (AMI',
  ],
  ['placement.hostId is missing', 'Placement.HostId', 'placement.host_id'],
])('%s is said in the words of the file', (text, pascal, snake) => {
  expect(pascalNaming.inWords(text)).toContain(pascal)
  expect(snakeNaming.inWords(text)).toContain(snake)
})

it('leaves the words of a sentence and the values of a file alone', () => {
  const text = 'The description, the placement and the logging of "httpTokens-x" stay.'
  expect(pascalNaming.inWords(text)).toBe(text)
})

it('leaves the keys of tags alone in a path', () => {
  expect(snakeNaming.ownPath(['resourceTags', 'costCenter'])).toBe('resource_tags.costCenter')
  expect(pascalNaming.ownPath(['securityGroupIds', 1])).toBe('SecurityGroupIds[1]')
})

it('says of what is live, which no file holds, where it can be stated what is built', () => {
  const text = 'too low if this builds containers: state x-guard.imageType (AMI or DOCKER)'
  expect(liveNaming.inWords(text)).toContain('state by a pipeline with a recipe, or in a spec')
  expect(liveNaming.inWords('instanceMetadataOptions.httpTokens')).toBe('instanceMetadataOptions.httpTokens')
})
