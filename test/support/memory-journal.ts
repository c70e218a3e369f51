import type { EarlierRun, Journal, JournalEvent, RunRecord } from '../../src/ports/journal.ts'

export interface MemoryJournal extends Journal {
  readonly runs: RunRecord[]
  readonly events: JournalEvent[]
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
  }
}
