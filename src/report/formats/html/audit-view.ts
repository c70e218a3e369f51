import type { Audit } from '../../../model/audit.ts'
import { visible } from '../../../text/visible.ts'
import { auditFacts } from '../audit.ts'
import { htmlText } from './html-text.ts'
import { filter } from './list-view.ts'

const mostLanes = 200
/** Lines of a list that are seen without a click. */
const openLines = 10

/** What an audit knows beside the findings: what was not reached, how much complies where, and who keeps it. */
export function auditHtml(audit: Audit): string {
  const facts = auditFacts(audit).map(({ heading, lines, hints }) => section(heading, list([...lines, ...hints])))
  return [...facts, audit.lanes.length > 0 ? section('Accounts and Regions', lanes(audit)) : '', keepers(audit)].join(
    '',
  )
}

const section = (heading: string, body: string): string =>
  `<section><h2>${htmlText(visible(heading))}</h2>${body}</section>`

function list(lines: readonly string[]): string {
  const items = lines.map((line) => `<li>${htmlText(visible(line))}</li>`)
  const rest = items.slice(openLines)
  const more =
    rest.length > 0 ? `<details><summary>${rest.length} more</summary><ul>${rest.join('')}</ul></details>` : ''
  return `<ul>${items.slice(0, openLines).join('')}</ul>${more}`
}

/** Those first where the most is to be done; each filters the list. */
function lanes(audit: Audit): string {
  const worst = audit.lanes.toSorted(
    (a, b) => b.configurations - b.compliant - (a.configurations - a.compliant) || a.account.localeCompare(b.account),
  )
  const rows = worst.slice(0, mostLanes).map(({ account, region, configurations, compliant }) => {
    const name = visible(`${account} ${region}`)
    const words = htmlText(`${compliant} of ${configurations} comply`)
    const meter = `<meter min="0" max="${Math.max(configurations, 1)}" value="${compliant}" aria-label="${htmlText(name)}: ${words}"></meter>`
    return `<tr><th scope="row">${filter(name, { query: name })}</th><td>${words}</td><td>${meter}</td></tr>`
  })
  const more = worst.length - rows.length
  const rest = more > 0 ? `<p>And ${more} more.</p>` : ''
  return `<div class="scroll" tabindex="0" role="group" aria-label="Accounts and Regions"><table class="lanes"><tbody>${rows.join('')}</tbody></table></div>${rest}`
}

function keepers({ managed }: Audit): string {
  if (managed.length === 0) return ''
  const counts = [...Map.groupBy(managed, ({ by }) => by)].map(([by, of]) => [by, of.length] as const)
  const lines = counts.toSorted(([, a], [, b]) => b - a).map(([by, count]) => `${by}: ${count}`)
  return section('Kept by', list(lines))
}
