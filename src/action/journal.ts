import { existsSync } from 'node:fs'
import { readFile, rename } from 'node:fs/promises'
import { relative } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import { isOver } from '../journal/finished-run.ts'
import { newJournalPath } from '../journal/folder.ts'
import type { HoldOptions } from '../journal/held-file.ts'
import { type JournalFile, openJournal } from '../journal/journal-file.ts'
import { rollbackJournal } from '../journal/own-path.ts'
import { readJournal } from '../journal/read.ts'
import { refuseTracked } from '../journal/tracked.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'
import { inputPath, outputPath, placesOf } from './places.ts'

/** The journal of the inputs, whose run is resumed unless it is finished, or a new one in `.ibguard/`; `output` is how an output names it. */
export async function openRunJournal(
  inputs: Inputs,
  env: ActionPorts['env'],
  hold: HoldOptions,
  notices: string[],
): Promise<JournalFile & { output: string }> {
  const { workspace, cwd } = placesOf(inputs, env)
  const { journalFile } = inputs
  inputPath('.ibguard', inputs, env)
  const path =
    journalFile === undefined
      ? await newJournalPath(cwd, hold.clock.now(), hold.random.uuid())
      : inputPath(journalFile, inputs, env)
  const output = journalFile === undefined ? toPosix(relative(workspace, path)) : outputPath(journalFile, inputs, env)
  if (existsSync(path)) refuseTracked(path)
  await keepFinished(path, env.GITHUB_RUN_ID ?? 'earlier', notices)
  const journal = await openJournal(path, { ...hold, resume: existsSync(path) })
  if (journal.earlier && !isOver(journal.earlier)) notices.push(`The unfinished run in ${output} is resumed.`)
  return { ...journal, output }
}

/** A finished run is evidence: its journal stands aside as `NAME.RUN`. What is wrong with a journal is said when it opens. */
async function keepFinished(path: string, run: string, notices: string[]): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const isFinished = (): boolean | undefined => {
    try {
      return readJournal(text, path).run?.isFinished
    } catch {
      return false
    }
  }
  if (!isFinished()) return
  let kept = `${path}.${run}`
  for (let more = 2; existsSync(kept); more++) kept = `${path}.${run}.${more}`
  await rename(path, kept)
  if (existsSync(rollbackJournal(path))) await rename(rollbackJournal(path), rollbackJournal(kept))
  notices.push(`The journal held a finished run; it is kept as ${kept}.`)
}
