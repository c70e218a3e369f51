import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ibguard } from '../../support/cli.ts'
import { commit, repository } from '../../support/repository.ts'
import { specText } from '../../support/spec-text.ts'
import { cachedLint, known } from './cached-lint.ts'

const files = {
  'ibguard.config.yaml': 'files: ["*.yaml"]\nignores: [ibguard.config.yaml]\n',
  'a.yaml': specText({ instanceMetadataOptions: { httpTokens: 'optional' } }),
}

it.each([['--safe'], ['--config-from', 'HEAD'], ['--changed-since', 'HEAD']])(
  '%s %s neither believes what is kept nor keeps anything',
  async (...options) => {
    const cwd = repository(files)
    const path = join(cwd, '.ibguardcache')
    await cachedLint(options, cwd)
    expect(existsSync(path)).toBe(false)
    expect(await known([], cwd)).toBe('0 of 1')
    // A pull request that says of itself that there is nothing to find.
    const planted = readFileSync(path, 'utf8')
      .replace(/"lengths":\[\d+\]/, '"lengths":[5]')
      .replace(/("numbers":\[\d+,\d+,\d+,\d+,\d+)[\d,]*/, '$1')
    writeFileSync(path, planted)
    expect((await cachedLint([], cwd)).code).toBe(0)
    commit(cwd)
    const { stdout, code } = await cachedLint(options, cwd)
    expect({ stdout, code }).toEqual(await plain(options, cwd))
    expect(readFileSync(path, 'utf8')).toBe(planted)
  },
)

async function plain(options: readonly string[], cwd: string): Promise<{ stdout: string; code: number }> {
  const { stdout, code } = await ibguard(['lint', ...options], { cwd })
  return { stdout, code }
}
