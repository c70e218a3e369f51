import { resolve } from 'node:path'
import type { Hover, MarkupKind, Position } from 'vscode-languageserver'
import { rangeOf } from '../document/position.ts'
import { rulePage } from '../run/rule-page.ts'
import { fieldPlace } from './field-place.ts'
import { envelope, fieldAt, takes } from './fields.ts'
import { contains, textOf, toProtocol } from './positions.ts'
import type { Judged, Session } from './session.ts'

/** What stands at a place: a field, with what the schema says of it, and the pages of the rules that object to it. */
export async function hover(
  path: string,
  position: Position,
  session: Session,
  markup: MarkupKind,
): Promise<Hover | null> {
  const judged = await session.judged(path)
  const document = session.documentAt(path)
  if (!judged || !document) return null
  const text = textOf(document)
  // Of a text with a mark the first line begins one later.
  const offset = Math.max(0, document.offsetAt(position) - (document.getText().length - text.length))
  const place = await fieldPlace(path, text, offset)
  const field =
    place && (fieldAt(place.path, place.naming) ?? envelope.find(({ name }) => name === place.path[0])?.field)
  const parts = field && place ? [describe(place.path.filter((key) => typeof key === 'string').join('.'), field)] : []
  const found = judged.run.judgements.filter(
    ({ finding }) =>
      resolve(judged.workspace.root, finding.file) === path && contains(toProtocol(finding, document), position),
  )
  for (const id of new Set(found.map(({ finding }) => finding.ruleId))) parts.push(await pageOf(id, judged))
  if (parts.length === 0) return null
  return {
    contents: { kind: markup, value: parts.join('\n\n---\n\n') },
    ...(field && place && { range: toProtocol(rangeOf(text, place.start, place.end), document) }),
  }
}

function describe(name: string, field: Parameters<typeof takes>[0]): string {
  const { description } = field
  return [`**\`${name}\`**: ${takes(field) || 'any value'}`, ...(description === undefined ? [] : [description])].join(
    '\n\n',
  )
}

/** The page of a rule; of a plugin's what it says of itself. */
async function pageOf(id: string, { workspace }: Judged): Promise<string> {
  const page = await rulePage(id)
  if (page !== undefined) return page.trim()
  const { summary = '', docsUrl } = workspace.config.available.find((rule) => rule.id === id) ?? {}
  return [`# ${id}`, summary, ...(docsUrl === undefined ? [] : [docsUrl])].join('\n\n')
}
