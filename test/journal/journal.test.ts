import { appendFile, chmod, open as openFile, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { appendTo } from '../../src/journal/append-file.ts'
import { newJournalPath, unfinishedJournals } from '../../src/journal/folder.ts'
import type { EarlierRun, RunRecord } from '../../src/journal/journal.ts'
import { type JournalFile, openJournal } from '../../src/journal/journal-file.ts'
import { readJournal } from '../../src/journal/read.ts'
import { requireSameScope, scopeOfSpecs } from '../../src/journal/scope.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Outcome } from '../../src/model/outcome.ts'
import { systemClock, systemRandom } from '../../src/model/system.ts'
import { hashFields } from '../../src/resource/hash-fields.ts'
import { arnOf, specOf } from '../support/changes.ts'
import { tempFolder } from '../support/temp-folder.ts'

const arn = arnOf('web')
const before = { keyPair: 'ü\u2028' }
const run: RunRecord = {
  scope: [{ arn, content: { update: 'merge', keyPair: null } }],
  waves: ['100%'],
  maxFailures: '5%',
  changes: [
    {
      arn,
      action: 'update',
      fields: [{ pointer: '/keyPair', kind: 'clear', before: 'ü\u2028' }],
      update: 'merge',
      guard: {},
      location: { file: 'a.yaml', line: 1, column: 1, endLine: 1, endColumn: 2 },
      before,
      after: {},
      liveHash: hashFields(before),
    },
  ],
}
const outcome: Outcome = { arn, status: 'applied', attempts: 1, verified: true }

function open(path: string, resume = false, notices: string[] = []): Promise<JournalFile> {
  return openJournal(path, {
    clock: systemClock,
    random: systemRandom,
    resume,
    onNotice: (notice) => notices.push(notice),
  })
}

async function written(path: string): Promise<void> {
  const journal = await open(path)
  await journal.begin(run)
  await journal.record({ event: 'sent', arn, clientToken: 't-1' })
  await journal.record({ event: 'accepted', arn, requestId: 'r-1' })
  await journal.record({ event: 'settled', outcome })
  await journal.close()
}

describe('a journal file', () => {
  it('is read back as it was written, for its owner only', async () => {
    const path = join(tempFolder(), 'deep', 'run.jsonl')
    await written(path)
    const journal = await open(path, true)
    expect(journal.earlier).toEqual({
      id: expect.any(String),
      settledBefore: [],
      ...run,
      sent: new Map([[arn, 't-1']]),
      outcomes: new Map([[arn, outcome]]),
      readBack: new Map(),
      paces: new Map(),
      isFinished: false,
    })
    await journal.close()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('knows what each account and Region was found to allow, unless it is no rate', async () => {
    const [path, other] = [join(tempFolder(), 'run.jsonl'), arnOf('web', { region: 'us-east-1' })]
    await written(path)
    const told = [{ updates: 5.2 }, { updates: 19.4, reads: 40 }, { updates: -1 }, { reads: 'many' }, 7, null]
    const lines = told.map((pace) => ({ event: 'accepted', arn, pace }))
    const all = [...lines, { event: 'accepted', arn: other, pace: { updates: 0.4 } }, { event: 'accepted', arn: other }]
    await appendFile(path, all.map((line) => `${JSON.stringify(line)}\n`).join(''))
    const journal = await open(path, true)
    expect(journal.earlier?.paces).toEqual(
      new Map([
        ['aws:123456789012:eu-west-1', { updates: 19.4, reads: 40 }],
        ['aws:123456789012:us-east-1', { updates: 0.4 }],
      ]),
    )
    await journal.close()
  })

  it('knows how long a run took that ended, unless it says so in another form', async () => {
    const lane = { account: '1', region: 'eu-west-1', calls: 3, throttled: 0, retried: 0, rate: [[0, 1.5]] }
    const times = { startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:01.000Z', lanes: [lane] }
    const odd = [undefined, 1, {}, { ...times, endedAt: 1 }, { ...times, lanes: [{ ...lane, rate: [[0]] }] }]
    for (const said of [times, ...odd, { ...times, lanes: [{ ...lane, calls: 'x' }] }]) {
      const path = join(tempFolder(), 'run.jsonl')
      await written(path)
      await appendFile(path, `${JSON.stringify({ at: times.endedAt, event: 'end', run: said })}\n`)
      const journal = await open(path, true)
      expect(journal.earlier).toMatchObject({ isFinished: true })
      expect(journal.earlier?.times).toEqual(said === times ? times : undefined)
      await journal.close()
    }
  })

  it('is for its owner only also when it was not before', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    await written(path)
    await chmod(path, 0o644)
    await (await open(path, true)).close()
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('does not appear before its first record', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    const journal = await open(path)
    await journal.close()
    await expect(stat(path)).rejects.toThrow('ENOENT')
  })

  it('is refused when it exists and is not to be resumed', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    await written(path)
    await expect(open(path)).rejects.toMatchObject({ code: 'Journal', hint: expect.stringContaining('--resume') })
  })

  it('begins a new run where there is none, and says so', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    await writeFile(path, '')
    const notices: string[] = []
    const journal = await open(path, true, notices)
    expect(journal.earlier).toBeUndefined()
    expect(notices).toEqual([expect.stringContaining('a new one begins')])
    await journal.close()
  })

  /** A journal cut in its last record, whichever that is: what stands before the cut, and where the cut line begins. */
  async function cuts(path: string): Promise<{ bytes: Buffer; index: number; start: number }[]> {
    await written(path)
    const whole = await readFile(path)
    let start = 0
    return whole
      .toString()
      .split('\n')
      .slice(0, -1)
      .flatMap((line, index) => {
        const from = start
        start += Buffer.byteLength(line) + 1
        return Array.from({ length: start - from }, (_, at) => ({
          bytes: whole.subarray(0, from + at),
          index,
          start: from,
        }))
      })
  }

  /** Before the run's three lines are whole, nothing of it can have been sent. */
  function expectEarlier(earlier: EarlierRun | undefined, index: number): void {
    if (index < 3) expect(earlier).toBeUndefined()
    else expect(earlier?.sent.size).toBe(index > 3 ? 1 : 0)
    expect(earlier?.outcomes.size ?? 0).toBe(0)
  }

  it('is read up to the last whole record, cut at whatever byte', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    for (const { bytes, index, start } of await cuts(path)) {
      const { run: earlier, length, isTorn } = readJournal(bytes.toString('utf8'), path)
      expectEarlier(earlier, index)
      expect([length, isTorn]).toEqual([index < 3 ? 0 : start, bytes.length > start])
    }
  })

  it('goes on after a cut at the ends, in the middle and inside each character of a record', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    const all = await cuts(path)
    const whole = await readFile(path)
    const told = all.filter(({ bytes: { length }, start, index }) => {
      const end = all.findLast((cut) => cut.index === index)?.bytes.length ?? start
      const isInside = ((whole[length] ?? 0) & 0xc0) === 0x80
      return isInside || [start, start + 1, (start + end) >> 1, end].includes(length)
    })
    expect(told.length).toBeGreaterThan(20)
    for (const { bytes, index, start } of told) {
      await writeFile(path, bytes)
      const notices: string[] = []
      const journal = await open(path, true, notices)
      expectEarlier(journal.earlier, index)
      if (bytes.length > start) expect(notices[0]).toContain('torn')
      if (!journal.earlier) await journal.begin(run)
      await journal.record({ event: 'end' })
      await journal.close()
      const again = await open(path, true)
      expect(again.earlier).toMatchObject({ isFinished: true, changes: run.changes })
      await again.close()
    }
  })

  it('is refused when it is damaged anywhere else', async () => {
    const path = join(tempFolder(), 'run.jsonl')
    await written(path)
    const text = await readFile(path, 'utf8')
    const damages = [
      ...['"sent"', '{"at"', '"version":1', '"changes":1'].map((word) => text.replace(word, 'garbage')),
      text.replace('"waves":["100%"]', '"waves":"all"'),
      text.replace('"keyPair":"ü', '"keyPair":"other'),
      text.replace(`"change":{"arn":"${arn}`, `$&-other`),
      text.replace('"guard":{}', '"guard":{"suppress":"x"}'),
      text.replace('"status":"applied"', '"status":"done"'),
      text.replace(/(.*"planned".*\n)/, '$1$1').replace('"changes":1', '"changes":2'),
    ]
    for (const damaged of damages) {
      expect(damaged).not.toBe(text)
      await writeFile(path, damaged)
      await expect(open(path, true), damaged).rejects.toMatchObject({
        code: 'Journal',
        message: expect.stringMatching(/damaged in line \d/),
      })
    }
    await writeFile(path, 'hello\n')
    await expect(open(path, true)).rejects.toMatchObject({ message: `The journal ${path} is damaged in line 1.` })
  })

  it('takes no other file for a torn journal', async () => {
    const path = join(tempFolder(), 'seed.json')
    for (const text of ['{"infrastructureConfigurations":[]}', 'x', '\u0000\u0001']) {
      await writeFile(path, text)
      await expect(open(path, true)).rejects.toMatchObject({ code: 'Journal' })
      expect(await readFile(path, 'utf8')).toBe(text)
    }
  })

  it('has one lock, by whatever link it is named', async () => {
    const folder = tempFolder()
    const path = join(folder, 'run.jsonl')
    await written(path)
    const held = await open(path, true)
    await symlink(path, join(folder, 'link.jsonl'))
    await expect(open(join(folder, 'link.jsonl'), true)).rejects.toMatchObject({
      message: expect.stringContaining('is running with this journal'),
    })
    await held.close()
  })

  it('fails as a journal where it cannot be written', async () => {
    const folder = tempFolder()
    await writeFile(join(folder, 'file'), '')
    await expect(open(join(folder, 'file', 'run.jsonl'))).rejects.toMatchObject({ code: 'Journal' })
  })

  it.skipIf(process.platform !== 'linux')('fails when the disk is full, and then for good', async () => {
    const file = appendTo('/dev/full', { handle: await openFile('/dev/full', 'a'), size: 0, keep: 0 })
    await expect(file.append('line\n')).rejects.toThrow('ENOSPC')
    await expect(file.append('line\n')).rejects.toThrow('ENOSPC')
    await file.close()
  })

  it('is refused when it is no file', async () => {
    const path = tempFolder()
    await expect(open(path, true)).rejects.toMatchObject({
      code: 'Journal',
      message: expect.stringContaining('no regular file'),
    })
  })
})

