import type { DatabaseSync } from 'node:sqlite'
import { GuardError } from '../model/errors.ts'
import type { JsonObject } from '../model/json.ts'
import { parseJson } from '../model/json.ts'
import type { Commit, Disk, Entry, Memory } from './store.ts'

const schemaVersion = 2

const schema = `
  CREATE TABLE resource (sequence INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
  CREATE TABLE memory (key TEXT PRIMARY KEY, digest TEXT NOT NULL, time INTEGER NOT NULL, output TEXT NOT NULL);
  CREATE TABLE last_mutation (id INTEGER PRIMARY KEY CHECK (id = 1), line TEXT NOT NULL);
  PRAGMA user_version = ${schemaVersion};`

/** A state file: an SQLite database that one server at a time has open. */
export interface StateFile extends Disk {
  /** Takes the line of the last mutation since the last call; the log may lack it after a crash. */
  takeLastLine(): string | undefined
}

/** @throws {GuardError} when the file is damaged, of another version, or open in another server */
export async function openStateFile(file: string): Promise<StateFile> {
  try {
    // Loaded only here: before Node 24 the module warns that it is experimental.
    const { DatabaseSync } = await import('node:sqlite')
    const database = new DatabaseSync(file)
    prepare(database)
    const disk = new SqliteDisk(database)
    // A file that is whole for SQLite may still hold what is not ours.
    disk.entries()
    disk.memories()
    return disk
  } catch (error) {
    throw new GuardError('Io', `Cannot use the state file ${file}: ${(error as Error).message}.`, {
      hint: 'Stop the other server if one has it open; a damaged or foreign file has to be moved away.',
      cause: error,
    })
  }
}

function prepare(database: DatabaseSync): void {
  // FULL: an answer is given only when its commit is on disk.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  const check = database.prepare('PRAGMA quick_check').get()?.quick_check
  if (check !== 'ok') throw new Error(`the database is damaged (${String(check)})`)
  const version = database.prepare('PRAGMA user_version').get()?.user_version
  const isNew = database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count === 0
  if (isNew) database.exec(`BEGIN; ${schema} COMMIT`)
  else if (version !== schemaVersion) throw new Error(`it is no state of this version (${String(version)})`)
}

class SqliteDisk implements StateFile {
  readonly #database: DatabaseSync
  readonly #statements: Record<'put' | 'remove' | 'remember' | 'forget' | 'line', ReturnType<DatabaseSync['prepare']>>

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#statements = {
      put: database.prepare('INSERT OR REPLACE INTO resource VALUES (?, ?, ?)'),
      remove: database.prepare('DELETE FROM resource WHERE arn = ?'),
      remember: database.prepare('INSERT OR REPLACE INTO memory VALUES (?, ?, ?, ?)'),
      forget: database.prepare('DELETE FROM memory WHERE key = ?'),
      line: database.prepare('INSERT OR REPLACE INTO last_mutation VALUES (1, ?)'),
    }
  }

  lastSequence(): number {
    return Number(this.#database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'resource'").get()?.seq ?? 0)
  }

  entries(): Entry[] {
    const rows = this.#database.prepare('SELECT * FROM resource ORDER BY sequence').all()
    return rows.map(({ sequence, arn, body }) => ({
      sequence: Number(sequence),
      arn: String(arn),
      resource: parse(body),
    }))
  }

  memories(): Memory[] {
    const rows = this.#database.prepare('SELECT * FROM memory ORDER BY time, rowid').all()
    return rows.map(({ key, digest, time, output }) => ({
      key: String(key),
      digest: String(digest),
      time: Number(time),
      output: parse(output),
    }))
  }

  write({ put, remove, memory, line }: Commit, sequence: number, forget: readonly string[]): void {
    const statements = this.#statements
    this.transaction(() => {
      if (put) statements.put.run(sequence, put.arn, JSON.stringify(put.resource))
      if (remove !== undefined) statements.remove.run(remove)
      if (memory) statements.remember.run(memory.key, memory.digest, memory.time, JSON.stringify(memory.output))
      for (const key of forget) statements.forget.run(key)
      if (line !== undefined) statements.line.run(line)
    })
  }

  transaction(work: () => void): void {
    if (this.#database.isTransaction) {
      work()
      return
    }
    this.#database.exec('BEGIN')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  takeLastLine(): string | undefined {
    const line = this.#database.prepare('SELECT line FROM last_mutation').get()?.line
    this.#database.exec('DELETE FROM last_mutation')
    return line === undefined ? undefined : String(line)
  }

  close(): void {
    this.#database.close()
  }
}

function parse(text: unknown): JsonObject {
  return parseJson(String(text)) as JsonObject
}
