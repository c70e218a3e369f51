import { short } from '../../text/short.ts'
import { visible } from '../../text/visible.ts'

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A value of a diff, short and on one line. */
export function shortJson(value: unknown): string {
  return short(visible(JSON.stringify(value) ?? 'absent'))
}
