import { visible } from '../text/visible.ts'

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A value of a diff, short and on one line. */
export function shortJson(value: unknown): string {
  const text = visible(JSON.stringify(value) ?? 'absent')
  return shorten(text, 200)
}

export function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text
}
