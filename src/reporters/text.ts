import { visible } from '../text/visible.ts'

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A value of a diff, short and on one line. */
export function shortJson(value: unknown): string {
  const text = visible(JSON.stringify(value) ?? 'absent')
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
