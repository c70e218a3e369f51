import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { arnOf, send } from './support/client.ts'

const server = new URL('support/serve.ts', import.meta.url).pathname
// Each start takes half a second; the conformance run asks for 50.
const kills = Number(process.env.IBGUARD_TEST_KILLS ?? 6)

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'ibguard-state-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

async function startProcess(state: string, log: string): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(dirname(state), 'compiled') }
  const child = spawn(process.execPath, [server, state, log], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout ?? child, 'data')
  return { child, url: String(line).trim() }
}

function update(url: string, clientToken: string) {
  const body = {
    infrastructureConfigurationArn: arnOf(`web-${Number(clientToken) % 8}`),
    instanceProfileName: 'builder',
    description: clientToken,
    clientToken,
  }
  return send(url, '/UpdateInfrastructureConfiguration', { body })
}

function get(url: string, name: string) {
  const query = new URLSearchParams({ infrastructureConfigurationArn: arnOf(name) })
  return send(url, `/GetInfrastructureConfiguration?${query}`, { method: 'GET' })
}

test(
  `${kills} kills during writes lose nothing that was acknowledged and repeat nothing`,
  async () => {
    const directory = await folder()
    const state = join(directory, 'state.db')
    const log = join(directory, 'mutations.jsonl')
    const acknowledged = new Map<string, unknown>()
    const interrupted: string[] = []
    let next = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const { child, url } = await startProcess(state, log)
      // What was answered before the last kill is answered again, word by word; what was not is sent again, as a client does.
      const last = [...acknowledged].at(-1)
      if (last) expect((await update(url, last[0])).body).toEqual(last[1])
      for (const token of interrupted.splice(0)) acknowledged.set(token, (await update(url, token)).body)
      // Some writes in, so that a slow start of the server is no kill before the first.
      const due = acknowledged.size + 1 + (kill % 5)
      const writers = Array.from({ length: 4 }, async () => {
        for (;;) {
          const token = String(next++)
          const answer = await update(url, token).catch(() => undefined)
          if (!answer) return interrupted.push(token)
          expect(answer.status).toBe(200)
          acknowledged.set(token, answer.body)
          if (acknowledged.size === due) setTimeout(() => child.kill('SIGKILL'), (kill * 7) % 20)
        }
      })
      const ended = once(child, 'exit')
      await Promise.all([...writers, ended])
      // Every writer was in the midst of an update.
      expect(interrupted).toHaveLength(writers.length)
    }
    const { child, url } = await startProcess(state, log)
    onTestFinished(() => void child.kill('SIGKILL'))
    for (const token of interrupted) await update(url, token)
    const logged = (await readFile(log, 'utf8'))
      .trim()
      .split('\n')
      .map((line): string => JSON.parse(line).clientToken)
    const sent = Array.from({ length: next }, (_, token) => String(token))
    expect(logged.toSorted()).toEqual(sent.toSorted())
    const newest = new Map<string, string>()
    for (const token of logged) newest.set(`web-${Number(token) % 8}`, token)
    for (const [name, token] of newest) {
      expect((await get(url, name)).body.infrastructureConfiguration).toMatchObject({ description: token })
    }
  },
  60_000 + kills * 10_000,
)

test('a restart keeps resources, tags, tokens and the order of lists, and an existing state wins over a seed', async () => {
  const state = join(await folder(), 'state.db')
  const seed = [{ infrastructureConfigurationArn: arnOf('web-0'), instanceProfileName: 'seeded' }]
  const body = { name: 'web-1', instanceProfileName: 'created', clientToken: 'one', tags: { team: 'web' } }
  const first = await createLocalImageBuilder({ state, seed })
  const created = await send(first.url, '/CreateInfrastructureConfiguration', { body })
  await first.close()

  const second = await createLocalImageBuilder({ state, seed: [] })
  onTestFinished(() => second.close())
  expect((await send(second.url, '/CreateInfrastructureConfiguration', { body })).body).toEqual(created.body)
  expect(second.mutations).toEqual([])
  const listed = await send(second.url, '/ListInfrastructureConfigurations', { method: 'POST', body: {} })
  expect(listed.body.infrastructureConfigurationSummaryList).toMatchObject([
    { name: 'web-0', instanceProfileName: 'seeded' },
    { name: 'web-1', tags: { team: 'web' } },
  ])
})

