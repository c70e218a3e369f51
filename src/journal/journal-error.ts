import { ioProblem } from '../files/io-problem.ts'
import { GuardError } from '../model/errors.ts'

/** Why a journal cannot be used, or not any more. */
export function journalError(path: string, error: unknown): GuardError {
  if (error instanceof GuardError) return error
  return new GuardError('Journal', `The journal ${path} cannot be used: ${ioProblem(error)}.`, {
    hint: 'Without a journal nothing more is sent. Free space or name a writable file with --journal; a run that had begun continues with --resume.',
    cause: error,
  })
}

export async function asJournalError<T>(path: string, act: () => T | Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw journalError(path, error)
  }
}
