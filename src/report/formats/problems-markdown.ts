import type { Change } from '../../model/change.ts'
import type { Outcome } from '../../model/outcome.ts'
import type { Report } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { laneName, nameOf, nextSteps } from './changes.ts'
import { type Form, firstOf, limits, mostCounted } from './form.ts'
import { code, codes, escapeText, laneCode, row, table } from './markup.ts'
import { plural } from './text.ts'

type Status = Extract<Outcome['status'] | Change['action'], 'failed' | 'skipped' | 'blocked' | 'missing'>

interface Problem {
  arn: string
  status: Status
  code?: string
  message: string
  /** Of one target only, so that equal problems stay equal. */
  extra: string[]
}

const marks: Record<Status, string> = {
  failed: '❌&nbsp;failed',
  skipped: '⚠️&nbsp;skipped',
  blocked: '❌&nbsp;blocked',
  missing: '❌&nbsp;missing',
}

/** The targets that a plan or an apply leaves as they are, the worst first, equal reasons together; then what to do. */
export function problemBlocks(report: Report, form: Form): string[] {
  return firstProblems(report, form).blocks(Number.POSITIVE_INFINITY)
}

/** The same of the first groups of equal problems. */
export function firstProblems(report: Report, form: Form): { total: number; blocks(most: number): string[] } {
  const groups = problemGroups(report)
  const rows = firstOf(groups, (same) => problemRow(same, form))
  const steps = nextSteps(report).slice(0, form === 'cut' ? mostCounted : undefined)
  const toDo = steps.length > 0 ? [['**What to do**', '', ...steps.map(stepLine)].join('\n')] : []
  return {
    total: groups.length,
    blocks(most) {
      if (groups.length === 0) return []
      const shown = rows(most)
      const left = groups.slice(most).flat().length
      return [
        ...(shown.length > 0 ? [table(['', 'Configuration', 'Account and Region', 'Why'], shown)] : []),
        ...(left > 0 ? [`And ${plural(left, 'configuration')} more.`] : []),
        ...toDo,
      ]
    },
  }
}

/** Equal problems of one account and Region are one row. */
function problemGroups(report: Report): Problem[][] {
  const problems = report.outcomes.length > 0 ? report.outcomes.flatMap(ofOutcome) : report.changes.flatMap(ofChange)
  const order = Object.keys(marks)
  // What was only not begun says nothing of its own: what was refused is not lost among it.
  const rank = ({ status, message }: Problem): number =>
    message.startsWith('not started') ? order.length : order.indexOf(status)
  const sorted = problems.toSorted((a, b) => rank(a) - rank(b))
  const keyOf = ({ arn, status, code: of, message }: Problem) => JSON.stringify([status, of, message, laneName(arn)])
  return [...Map.groupBy(sorted, keyOf).values()]
}

function ofOutcome({ arn, status, attempts, error }: Outcome): Problem[] {
  if (status !== 'failed' && status !== 'skipped') return []
  const extra = [
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    ...(error?.requestId ? [`request ${error.requestId}`] : []),
  ]
  return [{ arn, status, message: error?.message ?? '', extra, ...(error && { code: error.code }) }]
}

function ofChange({ arn, action, reason = '' }: Change): Problem[] {
  return action === 'missing' || action === 'blocked' ? [{ arn, status: action, message: reason, extra: [] }] : []
}

function problemRow(same: readonly Problem[], form: Form): string {
  const [first] = same
  if (!first) return ''
  const { names, text } = limits[form]
  const { status, arn, code: of, message, extra } = first
  const why = [
    ...(of === undefined ? [] : [code(short(of, text))]),
    escapeText(short(message, text)),
    ...(same.length === 1 && extra.length > 0 ? [`(${escapeText(short(extra.join(', '), text))})`] : []),
  ]
  const all = same.map((problem) => nameOf(problem.arn))
  return row([marks[status], codes(all, names), laneCode(laneName(arn)), why.join(' ')])
}

const stepLine = ([of, hint]: [string, string]): string => `- ${code(short(of, 100))} ${escapeText(hint)}`
