import type { Shard } from '../model/shard.ts'
import { mostShards, parseShard } from '../plan/shards.ts'

/** An option as people write it on a command line or in a workflow: said once, for `--name`, the input `name` and the help. */
export interface OptionSpec<T> {
  name: string
  /** What stands for the value in the help: `<n|n%>`. */
  value: string
  help: string
  /** Where the config says it when nobody else does. */
  config?: string
  /** For messages: `Expected …`. */
  expected: string
  /** Undefined for a text that is not a value of the option. */
  parse(text: string): T | undefined
  /** A refused text is not repeated in messages: it may hold a password. */
  isPrivate?: boolean
}

export const endpointUrl: OptionSpec<string> = {
  name: 'endpoint-url',
  value: '<url>',
  help: 'talk to this endpoint instead of AWS',
  expected: 'a URL such as http://127.0.0.1:4577',
  parse: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? text : undefined),
  isPrivate: true,
}

export const rate: OptionSpec<'auto' | number> = {
  name: 'rate',
  value: '<auto|number>',
  help: 'updates per second, such as 19.4, per account and Region, or auto',
  config: 'apply.rate',
  expected: 'auto or a number above 0, such as 19.4',
  parse(text) {
    if (text === 'auto') return 'auto'
    const number = text.trim() === '' ? Number.NaN : Number(text)
    return Number.isFinite(number) && number > 0 ? number : undefined
  },
}

export const concurrency: OptionSpec<number> = {
  name: 'concurrency',
  value: '<number>',
  help: 'calls in flight at once',
  config: 'apply.concurrency',
  expected: 'a whole number from 1 to 9999',
  parse: (text) => (/^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : undefined),
}

export const maxFailures: OptionSpec<string> = {
  name: 'max-failures',
  value: '<n|n%>',
  help: 'stop after more failures than this, a count or a share such as 5%',
  config: 'apply.maxFailures',
  expected: 'a count such as 3 or a share such as 5%',
  parse: (text) => (/^[0-9]+%?$/.test(text) ? text : undefined),
}

export const waves: OptionSpec<string[]> = {
  name: 'waves',
  value: '<list>',
  help: 'cumulative shares of the updates, such as 1,10%,100%',
  config: 'apply.waves',
  expected: 'counts and shares such as 1,10%,100%',
  parse(text) {
    const list = text.split(',').map((wave) => wave.trim())
    return list.every((wave) => /^[1-9][0-9]*%?$/.test(wave)) ? list : undefined
  },
}

export const shard: OptionSpec<Shard> = {
  name: 'shard',
  value: '<i/N>',
  help: 'apply a part of a plan, such as 2/4',
  expected: `a part such as 2/4, of at most ${mostShards}`,
  parse: parseShard,
}

export const shardCount: OptionSpec<number> = {
  name: 'shards',
  value: '<number>',
  help: 'print a matrix of so many parts, for apply --shard',
  expected: `a whole number from 1 to ${mostShards}`,
  parse(text) {
    const count = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0
    return count >= 1 && count <= mostShards ? count : undefined
  },
}

/** Options that the command line and the Action both take, by the same name. */
export const shared: readonly OptionSpec<unknown>[] = [rate, concurrency, maxFailures, waves, endpointUrl, shard]
