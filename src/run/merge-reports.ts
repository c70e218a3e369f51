/** The verb report merge: one report of the reports of shards. */
import { statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { findByGlob } from '../files/find-by-glob.ts'
import { isGlob } from '../files/globs.ts'
import { ioProblem } from '../files/io-problem.ts'
import { mostBytes } from '../files/most-bytes.ts'
import { toPosix } from '../files/posix-path.ts'
import { readText } from '../files/read-file.ts'
import { GuardError } from '../model/errors.ts'
import { mergeReports } from '../report/merge-reports.ts'
import { type ParsedReport, parseReport } from '../report/parse-report.ts'
import type { RunResult } from './result.ts'
import { type FailOn, verdictOf } from './verdict.ts'

/**
 * Makes one report of those that `paths`, files or globs, name in `cwd`. One that cannot be read, or is none, is the
 * report's error.
 * @throws {GuardError} `NotFound` for a file that does not exist, `NoFiles` for a glob that matches none
 */
export function mergeReportFiles(
  paths: readonly string[],
  cwd: string,
  failOn: FailOn,
): RunResult & { error?: GuardError | undefined } {
  const { report, error } = mergeReports(readReports(paths, cwd))
  const verdict = error ? 'cannot' : verdictOf(report, { failOn })
  return { report, verdict, judgements: [], error }
}

/**
 * Reads the reports that `paths`, files or globs, name in `cwd`, each once. A file that cannot be read is one that does
 * not count.
 * @throws {GuardError} `NotFound` for a file that does not exist, `NoFiles` for a glob that matches none
 */
function readReports(paths: readonly string[], cwd: string): ParsedReport[] {
  const files = new Set(paths.flatMap((path) => filesOf(path, cwd)))
  return [...files].map((path) => readReport(path, toPosix(relative(cwd, path))))
}

/** Absolute. Git ignores reports as a rule, so a search for them does not ask git. */
function filesOf(path: string, cwd: string): string[] {
  const stats = statSync(resolve(cwd, path), { throwIfNoEntry: false })
  if (stats?.isDirectory()) {
    throw new GuardError('Usage', `${path} is a folder.`, {
      hint: `Name files or a glob, such as "${path}/**/*.json".`,
    })
  }
  if (stats) return [resolve(cwd, path)]
  if (!isGlob(path)) {
    throw new GuardError('NotFound', `${path} does not exist.`, {
      hint: 'Name the files that --format json=FILE wrote; globs may need quotes in a shell.',
    })
  }
  const found = findByGlob(path, cwd)
  if (found.length === 0) {
    throw new GuardError('NoFiles', `No file matches ${path}.`, {
      hint: 'Each shard writes its report with --format json=FILE (report-file in the Action).',
    })
  }
  return found
}

function readReport(path: string, file: string): ParsedReport {
  try {
    // More than a report of a fleet of 100,000 has.
    return parseReport(file, readText(path, mostBytes.report))
  } catch (error) {
    return { file, problem: `cannot be read: ${ioProblem(error)}` }
  }
}
