import type { JsonObject } from '../model/json.ts'

/** A stored resource in the API's output shape; `sequence` is the order of creation. */
export interface Entry {
  sequence: number
  arn: string
  resource: JsonObject
}

/** What a client token was first used for. */
export interface Memory {
  /** Account, Region, operation and token. */
  key: string
  /** Of the request's parameters. */
  digest: string
  /** Milliseconds since the epoch. */
  time: number
  output: JsonObject
}

/** Everything that one accepted request changes; kept as a whole or not at all. */
export interface Commit {
  put?: { arn: string; resource: JsonObject }
  remove?: string
  memory?: Memory
  /** Line of the mutation log. */
  line?: string
}

/** Where commits go before they are answered. */
export interface Disk {
  /** The highest that there ever was, 0 when nothing was ever stored. */
  lastSequence(): number
  entries(): Entry[]
  memories(): Memory[]
  /** @param sequence of the resource that is put */
  write(commit: Commit, sequence: number, forget: readonly string[]): void
  /** All of `work` or nothing. */
  transaction(work: () => void): void
  close(): void
}

/** How long a client token is remembered. The service does not say; other AWS services keep theirs for 8 to 36 hours. */
const tokenLifetime = 24 * 3_600_000

/** Resources by ARN and client tokens, in memory, and on disk when there is one. */
export class Store {
  readonly #disk: Disk | undefined
  /** By the ARN up to its slash, then by ARN; each in order of creation. */
  readonly #collections = new Map<string, Map<string, Entry>>()
  /** In order of time. */
  readonly #memories = new Map<string, Memory>()
  #sequence = 0

  constructor(disk?: Disk) {
    this.#disk = disk
    this.#sequence = disk?.lastSequence() ?? 0
    for (const entry of disk?.entries() ?? []) this.#set(entry)
    for (const memory of disk?.memories() ?? []) this.#memories.set(memory.key, memory)
  }

  /** Whether nothing was ever stored: what was deleted does not come back from a seed. */
  get isEmpty(): boolean {
    return this.#sequence === 0
  }

  get(arn: string): JsonObject | undefined {
    return this.#collections.get(prefix(arn))?.get(arn)?.resource
  }

  /** Where an account has resources. */
  regionsOf(account: string): string[] {
    const places = [...this.#collections.keys()].map((key) => key.split(':'))
    return [...new Set(places.filter(([, , , , own]) => own === account).map(([, , , region = '']) => region))]
  }

  /** @param collection the ARNs' common beginning, up to the slash */
  list(collection: string): Iterable<Entry> {
    return this.#collections.get(collection)?.values() ?? []
  }

  recall(key: string, now: number): Memory | undefined {
    const memory = this.#memories.get(key)
    return memory && now - memory.time < tokenLifetime ? memory : undefined
  }

  /** Disk first: when that fails, nothing has happened. */
  commit(commit: Commit): void {
    const forget = commit.memory ? this.#outdated(commit.memory.time) : []
    const { put } = commit
    const known = put && this.#collections.get(prefix(put.arn))?.get(put.arn)
    const sequence = known?.sequence ?? this.#sequence + 1
    this.#disk?.write(commit, sequence, forget)
    if (put) this.#set({ sequence, ...put })
    if (commit.remove !== undefined) this.#delete(commit.remove)
    for (const key of forget) this.#memories.delete(key)
    if (commit.memory) this.#memories.set(commit.memory.key, commit.memory)
  }

  /** Fills an empty store. */
  plant(resources: readonly { arn: string; resource: JsonObject }[]): void {
    const commitAll = () => {
      for (const put of resources) this.commit({ put })
    }
    if (this.#disk) this.#disk.transaction(commitAll)
    else commitAll()
  }

  close(): void {
    this.#disk?.close()
  }

  #set(entry: Entry): void {
    const name = prefix(entry.arn)
    const collection = this.#collections.get(name) ?? new Map<string, Entry>()
    this.#collections.set(name, collection.set(entry.arn, entry))
    this.#sequence = Math.max(this.#sequence, entry.sequence)
  }

  #delete(arn: string): void {
    this.#collections.get(prefix(arn))?.delete(arn)
  }

  #outdated(now: number): string[] {
    const keys: string[] = []
    for (const [key, { time }] of this.#memories) {
      if (now - time < tokenLifetime) break
      keys.push(key)
    }
    return keys
  }
}

function prefix(arn: string): string {
  return arn.slice(0, arn.indexOf('/'))
}