describe('what a run was asked for', () => {
  const scope = scopeOfSpecs([specOf(arn, { keyPair: null }), specOf(arnOf('other'), { description: 'x' })])

  it('is the same in another order and layout', () => {
    const other = scopeOfSpecs([specOf(arnOf('other'), { description: 'x' }), specOf(arn, { keyPair: null })])
    expect(() => requireSameScope(scope, other, 'run.jsonl')).not.toThrow()
  })

  it.each<[string, JsonObject, string]>([
    ['a value', { keyPair: 'mine' }, '/keyPair'],
    ['a null that went', {}, '/keyPair'],
    ['an empty list, which clears', { keyPair: null, instanceTypes: [] }, '/instanceTypes'],
  ])('is different with %s', (_name, config, pointer) => {
    const other = scopeOfSpecs([specOf(arn, config), specOf(arnOf('other'), { description: 'x' })])
    expect(() => requireSameScope(scope, other, 'run.jsonl')).toThrow(pointer)
  })

  it('names targets that came or went', () => {
    const other = scopeOfSpecs([specOf(arn, { keyPair: null }), specOf(arnOf('third'), {})])
    expect(() => requireSameScope(scope, other, 'run.jsonl')).toThrow(/other is no longer asked for \(and 1 more\)/)
  })
})

