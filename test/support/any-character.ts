import fc from 'fast-check'

/**
 * Any code point, for `unit` of `fc.string`. It has a name for that, but makes a table of a million characters first, which
 * takes longer than the tests.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .oneof(fc.integer({ min: 0, max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((point) => String.fromCodePoint(point))
