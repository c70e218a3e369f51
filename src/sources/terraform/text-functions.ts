import type { Scalar, Span, Value } from '../resource/value.ts'
import { limits } from './budget.ts'
import type { FunctionKind } from './function-kind.ts'
import { jsonText, lettersOf } from './letters.ts'
import { known, list, toFlag, toNumber, toText, toWhole, unknown } from './values.ts'

type Texts = (...texts: string[]) => Scalar | readonly string[] | undefined

/** A function of so many texts. */
function ofTexts(count: number, calculate: Texts): FunctionKind {
  return {
    call: (args, span) => {
      const texts = args.map(toText)
      if (args.length !== count || texts.includes(undefined)) return undefined
      const result = calculate(...(texts as string[]))
      return result === undefined ? undefined : resultOf(result, span)
    },
  }
}

function ofNumbers(least: number, most: number, calculate: (...numbers: number[]) => number): FunctionKind {
  return {
    call: (args, span) => {
      const numbers = args.map(toNumber)
      if (args.length < least || args.length > most || numbers.includes(undefined)) return undefined
      const result = calculate(...(numbers as number[]))
      return Number.isFinite(result) ? known(result, span) : undefined
    },
  }
}

function resultOf(result: Scalar | readonly string[], span: Span): Value {
  if (typeof result === 'string' && result.length > limits.text) return unknown('a text of more than 64 KiB', span)
  if (result === null || typeof result !== 'object') return known(result, span)
  return list(
    result.map((item) => known(item, span)),
    span,
  )
}

function trimmed(text: string, marks: string, ends: 'start' | 'end' | 'both'): string {
  const set = new Set(lettersOf(marks))
  const letters = lettersOf(text)
  let from = 0
  let to = letters.length
  if (ends !== 'end') while (from < to && set.has(letters[from] as string)) from++
  if (ends !== 'start') while (to > from && set.has(letters[to - 1] as string)) to--
  return letters.slice(from, to).join('')
}

/** `substr` counts letters, from the end where the offset is negative; a length of -1 is all the rest. */
function part([text, offset, length]: readonly Value[], span: Span): Value | undefined {
  const letters = text && toText(text)
  const from = offset && toWhole(offset)
  const count = length && toWhole(length)
  if (letters === undefined || from === undefined || count === undefined) return undefined
  const all = lettersOf(letters)
  const start = from < 0 ? Math.max(0, all.length + from) : from
  // Terraform takes 0 letters from the end as all of them.
  const isRest = count < 0 || (count === 0 && from < 0)
  return known(all.slice(start, isRest ? undefined : start + count).join(''), span)
}

/** `%s`, `%d`, `%v`, `%q`, `%t` and widths of numbers; another verb makes the whole unknown. */
function formatted([first, ...args]: readonly Value[], span: Span): Value | undefined {
  const template = first && toText(first)
  if (template === undefined) return undefined
  let at = 0
  let isKnown = true
  const text = template.replaceAll(/%(?:%|(0?)(\d{0,3})([a-zA-Z])|.|$)/g, (verb, zero, width, letter) => {
    if (verb === '%%') return '%'
    const arg = args[at++]
    const shown = arg && letter !== undefined ? formattedOne(letter, arg) : undefined
    if (shown === undefined) isKnown = false
    return padded(shown ?? '', Number(width ?? 0), zero === '0')
  })
  if (!isKnown) return unknown('format(…)', span)
  return at === args.length ? resultOf(text, span) : undefined
}

/** To a width; a sign stands before the zeros. */
function padded(text: string, width: number, isZeros: boolean): string {
  const sign = isZeros && text.startsWith('-') ? '-' : ''
  return sign + text.slice(sign.length).padStart(width - sign.length, isZeros ? '0' : ' ')
}

function formattedOne(letter: string, arg: Value): string | undefined {
  const text = toText(arg)
  if (letter === 's' || letter === 'v' || letter === 't') return text
  if (letter === 'q') return text === undefined ? undefined : jsonText(text)
  const number = letter === 'd' ? toNumber(arg) : undefined
  return number === undefined || !Number.isInteger(number) ? undefined : String(number)
}

function joined([separator, ...lists]: readonly Value[], span: Span): Value | undefined {
  const items = lists.flatMap((each) => (each.kind === 'list' ? each.items.map(toText) : [undefined]))
  const between = separator && toText(separator)
  return between === undefined || items.includes(undefined) ? undefined : resultOf(items.join(between), span)
}

export const textFunctions: Record<string, FunctionKind> = {
  lower: ofTexts(1, (text = '') => text.toLowerCase()),
  upper: ofTexts(1, (text = '') => text.toUpperCase()),
  title: ofTexts(1, (text = '') =>
    text.replaceAll(/(?<![\w]|[^\u0000-\u007f\s])\p{L}/gu, (letter) => letter.toUpperCase()),
  ),
  trimspace: ofTexts(1, (text = '') => text.trim()),
  trim: ofTexts(2, (text = '', marks = '') => trimmed(text, marks, 'both')),
  trimprefix: ofTexts(2, (text = '', end = '') => (text.startsWith(end) ? text.slice(end.length) : text)),
  trimsuffix: ofTexts(2, (text = '', end = '') =>
    end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text,
  ),
  chomp: ofTexts(1, (text = '') => text.replace(/[\r\n]+$/, '')),
  startswith: ofTexts(2, (text = '', start = '') => text.startsWith(start)),
  endswith: ofTexts(2, (text = '', end = '') => text.endsWith(end)),
  strcontains: ofTexts(2, (text = '', inner = '') => text.includes(inner)),
  strrev: ofTexts(1, (text = '') => lettersOf(text).reverse().join('')),
  split: ofTexts(2, (separator = '', text = '') => (text === '' ? [''] : text.split(separator))),
  replace: {
    call: (args, span) => {
      const [text, from, to] = args.map(toText)
      if (text === undefined || from === undefined || to === undefined || args.length !== 3) return undefined
      // A pattern between slashes is one of RE2's.
      if (from.length > 1 && from.startsWith('/') && from.endsWith('/')) return unknown('replace(…)', span)
      // Nothing is found before and behind each character.
      return resultOf(from === '' ? ['', ...text, ''].join(to) : text.replaceAll(from, () => to), span)
    },
  },
  substr: { call: part },
  format: { call: formatted },
  join: { call: joined },
  tostring: { call: ([value], span) => converted(value, span, toText), mayGiveNull: true },
  tonumber: { call: ([value], span) => converted(value, span, toNumber), mayGiveNull: true },
  tobool: {
    call: ([value], span) => converted(value, span, (each) => (each.kind === 'known' ? toFlag(each.value) : undefined)),
    mayGiveNull: true,
  },
  abs: ofNumbers(1, 1, Math.abs),
  ceil: ofNumbers(1, 1, Math.ceil),
  floor: ofNumbers(1, 1, Math.floor),
  min: ofNumbers(1, 1000, Math.min),
  max: ofNumbers(1, 1000, Math.max),
  signum: ofNumbers(1, 1, (number) => (Number.isInteger(number) ? Math.sign(number) : Number.NaN)),
}

function converted(
  value: Value | undefined,
  span: Span,
  convert: (value: Value) => Scalar | undefined,
): Value | undefined {
  if (!value || value.kind === 'absent') return value
  const result = convert(value)
  if (result === undefined) return undefined
  return value.kind === 'known' ? { ...value, value: result } : known(result, span)
}
