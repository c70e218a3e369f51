import type { EarlierRun, Journal, JournalEvent, RunRecord } from '../../src/journal/journal.ts'
import { laneKey } from '../../src/model/arn.ts'
import { laneOf } from '../../src/resource/target-arn.ts'

export interface MemoryJournal extends Journal {
  readonly runs: RunRecord[]
  readonly events: JournalEvent[]
  /** What a later process would read. */
  asEarlier(): EarlierRun
}

export function memoryJournal(earlier?: EarlierRun): MemoryJournal {
  const runs: RunRecord[] = []
  const events: JournalEvent[] = []
  return {
    earlier,
    runs,
    events,
    async begin(run) {
      runs.push(run)
    },
    async record(event) {
      events.push(event)
    },
    lost: new AbortController().signal,
    async requireOwn() {},
    asEarlier() {
      const run = runs[0]
      if (!run) throw new Error('no run was recorded')
      const sent = events.filter((event) => event.event === 'sent')
      const settled = events.filter((event) => event.event === 'settled')
      return {
        id: 'run',
        settledBefore: [],
        ...run,
        sent: new Map(sent.map(({ arn, clientToken }) => [arn, clientToken])),
        outcomes: new Map(settled.map(({ outcome }) => [outcome.arn, outcome])),
        readBack: new Map(settled.flatMap(({ outcome, live }) => (live ? [[outcome.arn, live]] : []))),
        paces: new Map(
          events.flatMap((event) => {
            const lane = event.event === 'accepted' && event.pace ? laneOf(event.arn) : undefined
            return lane && event.event === 'accepted' && event.pace ? [[laneKey(lane), event.pace]] : []
          }),
        ),
        isFinished: events.some(({ event }) => event === 'end'),
      }
    },
  }
}
