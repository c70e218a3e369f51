import fc from 'fast-check'
import { expect, it } from 'vitest'
import { lineEndAfter, lineStart, lineText, rangeOf } from '../../src/document/position.ts'

const texts = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '\r', '\r\n') })

/** The lines of a text with their breaks, the slow way. */
const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? ['']

it('lines, their starts and their ends are where breaks of any kind say', () => {
  fc.assert(
    fc.property(texts, fc.nat({ max: 30 }), (text, some) => {
      const offset = Math.min(some, text.length)
      const lines = /[\r\n]$/.test(text) ? [...linesOf(text), ''] : linesOf(text)
      let start = 0
      let line = 0
      while (line < lines.length - 1 && start + (lines[line]?.length ?? 0) <= offset)
        start += lines[line++]?.length ?? 0
      const content = lines[line]?.replace(/[\r\n]+$/, '') ?? ''
      expect(lineStart(text, offset)).toBe(start)
      expect(lineText(text, line + 1)).toBe(content)
      expect(lineEndAfter(text, offset)).toBe(
        Math.max(offset, start + content.length - (/[ \t]*$/.exec(content.slice(offset - start))?.[0].length ?? 0)),
      )
      expect(rangeOf(text, offset, offset)).toMatchObject({ line: line + 1, column: offset - start + 1 })
    }),
  )
})
