import { resolve } from 'node:path'
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { GuardError } from '../model/errors.ts'
import type { Finding, Severity } from '../model/finding.ts'
import { visible } from '../text/visible.ts'
import { toProtocol, uriOf } from './positions.ts'
import type { Problem } from './workspaces.ts'

/** How places become the editor's. */
export interface Places {
  /** Of an open document. */
  documentAt(path: string): TextDocument | undefined
  /** Whether the client shows related places. */
  hasRelated: boolean
}

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
}

const source = 'ibguard'

/** What a run found, by absolute path of the file that it stands in. */
export function diagnosticsByPath(
  findings: readonly Finding[],
  root: string,
  { documentAt, hasRelated }: Places,
): Map<string, Diagnostic[]> {
  const byPath = new Map<string, Diagnostic[]>()
  for (const finding of findings) {
    const { severity, ruleId, docsUrl, message, related = [] } = finding
    const path = resolve(root, finding.file)
    const diagnostic: Diagnostic = {
      range: toProtocol(finding, documentAt(path)),
      severity: severities[severity],
      code: ruleId,
      ...(docsUrl !== undefined && { codeDescription: { href: docsUrl } }),
      source,
      message: visible(message),
    }
    if (hasRelated && related.length > 0) {
      diagnostic.relatedInformation = related.map((place) => {
        const at = resolve(root, place.file)
        const document = documentAt(at)
        const location = { uri: document?.uri ?? uriOf(at), range: toProtocol(place, document) }
        return { location, message: visible(place.message) }
      })
    }
    const known = byPath.get(path) ?? []
    known.push(diagnostic)
    byPath.set(path, known)
  }
  return byPath
}

const trustHint =
  'Trust the workspace (initializationOptions: { "trusted": true }, see docs/editors.md), or write it as YAML.'

/** What is wrong with a config, by absolute path; a message where no file is to blame. */
export function problemsByPath({ error, root, configs }: Problem): Map<string, Diagnostic[]> | string {
  const hint = error.code === 'Refused' ? trustHint : error.hint
  const [config] = configs
  const byPath = new Map<string, Diagnostic[]>()
  for (const { message, file, line = 1, column = 1, hint: own } of detailsOf(error, hint)) {
    const path = file === undefined ? config : resolve(root, file)
    if (path === undefined) return visible(`${error.message}${hint ? ` ${hint}` : ''}`)
    const at = { line: line - 1, character: column - 1 }
    const diagnostic: Diagnostic = {
      // To the end of the line, whatever its length.
      range: { start: at, end: { line, character: 0 } },
      severity: DiagnosticSeverity.Error,
      source,
      message: visible(own ? `${message} ${own}` : message),
    }
    byPath.set(path, [...(byPath.get(path) ?? []), diagnostic])
  }
  return byPath
}

function detailsOf({ message, details }: GuardError, hint: string | undefined): GuardError['details'] {
  return details.length > 0 ? details : [{ message, ...(hint && { hint }) }]
}
