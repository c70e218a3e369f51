import { lineText } from '../../document/position.ts'
import type { Finding, Range, Severity } from '../../model/finding.ts'
import type { Report } from '../../model/report.ts'
import { tool } from '../../model/tool.ts'
import { safeJson, visible } from '../../text/visible.ts'
import { escapeProse } from './markup.ts'
import type { RenderOptions } from './reporter.ts'

const severities: Record<Severity, string> = { error: 'ERROR', warning: 'WARNING', note: 'INFO' }

export const showsDetails = true

/** For reviewdog, with fixes as suggestions: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf */
export function render({ findings, rules = [] }: Report, { sourceText }: RenderOptions = {}): string {
  const pages = new Map(rules.map(({ id, docsUrl }) => [id, docsUrl]))
  return safeJson({
    source: { name: tool.name, url: 'https://github.com/imagebuilder-guard/imagebuilder-guard' },
    diagnostics: findings.map((finding) =>
      diagnostic(finding, finding.docsUrl ?? pages.get(finding.ruleId), sourceText?.(finding.file)),
    ),
  })
}

function diagnostic(
  { ruleId, severity, message, file, fix, related = [], ...range }: Finding,
  page: string | undefined,
  text: string | undefined,
): object {
  return {
    message: escapeProse(message),
    location: { path: visible(file), range: rangeIn(text, range) },
    severity: severities[severity],
    code: { value: escapeProse(ruleId), ...(page && URL.canParse(page) && { url: new URL(page).href }) },
    ...(fix?.edit && { suggestions: [{ range: rangeIn(text, fix.edit), text: fix.edit.text }] }),
    ...(related.length > 0 && {
      related_locations: related.map((place) => ({
        message: escapeProse(place.message),
        location: { path: visible(place.file), range: rangeIn(undefined, place) },
      })),
    }),
  }
}

/** Its columns count bytes of UTF-8, ours UTF-16 units; without the text they are taken for the same. */
function rangeIn(text: string | undefined, { line, column, endLine, endColumn }: Range): object {
  const bytes = (row: number, units: number): number =>
    text === undefined ? units : Buffer.byteLength(lineText(text, row).slice(0, units - 1)) + 1
  return { start: { line, column: bytes(line, column) }, end: { line: endLine, column: bytes(endLine, endColumn) } }
}
