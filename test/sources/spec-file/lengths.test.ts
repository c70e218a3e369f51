import { expect, it } from 'vitest'
import { arn, load } from './load.ts'

it.each([
  ['a', 1024, []],
  ['a', 1025, ['/description']],
  ['😀', 1024, []],
  ['😀', 1025, ['/description']],
  ['a', 0, ['/description']],
  ['😀', 1, []],
])('a text is as long as it has code points: %s, %i times', async (character, times, pointers) => {
  const fleet = await load(
    JSON.stringify({ infrastructureConfigurationArn: arn('a'), description: character.repeat(times) }),
  )
  expect(fleet.findings.map(({ pointer }) => pointer)).toEqual(pointers)
})
