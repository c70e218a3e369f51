import { resolve } from 'node:path'
import {
  type CompletionItem,
  CompletionItemKind,
  InsertTextFormat,
  type MarkupKind,
  type Position,
} from 'vscode-languageserver'
import { lineStart } from '../document/position.ts'
import { isSuppressible } from '../lint/policy-rules.ts'
import { apiNaming, type Naming, pascalNaming } from '../resource/names.ts'
import { resourceType } from '../resource/resource-type.ts'
import type { Workspace } from '../run/workspace.ts'
import { syntaxOf } from '../sources/cloudformation/template.ts'
import { type Cursor, cursorAt } from './cursor.ts'
import { withoutEnvelope } from './field-place.ts'
import { envelope, type Field, fieldAt, fieldsOf, takes, valuesOf } from './fields.ts'
import type { Session } from './session.ts'

/** A word that can be written at a place. */
interface Offer {
  label: string
  /** What is written in its place, with `${1:…}` where somebody goes on; the label where it is absent. */
  snippet?: string
  kind: CompletionItemKind
  detail?: string
  documentation?: string
  /** Those of a lower one come first. @default 1 */
  rank?: number
}

interface Place {
  offers: Offer[]
  /** Offset at which what is replaced begins. */
  start: number
  /** Where that ends. @default the cursor */
  end?: number
}

type Rules = () => Promise<Offer[]>

/** What can be written at a place: rules to suppress, with a reason to be filled in, fields and their values. */
export async function completion(
  path: string,
  position: Position,
  session: Session,
  { hasSnippets, markup }: { hasSnippets: boolean; markup: MarkupKind },
): Promise<CompletionItem[]> {
  const document = session.documentAt(path)
  const workspace = await session.workspaceOf(path)
  if (!document || !workspace) return []
  const text = document.getText()
  const offset = document.offsetAt(position)
  // What objects is known once the text is judged, which few places are worth.
  const rules: Rules = () => rulesAt(path, workspace, session)
  const place = /\.(?:tf|tofu)$/i.test(path)
    ? await inComment(text, offset, rules)
    : await inDocument(cursorAt(text, offset, syntaxOf(path, text).json), text, offset, rules)
  const quote = place.start < offset ? (/["']/.exec(text[place.start] ?? '')?.[0] ?? '') : ''
  // A quote that the editor has closed by itself is replaced too.
  const { end = quote !== '' && text[offset] === quote ? offset + 1 : offset } = place
  const range = { start: document.positionAt(place.start), end: document.positionAt(end) }
  return place.offers.map(({ label, snippet = label, kind, detail, documentation, rank = 1 }) => ({
    label,
    kind,
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: markup, value: documentation } }),
    sortText: `${rank} ${label}`,
    // Editors compare what is typed with what they replace.
    filterText: `${quote}${label}${quote}`,
    insertTextFormat: hasSnippets ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: hasSnippets ? snippet : plain(snippet) },
  }))
}

/** A snippet as plain text: placeholders are gone, and what was escaped is itself. */
const plain = (snippet: string): string =>
  snippet.replaceAll(/\$\{\d+:[^}]*\}|\$\d/g, '').replaceAll(/\\([$}\\])/g, '$1')

/** Rules that can be suppressed; those that object to something in the document come first. */
async function rulesAt(path: string, { config }: Workspace, session: Session): Promise<Offer[]> {
  const judged = await session.judged(path)
  const here = judged?.run.judgements.filter(({ finding }) => resolve(judged.workspace.root, finding.file) === path)
  const found = new Set(here?.map(({ finding }) => finding.ruleId))
  return config.available
    .filter(({ id }) => isSuppressible(id))
    .map(({ id, summary }) => ({
      label: id,
      kind: CompletionItemKind.Constant,
      detail: summary,
      rank: found.has(id) ? 0 : 1,
    }))
}

