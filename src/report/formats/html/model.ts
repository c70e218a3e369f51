/** What the page shows, worked out of a report once: what the list, its groups and its filters are made of. */

/** How bad an item is, for order and colour. */
export type Level = 'bad' | 'warn' | 'info' | 'good'

export interface Field {
  name: string
  before?: string
  after?: string
}

/** A finding, a change or an outcome. */
export interface Item {
  level: Level
  /** `error`, `failed`, `to update`, … */
  label: string
  message: string
  /** Id of the rule of a finding. */
  rule?: string
  file?: string
  /** `12:3` */
  place?: string
  wave?: number
  /** What keeps the configuration that it is about, such as a stack. */
  keeper?: string
  /** Index of the configuration that it is about. */
  config?: number
  /** Error code, number of attempts, request id and the like. */
  notes?: string[]
  fields?: Field[]
  source?: string
  fix?: string
  related?: { message: string; place: string }[]
}

export interface Config {
  /** ARN, address or file: what filters and links name. */
  id: string
  name: string
  /** `account Region`, or empty. */
  lane: string
}

export interface RuleWords {
  summary: string
  /** An https URL. */
  page?: string
}

export interface PageData {
  /** The worst first. */
  items: Item[]
  configs: Config[]
  rules: Record<string, RuleWords>
}

/** What a rule is about; a rule may be called `constructor`. */
export function wordsOf({ rules }: PageData, id: string): RuleWords | undefined {
  return Object.hasOwn(rules, id) ? rules[id] : undefined
}
