import { expect, it } from 'vitest'
import { escapeProse, escapeText } from '../../../src/report/formats/markup.ts'

/** As a browser reads it. */
const read = (html: string): string =>
  html.replaceAll(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('\u200b', '')

it.each([
  'instance_profile_name is aws_iam_instance_profile.build.name',
  '*a* ~b~ [c](d) `e` $f$ #12 @team GH-7 a|b <i> & &#95;',
  'http://example.com www.example.com a@example.com',
])('%s reads as it was', (text) => {
  expect(read(escapeText(text))).toBe(text)
})

it('splits what GitHub would link, in prose too', () => {
  expect(escapeText('#12 @team')).toBe('&#35;&#8203;12 &#64;&#8203;team')
  expect(escapeProse('#12 &#12 @team')).toBe('#\u200b12 \\&#\u200b12 @\u200bteam')
})
