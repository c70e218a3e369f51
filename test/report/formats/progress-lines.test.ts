import { expect, it } from 'vitest'
import type { ApplyProgress } from '../../../src/apply/progress.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import { applySummary } from '../../../src/report/formats/progress-lines.ts'

const progress: ApplyProgress = {
  done: 60,
  total: 60,
  applied: 0,
  unchanged: 0,
  skipped: 0,
  failed: 0,
  rate: 5,
  throttles: 2,
  retries: { throttled: 2 },
  settledByReading: 0,
}
const applied: Outcome = { arn: 'a', status: 'applied', attempts: 1, verified: true }

it('does not call done what was skipped or failed', () => {
  const interrupted = { ...progress, applied: 1, skipped: 56, failed: 3 }
  expect(applySummary('apply', interrupted, [applied], 1_400).split('\n')).toEqual([
    'apply: 1 of 60 done in 1.4 s, 3 failed, 56 skipped, 2 throttled',
    'verify: 1 of 1 applied were read back and match',
  ])
})

it('says nothing of reading back where nothing was written', () => {
  expect(applySummary('rollback', { ...progress, unchanged: 60 }, [], 61_000)).toBe(
    'rollback: 60 of 60 done in 1 min 1 s, 2 throttled',
  )
})
