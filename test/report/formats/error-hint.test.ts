import { expect, it } from 'vitest'
import { errorHint } from '../../../src/report/formats/error-hint.ts'

it.each([
  ['CallRateLimitExceededException', 'longer --deadline'],
  ['Http429', 'longer --deadline'],
  ['Stalled', 'Run again later'],
  ['SignatureDoesNotMatch', 'secret key'],
  ['Http403', 'proxy'],
  ['EAI_AGAIN', 'for a while'],
  ['InternalFailure', 'for a while'],
  ['RequestTimeout', 'for a while'],
  ['CERT_HAS_EXPIRED', 'NODE_EXTRA_CA_CERTS'],
  ['ValidationException', 'Correct what the message names'],
])('%s has a hint of its kind', (code, words) => {
  expect(errorHint(code)).toContain(words)
})