describe('the folder of journals', () => {
  it('that cannot be made is one sentence that names --journal', async () => {
    const cwd = tempFolder({ '.ibguard': '' })
    await expect(newJournalPath(cwd, 0, '0123456789')).rejects.toMatchObject({
      code: 'Journal',
      message: expect.stringContaining(join(cwd, '.ibguard')),
      hint: expect.stringContaining('--journal'),
    })
  })

  it('lists the unfinished ones and is ignored by git', async () => {
    const cwd = tempFolder()
    const path = await newJournalPath(cwd, Date.parse('2026-11-24T10:00:00Z'), '0123456789')
    expect(path).toBe(join(cwd, '.ibguard', 'apply-20261124-100000-01234567.jsonl'))
    expect(await readFile(join(cwd, '.ibguard', '.gitignore'), 'utf8')).toBe('*\n')
    await written(path)
    expect(await unfinishedJournals(cwd)).toEqual([path])
    await writeFile(`${path}.rollback`, '')
    expect(await unfinishedJournals(cwd)).toEqual([])
    await rm(`${path}.rollback`)
    const journal = await open(path, true)
    await journal.record({ event: 'end' })
    await journal.close()
    expect(await unfinishedJournals(cwd)).toEqual([])
    await truncate(path)
    expect(await unfinishedJournals(cwd)).toEqual([])
  })
})
