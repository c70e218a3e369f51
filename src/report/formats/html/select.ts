import { type Config, type Item, type PageData, wordsOf } from './model.ts'

export const groupings = ['rule', 'file', 'lane', 'wave', 'keeper', 'configuration', 'label'] as const
export type Grouping = (typeof groupings)[number]

/** What of the list is shown, and how; an empty text filters nothing. */
export interface View {
  group: Grouping
  query: string
  rule: string
  /** Id of a configuration. */
  config: string
  label: string
}

export const everything: View = { group: 'rule', query: '', rule: '', config: '', label: '' }

export interface Group {
  name: string
  items: Item[]
}

/** The items that a view asks for, in their order. */
export function matching(data: PageData, view: View): Item[] {
  const { items, configs } = data
  const words = view.query.toLowerCase().split(/\s+/).filter(Boolean)
  const config = view.config === '' ? undefined : configs.findIndex(({ id }) => id === view.config)
  return items.filter((item) => {
    if (view.rule !== '' && item.rule !== view.rule) return false
    if (view.label !== '' && item.label !== view.label) return false
    if (config !== undefined && item.config !== config) return false
    if (words.length === 0) return true
    const about = item.config === undefined ? '' : (configs[item.config]?.id ?? '')
    const summary = item.rule === undefined ? '' : (wordsOf(data, item.rule)?.summary ?? '')
    const text = [item.message, item.rule, item.file, item.label, about, summary, item.notes?.join(' ')].join(' ')
    return words.every((word) => text.toLowerCase().includes(word))
  })
}

/** Groups in the order of their worst item, so that items stay the worst first. */
export function grouped(items: readonly Item[], configs: readonly Config[], group: Grouping): Group[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = nameOf(item, configs, group)
    const known = groups.get(name)
    if (known) known.push(item)
    else groups.set(name, [item])
  }
  return [...groups].map(([name, of]) => ({ name, items: of }))
}

function nameOf(item: Item, configs: readonly Config[], group: Grouping): string {
  const config = item.config === undefined ? undefined : configs[item.config]
  if (group === 'rule') return item.rule ?? item.label
  if (group === 'file') return item.file ?? 'No file'
  if (group === 'lane') return config?.lane || 'No account'
  if (group === 'wave') return item.wave === undefined ? 'No wave' : `Wave ${item.wave}`
  if (group === 'keeper') return item.keeper ?? 'Nobody known'
  if (group === 'label') return item.label
  return config?.id ?? item.file ?? 'No configuration'
}

export function toHash(view: View): string {
  const said = Object.entries(view).filter(([key, value]) => value !== '' && (key !== 'group' || value !== 'rule'))
  return said.length === 0 ? '' : `#${new URLSearchParams(said)}`
}

export function fromHash(hash: string): View {
  const said = new URLSearchParams(hash.replace(/^#/, ''))
  const text = (key: keyof View): string => said.get(key) ?? ''
  return {
    group: groupings.find((known) => known === text('group')) ?? 'rule',
    query: text('query'),
    rule: text('rule'),
    config: text('config'),
    label: text('label'),
  }
}
