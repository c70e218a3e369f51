export type Json = null | boolean | number | string | Json[] | JsonObject | RawNumber

export type JsonObject = { [key: string]: Json }

/** A number that JavaScript's would not write as it was written. `JSON.stringify` writes its text. */
export interface RawNumber {
  readonly rawJSON: string
}

/** Keys and indexes from the top of a configuration down to a value. */
export type Path = readonly (string | number)[]

declare global {
  // In Node from version 22 on; TypeScript does not know it yet.
  interface JSON {
    rawJSON(text: string): RawNumber
    isRawJSON(value: unknown): value is RawNumber
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value)
}

/** Numbers that may be written another way than JavaScript's own are: rare, so most texts are read without a closer look. */
const mayHoldRaw = /[:[,]\s*(?:-0|-?\d+(?:[.eE]|\d{15}))/

/**
 * Reads JSON so that every number survives as it was written, whatever its size: fields that this version does not know go
 * back to the service as they came.
 * @throws {SyntaxError}
 */
export function parseJson(text: string): Json {
  return mayHoldRaw.test(text) ? JSON.parse(text, keepNumber) : JSON.parse(text)
}

function keepNumber(_key: string, value: Json, context?: { source?: string }): Json {
  const source = context?.source
  return typeof value !== 'number' || source === undefined || String(value) === source ? value : JSON.rawJSON(source)
}

/** The number of JavaScript that comes nearest. */
export function nearestNumber({ rawJSON }: RawNumber): number {
  return Number(rawJSON)
}

/** What a number is worth, however it is written: 1, 1.0 and 10e-1 are one. */
export function plainNumber(raw: RawNumber): number | RawNumber {
  const nearest = nearestNumber(raw)
  return decimal(raw.rawJSON) === decimal(String(nearest)) ? nearest : raw
}

function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? []
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return whole === '' ? text : '0'
  return `${sign}${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`
}
