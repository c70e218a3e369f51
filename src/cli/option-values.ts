import { InvalidArgumentError, Option } from 'commander'
import { GuardError } from '../model/errors.ts'
import type { OptionSpec } from '../run/options.ts'

/** Commander's way to take an option. Commander repeats what it was given, which a private value must not be. */
export function optionOf<T>({ name, value, help, expected, parse, isPrivate }: OptionSpec<T>): Option {
  return new Option(`--${name} ${value}`, help).argParser((text: string) => {
    const parsed = parse(text)
    if (parsed !== undefined) return parsed
    if (isPrivate) {
      throw new GuardError('Usage', `--${name} has a value that it does not take.`, { hint: `Expected ${expected}.` })
    }
    throw new InvalidArgumentError(`Expected ${expected}.`)
  })
}

export function number(value: string): number {
  const parsed = Number(value)
  if (value.trim() === '' || !Number.isFinite(parsed) || parsed < 0) {
    throw new InvalidArgumentError('Expected a number of 0 or more.')
  }
  return parsed
}

export function account(value: string): string {
  if (!/^[0-9]{12}$/.test(value)) throw new InvalidArgumentError('Expected an account ID of 12 digits.')
  return value
}

export function region(value: string): string {
  if (!/^[a-z]+(-[a-z]+)+-[0-9]+$/.test(value)) throw new InvalidArgumentError('Expected a Region such as eu-west-1.')
  return value
}

export function accounts(value: string, all: string[] = []): string[] {
  return [...all, account(value)]
}

export function regions(value: string, all: string[] = []): string[] {
  return [...all, region(value)]
}

/** Account IDs, or `all` of the organization. */
export function accountsOrAll(value: string, all: string[] | 'all' = []): string[] | 'all' {
  return value === 'all' || all === 'all' ? 'all' : accounts(value, all)
}

/** Regions, or `all` that are enabled. */
export function regionsOrAll(value: string, all: string[] | 'all' = []): string[] | 'all' {
  return value === 'all' || all === 'all' ? 'all' : regions(value, all)
}

/** Milliseconds of `90s`, `15m` or `2h`. */
export function duration(value: string): number {
  const [, amount, unit] = /^([0-9]+)(s|m|h)$/.exec(value) ?? []
  if (amount === undefined || Number(amount) === 0) {
    throw new InvalidArgumentError('Expected a duration such as 90s, 15m or 2h.')
  }
  return Number(amount) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h']
}
