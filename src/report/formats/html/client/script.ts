/** What the page does beyond being read: filter, group, show more, copy. The view stands in the URL's hash. */
import { htmlText } from '../html-text.ts'
import { firstItems, listHtml } from '../list-view.ts'
import { firstRows, matrixHtml, matrixOf } from '../matrix-view.ts'
import type { PageData } from '../model.ts'
import { everything, fromHash, type Grouping, matching, toHash, type View } from '../select.ts'

const find = <T extends HTMLElement>(id: string): T | null => document.getElementById(id) as T | null

const data: PageData = JSON.parse(find('data')?.textContent ?? '')
const query = find<HTMLInputElement>('query')
const group = find<HTMLSelectElement>('group')
const list = find('list')
let most = firstItems
let view: View

function show(): void {
  if (!list || !query || !group) return
  const items = matching(data, view)
  list.innerHTML = listHtml(data, items, view.group, most)
  if (query.value !== view.query) query.value = view.query
  group.value = view.group
  const shown = Math.min(most, items.length)
  const of = items.length === data.items.length ? '' : ` that match, of ${data.items.length}`
  const all = shown < items.length ? `The worst ${shown} of ${items.length}` : String(items.length)
  setText('shown', `${all}${of}${shown < items.length ? '' : ' in all'}.`)
  const chosen = [view.rule, view.label, view.config].filter(Boolean)
  const place = find('chosen')
  if (place) place.innerHTML = chosen.map((text) => `<span class="chip">${htmlText(text)}</span>`).join(' ')
  toggle('clear', chosen.length > 0 || view.query !== '')
  toggle('more-items', shown < items.length)
}

function setText(id: string, text: string): void {
  const place = find(id)
  if (place) place.textContent = text
}

function toggle(id: string, isShown: boolean): void {
  const place = find(id)
  if (place) place.hidden = !isShown
}

function change(part: Partial<View>): void {
  view = { ...view, ...part }
  most = firstItems
  history.replaceState(null, '', toHash(view) || location.pathname + location.search)
  show()
}

function readHash(): void {
  view = fromHash(location.hash)
  most = firstItems
  show()
}

document.documentElement.classList.add('js')
for (const controls of document.getElementsByClassName('controls')) (controls as HTMLElement).hidden = false
query?.addEventListener('input', () => change({ query: query.value }))
group?.addEventListener('change', () => change({ group: group.value as Grouping }))
find('clear')?.addEventListener('click', () => change({ ...everything, group: view.group }))
find('more-items')?.addEventListener('click', () => {
  most += firstItems * 5
  show()
})
document.querySelector('.controls')?.addEventListener('submit', (event) => event.preventDefault())

let rows = firstRows
toggle('more-rows', true)
find('more-rows')?.addEventListener('click', () => {
  const matrix = matrixOf(data)
  rows += firstRows * 8
  const table = find('matrix')
  if (table) table.innerHTML = matrixHtml(matrix, data, rows)
  toggle('more-rows', rows < matrix.rows.length)
})

document.addEventListener('click', (event) => {
  const target = event.target as Element
  const link = target.closest<HTMLAnchorElement>('a.filter, a.cell')
  if (link) {
    event.preventDefault()
    change({ ...fromHash(link.hash), group: view.group })
    find('list-head')?.scrollIntoView()
    query?.focus({ preventScroll: true })
  }
  const copy = target.closest('.copy')
  if (copy) copyText(copy)
})

async function copyText(button: Element): Promise<void> {
  const code = button.parentElement?.querySelector('code')
  if (!code) return
  try {
    await navigator.clipboard.writeText(code.textContent ?? '')
    button.textContent = 'Copied'
  } catch {
    getSelection()?.selectAllChildren(code)
    button.textContent = 'Press Ctrl+C'
  }
}

addEventListener('hashchange', readHash)
addEventListener('beforeprint', () => {
  most = Math.max(most, 1_000)
  show()
})
if (location.hash.length > 1) readHash()
else {
  // What stands there already is this very view.
  view = everything
  toggle('more-items', data.items.length > firstItems)
}
