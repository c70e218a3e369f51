import { htmlText } from './html-text.ts'
import type { Field, Item, PageData } from './model.ts'
import { wordsOf } from './model.ts'
import { everything, type Grouping, grouped, toHash, type View } from './select.ts'

/** Items that are shown before somebody asks for more. */
export const firstItems = 200

/** Groups of items, at most `most` of them in all, as HTML. */
export function listHtml(data: PageData, items: readonly Item[], group: Grouping, most: number): string {
  let room = most
  return grouped(items, data.configs, group)
    .map(({ name, items: all }) => {
      const shown = all.slice(0, Math.max(0, room))
      room -= shown.length
      return shown.length === 0 ? '' : groupHtml(data, name, shown, all.length, group)
    })
    .join('')
}

function groupHtml(data: PageData, name: string, shown: readonly Item[], total: number, group: Grouping): string {
  const rule = group === 'rule' ? wordsOf(data, name) : undefined
  const count = shown.length < total ? `${shown.length} of ${total}` : String(total)
  const about = rule ? `<p class="about">${htmlText(rule.summary)}${pageLink(rule.page, name)}</p>` : ''
  const list = shown.map((item) => `<li>${itemHtml(item, data, group)}</li>`).join('')
  return `<details class="group" open><summary><h3>${htmlText(name)}</h3> <span class="count">${count}</span></summary>${about}<ol>${list}</ol></details>`
}

const pageLink = (page: string | undefined, name: string): string =>
  page === undefined ? '' : ` <a href="${htmlText(page)}" rel="noreferrer">About ${htmlText(name)}</a>`

function itemHtml(item: Item, data: PageData, group: Grouping): string {
  const config = item.config === undefined ? undefined : data.configs[item.config]
  const where = item.file === undefined ? '' : `${item.file}${item.place === undefined ? '' : `:${item.place}`}`
  const facts = [
    ...(item.rule !== undefined && group !== 'rule' ? [filter(item.rule, { rule: item.rule })] : []),
    ...(where === '' ? [] : [`<code>${htmlText(where)}</code>`]),
    ...(config ? [filter(config.name, { config: config.id }), htmlText(config.lane)] : []),
    ...(item.keeper !== undefined && group !== 'keeper' ? [htmlText(`kept by ${item.keeper}`)] : []),
    ...(item.notes ?? []).map(htmlText),
  ]
  return [
    `<p class="head"><span class="tag ${item.level}">${htmlText(item.label)}</span> ${htmlText(item.message)}</p>`,
    `<p class="facts">${facts.filter(Boolean).join(' · ')}</p>`,
    item.source === undefined ? '' : `<pre class="source"><code>${htmlText(item.source)}</code></pre>`,
    item.fields?.length ? fieldsHtml(item.fields) : '',
    item.fix === undefined ? '' : fixHtml(item.fix),
    item.related?.length ? relatedHtml(item.related) : '',
  ].join('')
}

/** A link to what is left of the list when only this is asked for. */
export function filter(text: string, part: Partial<View>): string {
  return `<a class="filter" href="${htmlText(toHash({ ...everything, ...part }))}">${htmlText(text)}</a>`
}

function fieldsHtml(fields: readonly Field[]): string {
  const cell = (text: string | undefined, kind: string): string =>
    text === undefined ? '<td class="absent">absent</td>' : `<td class="${kind}"><code>${htmlText(text)}</code></td>`
  const rows = fields.map(
    ({ name, before, after }) =>
      `<tr><th scope="row"><code>${htmlText(name)}</code></th>${cell(before, 'before')}${cell(after, 'after')}</tr>`,
  )
  return `<div class="scroll" tabindex="0" role="group" aria-label="Fields"><table class="fields"><thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

const fixHtml = (fix: string): string =>
  `<div class="fix"><p>To mend it:</p><pre><code>${htmlText(fix)}</code></pre><button type="button" class="copy">Copy</button></div>`

function relatedHtml(related: NonNullable<Item['related']>): string {
  const lines = related.map(({ message, place }) => `<li>${htmlText(message)} <code>${htmlText(place)}</code></li>`)
  return `<ul class="related">${lines.join('')}</ul>`
}
