import { parse } from '../../document/yaml/parse.ts'
import { limits } from '../../document/yaml/problem.ts'
import type { Spec } from '../../lint/spec.ts'
import { looksLikeSpecs } from './looks-like.ts'
import { readSpecFile } from './spec-file.ts'

/** The specs in files of an earlier revision; what is broken or no spec there is nobody's concern any more. */
export function readSpecTexts(files: ReadonlyMap<string, Buffer>): Spec[] {
  return [...files].flatMap(([file, bytes]) => {
    if (bytes.length > limits.bytes) return []
    const text = bytes.toString('utf8').replace(/^\uFEFF/, '')
    const composed = parse(text, { json: file.toLowerCase().endsWith('.json') })
    return looksLikeSpecs(composed) ? readSpecFile(file, text, composed).specs : []
  })
}
