import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { arnOf } from '../support/changes.ts'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

const unknown = '"future":{"serial":9007199254740993,"ratios":[1.10,1e2]}'

it('survives in fields that nobody knows: read, planned, journaled, sent, put back', async () => {
  const arn = arnOf('web')
  const cwd = tempFolder({
    'ibguard.config.json': JSON.stringify({ extends: 'none' }),
    'seed.json': `[{"arn":"${arn}","name":"web","instanceProfileName":"Builder",${unknown}}]`,
    'infra.json': specText({ infrastructureConfigurationArn: arn }),
  })
  const server = await createLocalImageBuilder({ seed: join(cwd, 'seed.json') })
  vi.stubEnv('AWS_ACCESS_KEY_ID', '123456789012')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  try {
    const at = ['--endpoint-url', server.url]
    expect((await ibguard(['plan', 'infra.json', '--out', 'plan.json', ...at], { cwd })).code).toBe(0)
    const planned = readFileSync(join(cwd, 'plan.json'), 'utf8').replaceAll(/\s/g, '')
    expect(planned.split(unknown)).toHaveLength(3)
    const journal = ['--journal', 'run.jsonl']
    const applied = await ibguard(['apply', 'plan.json', '--yes', ...journal, ...at], { cwd })
    expect(applied.code, applied.stderr).toBe(0)
    expect(JSON.stringify(server.mutations.at(-1)?.request)).toContain(unknown)
    const rolledBack = await ibguard(['rollback', ...journal, '--yes', ...at], { cwd })
    expect(rolledBack.code, rolledBack.stderr).toBe(0)
    expect(JSON.stringify(server.mutations.at(-1)?.request)).toContain(unknown)
    expect(server.mutations).toHaveLength(2)

    // As somebody's tool would have written it: a plan in which they changed is no plan.
    writeFileSync(join(cwd, 'plan.json'), JSON.stringify(JSON.parse(readFileSync(join(cwd, 'plan.json'), 'utf8'))))
    const refused = await ibguard(['apply', 'plan.json', '--yes', ...at], { cwd })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('"liveHash"')
  } finally {
    await server.close()
  }
})
