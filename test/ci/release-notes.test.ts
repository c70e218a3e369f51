import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { releaseNotes } from '../../.ci/release-notes.ts'

const changelog =
  '# Changelog\n\n## Unreleased\n\n- later\n\n## 1.1.0 - 2026-12-01\n\n- new\n\n## 1.1.0-beta\n\n- old\n'

it('are the section of the tag', () => {
  expect(releaseNotes('v1.1.0', '1.1.0', changelog)).toBe('- new\n')
})

it.each([
  ['v1.1', '1.1', 'no tag vX.Y.Z'],
  ['v1.2.0', '1.1.0', 'package.json is of 1.1.0'],
  ['v1.2.0', '1.2.0', 'says nothing about 1.2.0'],
])('fail for %s of %s', (tag, version, reason) => {
  expect(() => releaseNotes(tag, version, changelog)).toThrow(reason)
})

it('can be written for the next release', () => {
  expect(readFileSync('CHANGELOG.md', 'utf8')).toMatch(/^## Unreleased\n/m)
})
