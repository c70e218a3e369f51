import { toGuardError } from '../../model/errors.ts'
import type { Report } from '../../model/report.ts'
import { auditSentence } from './audit.ts'
import { planTotals, taskTotals } from './changes.ts'
import { describeError } from './describe-error.ts'
import { exceptedCounts, fixableCount, foundCounts, judgedCounts, kindOf } from './headline.ts'
import { auditHtml } from './html/audit-view.ts'
import { htmlText } from './html/html-text.ts'
import { pageData } from './html/items.ts'
import { filter, firstItems, listHtml } from './html/list-view.ts'
import { firstRows, matrixHtml, matrixOf } from './html/matrix-view.ts'
import type { Item, Level, PageData } from './html/model.ts'
import { page } from './html/page.ts'
import { groupings } from './html/select.ts'
import { timeline } from './html/timeline.ts'
import type { RenderOptions } from './reporter.ts'

export const showsDetails = true

/** One self-contained page: verdict and numbers, the worst, a matrix that filters, one list, and of an apply its time. */
export function render(report: Report, { task }: RenderOptions = {}): string {
  const data = pageData(report)
  const kind = kindOf(report)
  const totals =
    kind === 'apply'
      ? taskTotals(report, task)
      : kind === 'plan'
        ? `Plan: ${planTotals(report)}.`
        : kind === 'audit'
          ? `Audit: ${auditSentence(report)}.`
          : ''
  const headline = totals || `Lint: ${foundCounts(report.summary)}.`
  const body = [
    header(report, data, headline),
    '<main>',
    worst(data),
    report.audit ? auditHtml(report.audit) : '',
    timeline(report),
    matrix(data),
    list(data),
    '</main>',
    `<footer>${htmlText(report.tool.name)} ${htmlText(report.tool.version)}</footer>`,
  ]
  return page(`imagebuilder-guard: ${headline}`, body.filter((part) => part !== '').join('\n'), data)
}

/** Of a run that could not do its job. */
export function renderError(error: unknown): string {
  const lines = describeError(error).split('\n')
  const body = `<header class="bad"><h1>✗ imagebuilder-guard could not do its job</h1></header><main><pre>${lines.map(htmlText).join('&#10;')}</pre></main>`
  return page('imagebuilder-guard: could not do its job', body)
}

function header(report: Report, { items }: PageData, headline: string): string {
  const { summary, error } = report
  const isBad = error !== undefined || items.some(({ level }) => level === 'bad')
  const isWarning = items.some(({ level }) => level === 'warn')
  const [mark, level] = isBad ? ['✗', 'bad'] : isWarning ? ['!', 'warn'] : ['✓', 'good']
  const excepted = summary.suppressed + summary.baselined > 0 ? `, ${exceptedCounts(summary)}` : ''
  const fixable = summary.fixable > 0 ? `, ${fixableCount(report)}` : ''
  const failure = error ? `<p class="failure">${htmlText(describeError(toGuardError(error)))}</p>` : ''
  return [
    `<header class="${level}">`,
    `<h1><span aria-hidden="true">${mark}</span> ${htmlText(headline)}</h1>`,
    `<p>${htmlText(`${report.audit && kindOf(report) !== 'audit' ? `${auditSentence(report)}. ` : ''}${judgedCounts(summary)}: ${foundCounts(summary)}${excepted}${fixable}.`)}</p>`,
    failure,
    `<ul class="numbers">${numbers(items).join('')}</ul>`,
    '</header>',
  ].join('')
}

/** How many items there are of each kind, the worst kind first; each filters the list. */
function numbers(items: readonly Item[]): string[] {
  const counts = new Map<string, { count: number; level: Level }>()
  for (const { label, level } of items) {
    const known = counts.get(label)
    counts.set(label, { count: (known?.count ?? 0) + 1, level: known?.level ?? level })
  }
  return [...counts].map(
    ([label, { count, level }]) => `<li class="${level}"><b>${count}</b> ${filter(label, { label })}</li>`,
  )
}

const mostWorst = 5

function worst({ items, configs }: PageData): string {
  const bad = items.filter(({ level }) => level === 'bad' || level === 'warn').slice(0, mostWorst)
  if (bad.length < 2 || items.length <= mostWorst) return ''
  const lines = bad.map(({ level, label, message, config }) => {
    const { name = '', id = '', lane = '' } = configs[config ?? -1] ?? {}
    return `<li><span class="tag ${level}">${htmlText(label)}</span> ${filter(name, { config: id })} <small>${htmlText(lane)}</small> ${htmlText(message)}</li>`
  })
  return `<section aria-labelledby="worst"><h2 id="worst">Worst first</h2><ol class="worst">${lines.join('')}</ol></section>`
}

function matrix(data: PageData): string {
  const made = matrixOf(data)
  if (made.rows.length < 2) return ''
  const more = made.rows.length - firstRows
  const button =
    more > 0
      ? `<p class="more"><span>The worst ${firstRows} of ${made.rows.length}.</span> <button type="button" id="more-rows" hidden>Show more</button></p>`
      : ''
  return `<section aria-labelledby="matrix-head"><h2 id="matrix-head">Configurations and rules</h2><div class="scroll" tabindex="0" role="group" aria-labelledby="matrix-head"><table id="matrix">${matrixHtml(made, data, firstRows)}</table></div>${button}</section>`
}

const groupNames: Record<(typeof groupings)[number], string> = {
  rule: 'rule',
  file: 'file',
  lane: 'account and Region',
  wave: 'wave',
  keeper: 'who keeps it',
  configuration: 'configuration',
  label: 'result',
}

function list(data: PageData): string {
  const { items } = data
  if (items.length === 0) return '<p>Nothing to show.</p>'
  const hasWaves = items.some(({ wave }) => wave !== undefined)
  const hasKeepers = items.some(({ keeper }) => keeper !== undefined)
  const offered = groupings.filter((name) => (name !== 'wave' || hasWaves) && (name !== 'keeper' || hasKeepers))
  const options = offered.map((name) => `<option value="${name}">${groupNames[name]}</option>`)
  const more = items.length > firstItems
  return [
    '<section aria-labelledby="list-head"><h2 id="list-head">Everything</h2>',
    '<form class="controls" hidden>',
    '<label>Search <input id="query" type="search" autocomplete="off" spellcheck="false"></label>',
    `<label>Group by <select id="group">${options.join('')}</select></label>`,
    '<span id="chosen"></span> <button type="button" id="clear" hidden>Show everything</button>',
    '</form>',
    `<p id="shown" role="status">${more ? `The worst ${firstItems} of ${items.length}.` : `${items.length} in all.`}</p>`,
    more ? '<noscript><p>The rest shows with JavaScript; it is in the JSON report too.</p></noscript>' : '',
    `<div id="list">${listHtml(data, items, 'rule', firstItems)}</div>`,
    '<p class="more"><button type="button" id="more-items" hidden>Show more</button></p>',
    '</section>',
  ].join('')
}
