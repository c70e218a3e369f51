import { resolve } from 'node:path'
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { rangeOf } from '../document/position.ts'
import { textOf, toProtocol, uriOf } from './positions.ts'

/** A text of a file, and what it is to be. */
export interface ChangedText {
  /** Relative to the root. */
  file: string
  text: string
  fixed: string
}

export interface EditContext {
  /** Absolute: what names of files are relative to. */
  root: string
  documentAt(path: string): TextDocument | undefined
  /** Whether the client takes edits of a certain version of a document, and refuses them for another. */
  hasVersions: boolean
}

/** The changes as an editor makes them; undefined where somebody has typed on in one of the texts meanwhile. */
export function workspaceEdit(changed: readonly ChangedText[], context: EditContext): WorkspaceEdit | undefined {
  const edits: { uri: string; version: number | null; edits: TextEdit[] }[] = []
  for (const { file, text, fixed } of changed) {
    const path = resolve(context.root, file)
    const document = context.documentAt(path)
    if (document && textOf(document) !== text) return undefined
    const edit = oneEdit(text, fixed, document)
    edits.push({ uri: document?.uri ?? uriOf(path), version: document?.version ?? null, edits: [edit] })
  }
  if (!context.hasVersions) return { changes: Object.fromEntries(edits.map((each) => [each.uri, each.edits])) }
  return {
    documentChanges: edits.map(({ uri, version, edits: own }) => ({ textDocument: { uri, version }, edits: own })),
  }
}

/** The one stretch in which two texts differ. */
function oneEdit(before: string, after: string, document: TextDocument | undefined): TextEdit {
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  while (isInside(before, start) || isInside(after, start)) start--
  let same = 0
  while (same < most - start && before.at(-1 - same) === after.at(-1 - same)) same++
  while (isInside(before, before.length - same) || isInside(after, after.length - same)) same--
  const range = toProtocol(rangeOf(before, start, before.length - same), document)
  return { range, newText: after.slice(start, after.length - same) }
}

/** Whether an offset parts what belongs together: a line break of two characters, a pair of surrogates. */
function isInside(text: string, offset: number): boolean {
  const around = text.slice(Math.max(0, offset - 1), offset + 1)
  return around === '\r\n' || /^[\ud800-\udbff][\udc00-\udfff]$/.test(around)
}
