import { ParsedText } from '../../document/yaml/parsed-text.ts'
import { limits } from '../../document/yaml/problem.ts'
import type { Spec } from '../../lint/spec.ts'
import { withoutMark } from '../../text/byte-order-mark.ts'
import { looksLikeSpecs } from './looks-like.ts'
import { readSpecFile } from './spec-file.ts'

/** The specs in files of an earlier revision; what is broken or no spec there is nobody's concern any more. */
export function readSpecTexts(files: ReadonlyMap<string, Buffer>): Spec[] {
  return [...files].flatMap(([file, bytes]) => {
    if (bytes.length > limits.bytes) return []
    const text = withoutMark(bytes.toString('utf8'))
    const parsed = new ParsedText(file, text)
    return looksLikeSpecs(parsed.composed) ? readSpecFile(parsed).specs : []
  })
}
