import { expect, it } from 'vitest'
import { parseArn } from '../../rules/index.ts'
import { isRegion, parseImageBuilderArn } from '../../src/model/arn.ts'

it('takes an ARN apart, whatever the service leaves out', () => {
  expect(parseArn('arn:aws:sns:eu-west-1:123456789012:builds:5f0c')).toEqual({
    partition: 'aws',
    service: 'sns',
    region: 'eu-west-1',
    account: '123456789012',
    resource: 'builds:5f0c',
  })
  expect(parseArn('arn:aws:s3:::logs/a')).toMatchObject({ region: '', account: '', resource: 'logs/a' })
  expect(parseArn('arn:aws-us-gov:iam::123456789012:role/a')).toMatchObject({ partition: 'aws-us-gov', region: '' })
})

it.each(['', 'arn', 'arn:aws:sns:eu-west-1:123456789012', 'arn:aws:sns:eu-west-1:123456789012:', 'arn:gcp:a:b:c:d'])(
  'knows that %j is none',
  (text) => expect(parseArn(text)).toBeUndefined(),
)

it('reads type and id of an Image Builder ARN only', () => {
  const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:image-recipe/web/1.0.0'
  expect(parseImageBuilderArn(arn)).toMatchObject({ type: 'image-recipe', id: 'web/1.0.0' })
  expect(parseImageBuilderArn(arn.replace('imagebuilder', 'sns'))).toBeUndefined()
  expect(parseImageBuilderArn(arn.replace('eu-west-1', ''))).toBeUndefined()
})

it.each([
  ...'us-east-1 ap-northeast-3 ap-southeast-7 me-central-1 il-central-1 mx-central-1 ca-west-1 ap-east-2'.split(' '),
  ...'cn-northwest-1 us-gov-west-1 us-iso-west-1 us-isob-east-1 us-isof-south-1 eu-isoe-west-1 eusc-de-east-1'.split(
    ' ',
  ),
])('%s is a Region', (region) => expect(isRegion(region)).toBe(true))

it.each([
  '',
  'global',
  'eu-west-1a',
  'EU-WEST-1',
  'eu-wset-1',
  'eu-west-1.evil.example',
  'eu_west_1',
  'REGION',
  'us-east',
])('%j is no Region', (region) => expect(isRegion(region)).toBe(false))
