import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs'
import { ioProblem } from '../files/io-problem.ts'
import { GuardError } from '../model/errors.ts'
import type { JsonObject } from '../model/json.ts'

/** An accepted mutation. */
export interface Mutation {
  /** ISO 8601. */
  time: string
  operation: string
  account: string
  region: string
  arn: string
  requestId: string
  clientToken?: string
  /** The input, its nulls left out. */
  request: JsonObject
}

export interface MutationLog {
  append(line: string): void
  close(): void
}

/**
 * Opens a log for appending. What a crash left is put right: a torn last line goes, and the last mutation of the state,
 * which is committed just before it is logged, is added when it is missing.
 * @throws {GuardError} when the file cannot be written
 */
export function openMutationLog(file: string, lastLine: string | undefined): MutationLog {
  try {
    const descriptor = openSync(file, 'a+')
    const text = readFileSync(descriptor)
    const end = text.lastIndexOf('\n') + 1
    if (end < text.length) ftruncateSync(descriptor, end)
    const log = {
      append: (line: string) => void writeSync(descriptor, `${line}\n`),
      close: () => closeSync(descriptor),
    }
    if (lastLine !== undefined && !text.subarray(0, end).toString().endsWith(`${lastLine}\n`)) log.append(lastLine)
    return log
  } catch (error) {
    throw new GuardError('Io', `Cannot write the log ${file}: ${ioProblem(error)}.`, {
      hint: 'Name a file in a folder that exists and is writable, in --log.',
      cause: error,
    })
  }
}
