import { describe, it } from 'vitest'
import { testRule } from '../src/testing/index.ts'
import { removedFieldStays } from './removed-field-stays.ts'

// Its judgement needs the base revision; alone it has nothing to say.
testRule(removedFieldStays, { valid: [{ keyPair: null }, {}] }, { describe, it })