/** A comment of Terraform that speaks to this tool. */
async function inComment(text: string, offset: number, rules: Rules): Promise<Place> {
  const line = text.slice(lineStart(text, offset), offset)
  const word = /[\w/-]*$/.exec(line)?.[0] ?? ''
  const start = offset - word.length
  const before = line.slice(0, line.length - word.length)
  if (/^\s*(?:#|\/\/)\s*$/.test(before)) {
    const snippet = 'ibguard suppress ${1:rule}: ${2:reason}'
    return { start, offers: [{ label: 'ibguard suppress', snippet, kind: CompletionItemKind.Snippet }] }
  }
  if (/^\s*(?:#|\/\/)\s*ibguard\s+$/.test(before)) {
    return {
      start,
      offers: [
        { label: 'suppress', snippet: 'suppress ${1:rule}: ${2:reason}', kind: CompletionItemKind.Keyword },
        { label: 'imageType', snippet: 'imageType ', kind: CompletionItemKind.Keyword },
      ],
    }
  }
  if (/^\s*(?:#|\/\/)\s*ibguard\s+suppress\s+$/.test(before)) {
    const isAlone = /^[\w/-]*[ \t]*$/.test(text.slice(offset).split(/[\r\n]/, 1)[0] ?? '')
    return {
      start,
      offers: (await rules()).map((rule) => (isAlone ? { ...rule, snippet: `${rule.label}: \${1:reason}` } : rule)),
    }
  }
  if (/^\s*(?:#|\/\/)\s*ibguard\s+imageType\s+$/.test(before)) return { start, offers: values(['AMI', 'DOCKER']) }
  return { start, offers: [] }
}

const values = (all: readonly string[]): Offer[] => all.map((label) => ({ label, kind: CompletionItemKind.EnumMember }))

async function inDocument(cursor: Cursor, text: string, offset: number, rules: Rules): Promise<Place> {
  const { start, part, path } = cursor
  const isJson = cursor.isFlow && (cursor.quote === '"' || /^\s*[{[]/.test(text))
  const spoken = languageOf(cursor, text)
  if (!spoken) return { start, offers: [] }
  const own = part === 'value' ? spoken.path.slice(0, -1) : spoken.path
  const key = spoken.path.at(-1)
  const isSuppression = own.join('.') === 'x-guard.suppress'
  if (part === 'value' && isSuppression && key === 'rule') return { start, offers: quotedAs(cursor, await rules()) }
  if (part === 'value') {
    const field = fieldAt(spoken.path, spoken.naming)
    return { start, offers: quotedAs(cursor, values(field ? valuesOf(field) : []), field) }
  }
  if (isSuppression && cursor.isItem && !isJson && cursor.quote === '') {
    return {
      start,
      offers: (await rules()).map((rule) => ({ ...rule, snippet: itemOf(rule.label, cursor, text, offset) })),
    }
  }
  // A key that has its colon is written anew up to there.
  const rest = /^[\w-]*["']?(?=[ \t]*:)/.exec(text.slice(offset, offset + 80))?.[0]
  const quote = cursor.quote || (isJson ? '"' : '')
  const isTop = path.length === 0 && spoken.naming === apiNaming
  const fields = spoken.known ?? fieldsOf(fieldAt(own, spoken.naming), spoken.naming)
  return {
    start,
    ...(rest !== undefined && { end: offset + rest.length }),
    offers: [...fields, ...(isTop ? envelope : [])]
      .filter(({ name }) => !cursor.beside.has(name) || name === cursor.word)
      .map(({ name, field }) => ({
        label: name,
        snippet: `${quote}${name}${quote}${rest === undefined ? ': ' : ''}`,
        kind: CompletionItemKind.Property,
        ...(takes(field) !== '' && { detail: takes(field).replaceAll('`', '') }),
        ...(field.description !== undefined && { documentation: field.description }),
      })),
  }
}

interface Known {
  name: string
  field: Field
}

interface Spoken {
  path: string[]
  naming: Naming
  /** What can stand there, where that is none of the schema's. */
  known?: Known[]
}

/** In whose words the place is: a spec's, or those of a resource of a template. */
function languageOf({ path, part, valueBeside }: Cursor, text: string): Spoken | undefined {
  const [first, id, section, ...own] = path
  if (first !== 'Resources') {
    // Of a template nothing else is ours.
    if (/^\s*["']?Resources["']?\s*:/m.test(text)) return undefined
    const isInSpec = part === 'key' && (first === 'specs' || first === 'defaults')
    return { path: isInSpec ? path.slice(1) : withoutEnvelope(path).map(String), naming: apiNaming }
  }
  if (id === undefined || section === undefined) return undefined
  const isOurs = unquoted(valueBeside(2, 'Type')) === resourceType.cloudFormation
  if (!isOurs) return undefined
  if (section === 'Properties') return { path: own, naming: pascalNaming }
  if (section !== 'Metadata') return undefined
  const [name, ...guard] = own
  if (name === 'imagebuilder-guard') return { path: ['x-guard', ...guard], naming: apiNaming }
  const field: Field = { description: 'What imagebuilder-guard is told about this resource.' }
  return own.length === 0
    ? { path: ['-'], naming: apiNaming, known: [{ name: 'imagebuilder-guard', field }] }
    : undefined
}

const unquoted = (text = ''): string => text.replaceAll(/["']|\s*(?:#.*)?$/g, '')

/** A whole suppression, laid out as the place is. */
function itemOf(rule: string, { isFlow, start }: Cursor, text: string, offset: number): string {
  if (isFlow) return `{ rule: ${rule}, reason: "\${1:why}" \\}`
  const indent = ' '.repeat(start - lineStart(text, offset))
  return `rule: ${rule}\n${indent}reason: "\${1:why}"`
}

/** Text goes into quotes where a file has it so; numbers and the like do not. */
function quotedAs({ quote }: Cursor, offers: readonly Offer[], field?: Field): Offer[] {
  const isFlag = [field?.type].flat().includes('boolean')
  if (quote === '' || isFlag) return [...offers]
  return offers.map((offer) => ({ ...offer, snippet: `${quote}${offer.snippet ?? offer.label}${quote}` }))
}
