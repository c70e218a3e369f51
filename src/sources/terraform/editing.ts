import type { Hcl } from '../../document/hcl/hcl.ts'
import type { Block, Body } from '../../document/hcl/syntax.ts'
import type { Editing } from '../resource/resource-text.ts'
import { isInside, type Span, type Value } from '../resource/value.ts'
import { fixModule } from './fix-module.ts'
import type { Readers } from './readers.ts'

/** What edits of the modules of a run take. */
export interface EditTools {
  readers: Readers
  hcl: Hcl
}

/** What can be changed of a resource: literals, wherever they stand, and the arguments and blocks of its own block. */
export function editingOf({ body }: Block, { readers, hcl }: EditTools): Editing {
  return {
    replaced({ value, keySpan, written }) {
      if (!isLiteral(value)) return undefined
      const isHere = written && !value.via && !value.use && isInside(value.span, written)
      return isHere ? [] : readers.of(value.span, keySpan)
    },
    hasRoom(map, [outer], path) {
      if (outer === 'resource_tags') return !map.via && !map.use && isObjectLiteral(map.span)
      // Whether a dynamic block makes one is another deployment's to say.
      return !makes(body, path[0] ?? '')
    },
    fixed: (file, text, fixes) => fixModule(hcl, file, text, fixes),
  }
}

/** Written as it is: a text without expressions in it, a number, a flag, `null`, or a list in brackets. */
function isLiteral({ kind, span: { text, start, end } }: Value): boolean {
  if (kind === 'list') return text[start] === '['
  const literal = /(?:"(?:[^"\\$%]|\\.|[$%](?!\{)|([$%])\1\{)*"|-?\d[\d.eE+-]*|true|false|null)/y
  literal.lastIndex = start
  return (kind === 'known' || kind === 'absent') && literal.test(text) && literal.lastIndex === end
}

const isObjectLiteral = ({ text, start, end }: Span): boolean => /^\{(?!\s*for\b)/.test(text.slice(start, end))

/** Whether a dynamic block makes blocks of a name, here or deeper. */
function makes({ blocks }: Body, name: string): boolean {
  return blocks.some(({ type, labels, body }) => (type === 'dynamic' && labels[0] === name) || makes(body, name))
}
