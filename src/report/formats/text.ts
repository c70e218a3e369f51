import type { Summary } from '../../model/report.ts'
import { short } from '../../text/short.ts'
import { visible } from '../../text/visible.ts'

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A value of a diff, short and on one line. */
export function shortJson(value: unknown): string {
  return short(visible(JSON.stringify(value) ?? 'absent'))
}

/** `2 specs and 3 resources`: what a run judged; one of them is left out where there are none. */
export function judgedThings({ specs, resources = 0 }: Pick<Summary, 'specs' | 'resources'>): string {
  if (resources === 0) return plural(specs, 'spec')
  const others = plural(resources, 'resource')
  return specs === 0 ? others : `${plural(specs, 'spec')} and ${others}`
}
