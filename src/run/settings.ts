import type { Shard } from '../model/shard.ts'
import { mostShards, parseShard } from '../plan/shards.ts'

/** Settings as people write them on a command line or in a workflow. */
export interface Setting<T> {
  /** For messages: `Expected …`. */
  expected: string
  /** Undefined for what is no value of it. */
  parse(text: string): T | undefined
  /** What is no value of it is not repeated either: it may hold a password. */
  isPrivate?: boolean
}

export const endpointUrl: Setting<string> = {
  expected: 'a URL such as http://127.0.0.1:4577',
  parse: (text) => (/^https?:\/\//.test(text) && URL.canParse(text) ? text : undefined),
  isPrivate: true,
}

/** Updates per second, account and Region. */
export const rate: Setting<'auto' | number> = {
  expected: 'auto or a number above 0',
  parse(text) {
    if (text === 'auto') return 'auto'
    const number = text.trim() === '' ? Number.NaN : Number(text)
    return Number.isFinite(number) && number > 0 ? number : undefined
  },
}

export const concurrency: Setting<number> = {
  expected: 'a whole number from 1 to 9999',
  parse: (text) => (/^[1-9][0-9]{0,3}$/.test(text) ? Number(text) : undefined),
}

export const maxFailures: Setting<string> = {
  expected: 'a count such as 3 or a share such as 5%',
  parse: (text) => (/^[0-9]+%?$/.test(text) ? text : undefined),
}

export const waves: Setting<string[]> = {
  expected: 'counts and shares such as 1,10%,100%',
  parse(text) {
    const list = text.split(',').map((wave) => wave.trim())
    return list.every((wave) => /^[1-9][0-9]*%?$/.test(wave)) ? list : undefined
  },
}

/** A part of a plan. */
export const shard: Setting<Shard> = {
  expected: `a part such as 2/4, of at most ${mostShards}`,
  parse: parseShard,
}

export const shardCount: Setting<number> = {
  expected: `a whole number from 1 to ${mostShards}`,
  parse(text) {
    const count = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0
    return count >= 1 && count <= mostShards ? count : undefined
  },
}
