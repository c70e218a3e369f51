import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLocalImageBuilder, type LocalImageBuilder } from '../../src/local/index.ts'
import type { Report } from '../../src/model/report.ts'
import { arnOf } from '../support/changes.ts'
import { ibguard } from '../support/cli.ts'
import { commit, git } from '../support/repository.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const names = ['api', 'web']
let server: LocalImageBuilder
let cwd: string
beforeEach(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  const seed = names.map((name) => ({ infrastructureConfigurationArn: arnOf(name), instanceProfileName: 'Builder' }))
  // Long enough that a plan is never done before the signal comes.
  server = await createLocalImageBuilder({ seed, latency: 300 })
  cwd = tempFolder(
    Object.fromEntries(
      names.map((name) => [`${name}.json`, specText({ infrastructureConfigurationArn: arnOf(name) })]),
    ),
  )
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

async function interruptedAt(when: (interrupt: () => void) => object, ...argv: string[]): Promise<Report> {
  const interrupted = new AbortController()
  const given = when(() => interrupted.abort('SIGINT'))
  const args = ['--endpoint-url', server.url, '--journal', 'run.jsonl', '--format', 'json=report.json']
  const { code } = await ibguard([...argv, ...args], { cwd, signal: interrupted.signal, ...given })
  expect(code).toBe(130)
  expect(server.mutations).toEqual([])
  return JSON.parse(await readFile(join(cwd, 'report.json'), 'utf8'))
}

const left = names.map((name) => ({
  arn: arnOf(name),
  status: 'skipped',
  attempts: 0,
  verified: false,
  error: { code: 'Interrupted', message: 'not started: the run was interrupted' },
}))

it('reports every target when the signal comes while specs are loaded', async () => {
  const report = await interruptedAt(
    (interrupt) => {
      interrupt()
      return {}
    },
    'apply',
    'api.json',
    'web.json',
    '--yes',
  )
  expect(report.outcomes).toEqual(left)
  expect(report.summary).toMatchObject({ files: 2, specs: 2, skipped: 2 })
})

it('reports every target when the signal comes while live state is read', async () => {
  const report = await interruptedAt(
    (interrupt) => {
      setTimeout(interrupt, 150)
      return {}
    },
    'apply',
    'api.json',
    'web.json',
    '--yes',
  )
  expect(report.outcomes).toEqual(left)
})

it('reports every target when the signal comes instead of an answer', async () => {
  const report = await interruptedAt(
    (interrupt) => ({
      interactive: true,
      async ask() {
        interrupt()
        throw new Error('aborted')
      },
    }),
    'apply',
    'api.json',
    'web.json',
  )
  expect(report.outcomes).toEqual(left)
})

it.each(['at once', 'while live state is read'])('reports only targets that count, %s', async (when) => {
  git(cwd, 'init', '-q', '-b', 'main')
  commit(cwd)
  await writeFile(join(cwd, 'web.json'), specText({ infrastructureConfigurationArn: arnOf('web'), description: 'New' }))
  const report = await interruptedAt(
    (interrupt) => {
      if (when === 'at once') interrupt()
      else setTimeout(interrupt, 150)
      return {}
    },
    'apply',
    'api.json',
    'web.json',
    '--yes',
    '--changed-since',
    'HEAD',
  )
  expect(report.outcomes).toEqual(left.filter(({ arn }) => arn === arnOf('web')))
})
