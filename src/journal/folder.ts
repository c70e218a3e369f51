import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ioProblem } from '../files/io-problem.ts'
import { makeFolder } from '../files/make-folder.ts'
import { GuardError } from '../model/errors.ts'
import { rollbackJournal } from './own-path.ts'
import { readJournal } from './read.ts'

const folderName = '.ibguard'

/**
 * Path of a new journal in `.ibguard/` under `cwd`, a folder that git ignores by itself.
 * @throws {GuardError} `Journal` when it cannot be made
 */
export async function newJournalPath(cwd: string, now: number, id: string): Promise<string> {
  const folder = join(cwd, folderName)
  try {
    makeFolder(folder)
    await writeFile(join(folder, '.gitignore'), '*\n')
  } catch (error) {
    throw new GuardError('Journal', `No journal can be written to ${folder}: ${ioProblem(error)}.`, {
      hint: 'Name a writable file with --journal FILE.',
      cause: error,
    })
  }
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return join(folder, `apply-${time}-${id.slice(0, 8)}.jsonl`)
}

/** Journals in `.ibguard/` whose run has not ended by itself and was not rolled back. */
export async function unfinishedJournals(cwd: string): Promise<string[]> {
  const folder = join(cwd, folderName)
  const names = await readdir(folder).catch(() => [])
  const unfinished: string[] = []
  for (const name of names.filter((entry) => entry.endsWith('.jsonl')).sort()) {
    const path = join(folder, name)
    if (!existsSync(rollbackJournal(path)) && (await isUnfinished(path))) unfinished.push(path)
  }
  return unfinished
}

async function isUnfinished(path: string): Promise<boolean> {
  try {
    const { run } = readJournal(await readFile(path, 'utf8'), path)
    return run?.isFinished === false
  } catch {
    return false
  }
}
