import { jsonPieces } from './pieces.ts'
import { withoutPassword } from './without-password.ts'

/** Characters that steer a terminal or hide what a reader sees: controls, direction marks, invisible separators. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** The same without what JSON writes as escapes anyway; its line breaks are its own. */
const unprintableInJson = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** Text of a spec or of AWS made visible and harmless: one line, no escapes. */
export function visible(text: string): string {
  return text.replaceAll(unprintable, (char) => {
    if (char === '\n') return '\\n'
    if (char === '\t') return '\\t'
    return codePoint(char)
  })
}

/**
 * Keeps a GitHub runner that reads the output from taking a line for a workflow command: `::…` at its beginning, and
 * `##[…` anywhere.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll('##[', '#\\#[').replaceAll(/^([^\S\n]*)::/gm, '$1\\:\\:')
}

/** Whether a text shows nothing: blanks, characters without width, fillers that look like blanks. */
export function isInvisible(text: string): boolean {
  return /^[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]*$/u.test(text)
}

/** JSON in which what could steer a terminal or a runner is an escape, so that the values stay equal. */
export function safeJson(value: unknown): string {
  return [...safeJsonPieces(value, 0)].join('')
}

/** The same in pieces: what lies `depth` levels down is one. */
export function* safeJsonPieces(value: unknown, depth: number): Generator<string> {
  for (const piece of jsonPieces(value, 2, depth)) {
    const text = piece.includes('##[') ? piece.replaceAll('##[', '#\\u0023[') : piece
    yield isPrintable(text) ? text : text.replaceAll(unprintableInJson, codePoint)
  }
  yield '\n'
}

/** Nearly every text is ASCII without a control: told in a quarter of the time that a look at each character takes. */
const isPrintable = (json: string): boolean => Buffer.byteLength(json) === json.length && !json.includes('\x7f')

function codePoint(char: string): string {
  return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** One line for stderr. */
export function noticeLine(notice: string): string {
  return withoutCommands(`ibguard: ${withoutPassword(visible(notice))}\n`)
}
