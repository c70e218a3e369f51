import { readFileSync } from 'node:fs'
import { describe, it } from 'vitest'
import { testRule } from '../src/testing/index.ts'
import { imdsv2Required } from './imdsv2-required.ts'

const pointer = '/instanceMetadataOptions/httpTokens'
const fix = [{ path: ['instanceMetadataOptions', 'httpTokens'], value: 'required' }]

testRule(
  imdsv2Required,
  {
    valid: [{ instanceMetadataOptions: { httpTokens: 'required' } }],
    invalid: [
      { spec: {}, errors: [{ messageId: 'absent', pointer, fix }] },
      { spec: { instanceMetadataOptions: null }, errors: [{ messageId: 'absent', pointer }] },
      { spec: { instanceMetadataOptions: { httpPutResponseHopLimit: 2 } }, errors: [{ messageId: 'absent', pointer }] },
      {
        spec: { instanceMetadataOptions: { httpTokens: 'optional' } },
        errors: [{ messageId: 'optional', pointer, fix }],
      },
      { spec: { instanceMetadataOptions: { httpTokens: 'Required' } }, errors: [{ messageId: 'optional' }] },
    ],
    page: readFileSync(new URL('./imdsv2-required.md', import.meta.url), 'utf8'),
  },
  { describe, it },
)
