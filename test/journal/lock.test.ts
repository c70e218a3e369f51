import { appendFile, link, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type JournalFile, openJournal } from '../../src/journal/journal-file.ts'
import { rollbackJournal } from '../../src/journal/own-path.ts'
import { type Processes, systemProcesses } from '../../src/journal/processes.ts'
import type { Clock } from '../../src/model/clock.ts'
import { systemRandom } from '../../src/model/system.ts'
import { arnOf } from '../support/changes.ts'
import { createStepClock } from '../support/step-clock.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** Waits for nothing but the disk. */
const fastClock: Clock = {
  now: () => Date.parse('2026-01-01T00:00:00Z'),
  elapsed: () => 0,
  async sleep(_ms, signal) {
    signal?.throwIfAborted()
    await setImmediate()
  },
}

/** A process of another host, container or boot: nobody sees it but by its beat. */
function elsewhere(pid = 1): Processes {
  const self = { pid, host: 'elsewhere', startedAt: '1', space: 'elsewhere' }
  return { self, stateOf: ({ space }) => (space === 'elsewhere' ? 'alive' : 'unknown') }
}

interface Given {
  clock?: Clock
  processes?: Processes
  signal?: AbortSignal
  notices?: string[]
}

function open(path: string, { clock = createStepClock(), processes, signal, notices }: Given = {}) {
  return openJournal(path, {
    clock,
    random: systemRandom,
    resume: true,
    ...(processes && { processes }),
    ...(signal && { signal }),
    onNotice: (notice) => notices?.push(notice),
  })
}

const emptyRun = { scope: [], waves: ['100%'], maxFailures: '5%', changes: [] }
const sent = { event: 'sent', arn: arnOf('web'), clientToken: 't' } as const
const newPath = () => join(tempFolder(), 'run.jsonl')
const isRefused = expect.objectContaining({ code: 'Journal', message: expect.stringContaining('is running with this') })

async function refused(opening: Promise<JournalFile>): Promise<void> {
  await expect(opening).rejects.toEqual(isRefused)
}

describe('the lock of a journal', () => {
  it('keeps a second run out while the first lives, and says whose it is and how to free it', async () => {
    const path = newPath()
    const first = await open(path)
    await expect(open(path)).rejects.toMatchObject({
      code: 'Journal',
      message: expect.stringContaining(`Process ${process.pid} on ${hostname()}, since 2026-01-01T00:00:00.000Z,`),
      hint: expect.stringContaining(`remove ${path}.lock`),
    })
    await first.close()
    await (await open(path)).close()
    expect(await readdir(join(path, '..'))).toEqual([])
  })

  it('is taken over at once from a dead process and from a reused number', async () => {
    const path = newPath()
    const { self, stateOf } = systemProcesses()
    // No system counts its processes so far.
    const holders = [{ ...self, pid: 2 ** 30 }]
    // Only Linux says when a process began.
    if (self.startedAt !== '') holders.push({ ...self, startedAt: '1' })
    for (const holder of holders) {
      expect(stateOf(holder)).toBe('dead')
      await writeFile(`${path}.lock`, JSON.stringify(holder))
      await (await open(path)).close()
    }
  })

  it('counts a number in its own boot and PID namespace only', () => {
    const { self, stateOf } = systemProcesses()
    expect(stateOf(self)).toBe(self.startedAt === '' ? 'unknown' : 'alive')
    expect(stateOf({ ...self, space: `${self.space}-other` })).toBe('unknown')
    expect(stateOf({ ...self, space: '' })).toBe('unknown')
  })

  it.each([
    ['ahead', '2126-01-01T00:00:00.000Z'],
    ['behind', '1926-01-01T00:00:00.000Z'],
  ])('of a process that cannot be seen counts by its beat, and a clock that is %s means nothing', async (_, at) => {
    const path = newPath()
    let beat = 0
    let looks = 0
    const hold = () =>
      writeFile(
        `${path}.lock`,
        JSON.stringify({ ...elsewhere(7).self, id: 'x', since: at, refreshedAt: at, beat: beat++ }),
      )
    await hold()
    const beating: Clock = {
      ...fastClock,
      async sleep() {
        if (++looks % 50 === 0) await hold()
      },
    }
    const notices: string[] = []
    await refused(open(path, { clock: beating, notices }))
    expect(looks).toBe(50)
    expect(notices).toEqual([expect.stringContaining('cannot be seen from here')])

    const silent = { ...fastClock, sleep: vi.fn(async () => {}) }
    await (await open(path, { clock: silent })).close()
    expect(silent.sleep.mock.calls.length).toBeGreaterThanOrEqual(60)
  })

  it('of a process that cannot be seen is waited for until a signal comes', async () => {
    const path = newPath()
    const first = await open(path, { processes: elsewhere() })
    const signal = AbortSignal.abort('SIGINT')
    await expect(open(path, { signal })).rejects.toMatchObject({ code: 'Journal' })
    await first.close()
  })

  it('goes to one of many that find it dead at the same time', async () => {
    const path = newPath()
    for (let round = 0; round < 20; round++) {
      await writeFile(`${path}.lock`, 'not even a lock')
      const opened = await Promise.allSettled(Array.from({ length: 8 }, () => open(path)))
      const winners = opened.filter((result) => result.status === 'fulfilled')
      expect(winners).toHaveLength(1)
      for (const { value } of winners) await value.close()
    }
  })

  it('is there where no hard link can be made', async () => {
    const path = newPath()
    // The name of the file that would be linked leads nowhere, so that no link comes about.
    const random = { ...systemRandom, uuid: () => 'none/none' }
    const options = { clock: createStepClock(), random, resume: true }
    const first = await openJournal(path, options)
    await refused(openJournal(path, options))
    await first.close()
  })

  it('is one under every name of the file', async () => {
    const folder = tempFolder()
    const path = join(folder, 'run.jsonl')
    await symlink('run.jsonl', join(folder, 'dangling.jsonl'))
    const first = await open(join(folder, 'dangling.jsonl'))
    await refused(open(path))
    await first.begin(emptyRun)
    await link(path, join(folder, 'another.jsonl'))
    await refused(open(join(folder, 'another.jsonl')))
    await refused(open(path))
    await first.close()
    const second = await open(join(folder, 'another.jsonl'))
    await refused(open(path))
    await second.close()
    await writeFile(`${path}.rollback`, '')
    expect(rollbackJournal(join(folder, 'another.jsonl'))).toBe(`${path}.rollback`)
    await mkdir(join(folder, 'deep'))
    await rename(join(folder, 'another.jsonl'), join(folder, 'deep', 'another.jsonl'))
    await expect(open(path)).rejects.toMatchObject({ message: expect.stringContaining('hard links') })
    await symlink('loop.jsonl', join(folder, 'loop.jsonl'))
    await expect(open(join(folder, 'loop.jsonl'))).rejects.toMatchObject({ message: expect.stringContaining('itself') })
  })
})

