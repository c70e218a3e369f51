import { relative, resolve } from 'node:path'
import { type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import { toPosix } from '../files/posix-path.ts'
import { fixByHand } from '../fix/fix-by-hand.ts'
import { fixedTexts } from '../fix/fixed-texts.ts'
import { mostPasses } from '../fix/most-passes.ts'
import type { Judgement } from '../lint/judgement.ts'
import { isSuppressible } from '../lint/policy-rules.ts'
import { visible } from '../text/visible.ts'
import { type ChangedText, type EditContext, workspaceEdit } from './edits.ts'
import { contains, toProtocol } from './positions.ts'
import type { Judged, Session } from './session.ts'
import { suppressed } from './suppressed.ts'

/** All that can be fixed in a document, as editors ask for it when they save one. */
export const fixAllKind: string = `${CodeActionKind.SourceFixAll}.ibguard`

/** What can be done about the findings at a place, and on demand about all of the document. */
export async function codeActions(
  path: string,
  { range, context }: CodeActionParams,
  session: Session,
  hasVersions: boolean,
): Promise<CodeAction[]> {
  const judged = await session.judged(path)
  const document = session.documentAt(path)
  if (!judged || !document) return []
  const { root } = judged.workspace
  const edits: EditContext = { root, documentAt: (each) => session.documentAt(each), hasVersions }
  const isWanted = (kind: string): boolean =>
    context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true
  const here = findingsAt(path, judged, document, range)
  const groups = isWanted(CodeActionKind.QuickFix) ? [...Map.groupBy(here, placeOf).values()] : []
  const quick: CodeAction[] = []
  for (const same of groups) quick.push(...(await actionsFor(same, judged, context.diagnostics, edits)))
  // A cursor that is moved asks for what is at its place, again and again.
  const isByItself = context.triggerKind === 2 && context.only === undefined
  if (isByItself || !isWanted(fixAllKind)) return quick
  const all = await fixedAll(path, judged, session)
  const edit = all && workspaceEdit([all], edits)
  return edit ? [...quick, { title: 'Fix all that ibguard can fix here', kind: fixAllKind, edit }] : quick
}

function findingsAt(
  path: string,
  { run, workspace }: Judged,
  document: TextDocument,
  range: CodeActionParams['range'],
): Judgement[] {
  const here = run.judgements.filter(({ finding }) => {
    if (resolve(workspace.root, finding.file) !== path) return false
    const at = toProtocol(finding, document)
    return contains(at, range.start) || contains(range, at.start)
  })
  // What is about the least comes first: of a place inside another it begins later.
  return here.sort((a, b) => b.finding.line - a.finding.line || b.finding.column - a.finding.column)
}

/** What is said of one value by one rule is fixed in one step, whoever has inherited the value. */
function placeOf({ finding: { ruleId, line, column, endLine, endColumn } }: Judgement): string {
  return JSON.stringify([ruleId, line, column, endLine, endColumn])
}

async function actionsFor(
  same: readonly Judgement[],
  { fleet, workspace }: Judged,
  shown: readonly Diagnostic[],
  edits: EditContext,
): Promise<CodeAction[]> {
  const [first] = same
  if (!first) return []
  const { ruleId } = first.finding
  const about = shown.filter(({ code, range }) => code === ruleId && range.start.line === first.finding.line - 1)
  const action = (title: string, changed: readonly ChangedText[], isPreferred: boolean): CodeAction[] => {
    const edit = changed.length > 0 ? workspaceEdit(changed, edits) : undefined
    if (!edit) return []
    const kind = CodeActionKind.QuickFix
    return [{ title, kind, ...(about.length > 0 && { diagnostics: about }), edit, ...(isPreferred && { isPreferred }) }]
  }
  const canSuppress = isSuppressible(ruleId) && !workspace.config.enforce.includes(ruleId)
  return [
    ...action(titleOf(first), (await fixedTexts(same, fleet)).texts, true),
    ...(canSuppress ? action(`Suppress ${ruleId} here, with a reason`, suppressed(same, ruleId), false) : []),
  ]
}

/** What the fix does, where that is short. */
function titleOf(judgement: Judgement): string {
  const { ruleId } = judgement.finding
  const hand = fixByHand(judgement)
  const what = !hand ? '' : 'write' in hand ? `write ${hand.write}` : `remove ${hand.remove.join(', ')}`
  const short = what.replaceAll(/\s*\n\s*/g, ' ')
  return short === '' || short.length > 80 ? `Fix ${ruleId}` : `Fix ${ruleId}: ${visible(short)}`
}

/** The document with all fixes made that are made in it, as often as one makes room for another. */
async function fixedAll(path: string, judged: Judged, session: Session): Promise<ChangedText | undefined> {
  const file = toPosix(relative(judged.workspace.root, path))
  let now: Judged | undefined = judged
  let first: ChangedText | undefined
  for (let pass = 0; now && pass < mostPasses; pass++) {
    const { texts }: { texts: ChangedText[] } = await fixedTexts(now.run.judgements, now.fleet)
    const made = texts.find((each) => each.file === file)
    if (!made) break
    first = { ...made, text: first?.text ?? made.text }
    now = await session.judgedWith(path, new Map([[path, made.fixed]]))
  }
  return first
}