test('what was deleted does not come back from the seed', async () => {
  const state = join(await folder(), 'state.db')
  const seed = [{ infrastructureConfigurationArn: arnOf('web-0'), instanceProfileName: 'seeded' }]
  const serve = () => createLocalImageBuilder({ state, seed })
  await (await createLocalImageBuilder({ state })).close()
  const first = await serve()
  expect((await get(first.url, 'web-0')).status).toBe(200)
  const query = new URLSearchParams({ infrastructureConfigurationArn: arnOf('web-0') })
  await send(first.url, `/DeleteInfrastructureConfiguration?${query}`, { method: 'DELETE' })
  await first.close()
  const second = await serve()
  onTestFinished(() => second.close())
  expect((await get(second.url, 'web-0')).status).toBe(404)
})

test('tokens are compared by value also after a restart, whatever characters they have', async () => {
  const state = join(await folder(), 'state.db')
  const seed = [{ infrastructureConfigurationArn: arnOf('web-0'), instanceProfileName: 'seeded' }]
  const tokens = ['\ud800', '\udfff', '\ufffd', 'a\0b', 'a', '"', '/']
  const answers = async () => {
    const local = await createLocalImageBuilder({ state, seed })
    const found: unknown[] = []
    for (const clientToken of tokens) {
      const body = { infrastructureConfigurationArn: arnOf('web-0'), instanceProfileName: 'p', clientToken }
      found.push((await send(local.url, '/UpdateInfrastructureConfiguration', { body })).body)
    }
    expect(local.mutations.length % tokens.length, 'all are new, or all are known').toBe(0)
    await local.close()
    return found
  }
  const first = await answers()
  expect(new Set(first.map((body) => (body as { requestId: string }).requestId)).size).toBe(tokens.length)
  expect(await answers()).toEqual(first)
})

test('a state file that is damaged or open elsewhere is refused', async () => {
  const directory = await folder()
  const state = join(directory, 'state.db')
  const first = await createLocalImageBuilder({ state })
  onTestFinished(() => first.close())
  await expect(createLocalImageBuilder({ state })).rejects.toMatchObject({ name: 'GuardError', code: 'Io' })
  const damaged = join(directory, 'damaged.db')
  await writeFile(damaged, 'no database'.repeat(100))
  await expect(createLocalImageBuilder({ state: damaged })).rejects.toMatchObject({ name: 'GuardError', code: 'Io' })
})

test('a state file whose rows are not ours is refused as damaged', async () => {
  const state = join(await folder(), 'state.db')
  const seed = [{ infrastructureConfigurationArn: arnOf('web-0'), instanceProfileName: 'seeded' }]
  await (await createLocalImageBuilder({ state, seed })).close()
  const database = new DatabaseSync(state)
  database.exec("UPDATE resource SET body = '{torn'")
  database.close()
  await expect(createLocalImageBuilder({ state })).rejects.toMatchObject({ name: 'GuardError', code: 'Io' })
})

test('a log that a crash tore is put right', async () => {
  const directory = await folder()
  const log = join(directory, 'mutations.jsonl')
  await writeFile(log, '{"whole":1}\n{"torn')
  const seed = [{ infrastructureConfigurationArn: arnOf('web-1'), instanceProfileName: 'seeded' }]
  const local = await createLocalImageBuilder({ log, seed })
  await update(local.url, '1')
  await update(local.url, '1')
  await local.close()
  const lines = (await readFile(log, 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ whole: 1 }, { clientToken: '1' }])
})