describe('a run whose journal is its own no longer', () => {
  const enemies: [string, (path: string) => Promise<unknown>, RegExp][] = [
    ['was removed', (path) => rm(path), /it was removed/],
    ['was truncated', (path) => truncate(path), /it has 0 bytes, and \d+ were written/],
    ['was written to by another', (path) => appendFile(path, '{}\n'), /bytes/],
    [
      'was replaced',
      async (path) => {
        await writeFile(`${path}.new`, await readFile(path))
        await rename(`${path}.new`, path)
      },
      /another file/,
    ],
    ['was unlocked', (path) => rm(`${path}.lock`), /removed or replaced/],
    ['was taken over', takenOver, /Process 9 on elsewhere/],
  ]

  it.each(enemies)('because it %s starts nothing more', async (_, attack, why) => {
    const path = newPath()
    const clock = createStepClock()
    const journal = await open(path, { clock })
    await journal.begin(emptyRun)
    await attack(path)
    clock.pass(1_500)
    await expect(journal.record(sent)).rejects.toMatchObject({ code: 'Journal', message: expect.stringMatching(why) })
    await expect(journal.record({ event: 'end' })).rejects.toMatchObject({ code: 'Journal' })
    await journal.close()
  })

  it.each(enemies)('because it %s sees it with the next beat, although it records nothing', async (_, attack, why) => {
    const path = newPath()
    const clock = createStepClock()
    const journal = await open(path, { clock })
    await journal.begin(emptyRun)
    await attack(path)
    clock.pass(10_000)
    await vi.waitFor(() => expect(journal.lost.aborted).toBe(true))
    expect(journal.lost.reason).toMatchObject({ code: 'Journal', message: expect.stringMatching(why) })
    await expect(journal.requireOwn()).rejects.toBe(journal.lost.reason)
    await journal.close()
  })

  it('looks before it sends after a pause, and leaves the lock of its follower alone', async () => {
    const path = newPath()
    const clock = createStepClock()
    const stopped = await open(path, { clock })
    await stopped.begin(emptyRun)
    await stopped.requireOwn()
    const follower = await takenOver(path)
    // It was stopped: its timers, too, come late.
    clock.pass(5_000)
    await expect(stopped.requireOwn()).rejects.toMatchObject({ message: expect.stringContaining('has taken it over') })
    await stopped.close()
    await follower.requireOwn()
    await refused(open(path, { processes: elsewhere(10) }))
  })

  it('shows itself first when it slept so long that it could be taken for dead', async () => {
    const path = newPath()
    const clock = createStepClock()
    const journal = await open(path, { clock })
    await journal.begin(emptyRun)
    const before = await readFile(`${path}.lock`, 'utf8')
    clock.pass(25_000)
    await journal.requireOwn()
    expect(await readFile(`${path}.lock`, 'utf8')).not.toBe(before)
    await journal.close()
  })

  it('bears one beat that the disk refuses, and not two', async () => {
    const folder = join(tempFolder(), 'deep')
    const path = join(folder, 'run.jsonl')
    const clock = createStepClock()
    const journal = await open(path, { clock })
    await journal.begin(emptyRun)
    await rename(folder, `${folder}.away`)
    clock.pass(10_000)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(journal.lost.aborted).toBe(false)
    await rename(`${folder}.away`, folder)
    clock.pass(10_000)
    await vi.waitFor(async () => expect(await readFile(`${path}.lock`, 'utf8')).toContain('"beat":2'))
    await rename(folder, `${folder}.away`)
    for (let beat = 0; beat < 2; beat++) {
      clock.pass(10_000)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    await vi.waitFor(() => expect(journal.lost.aborted).toBe(true))
    await journal.close()
  })
})

/** Another process that sees the holder of a journal nowhere, and no beat of it. */
async function takenOver(path: string): Promise<JournalFile> {
  const follower = await open(path, { clock: fastClock, processes: elsewhere(9) })
  onTestFinished(() => follower.close())
  return follower
}
