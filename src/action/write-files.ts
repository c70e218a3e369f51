import { isAbsolute, relative, resolve } from 'node:path'
import { toPosix } from '../files/posix-path.ts'
import { errorDocument } from '../reporters/error-document.ts'
import { failedSarif } from '../reporters/error-sarif.ts'
import { renderReport } from '../reporters/index.ts'
import { safeJson } from '../text/visible.ts'
import type { Inputs } from './inputs.ts'
import type { Result } from './result.ts'
import { writeFileWithin } from './write-file.ts'

/** Writes the files that the inputs name; returns the outputs that say where. */
export async function writeFiles(
  { report, error }: Result,
  { mode, reportFile, sarifFile, workingDirectory = '.' }: Inputs,
  env: Readonly<Record<string, string | undefined>>,
  redact: (text: string) => string,
  attempt: (what: string, action: () => Promise<void>) => Promise<void>,
): Promise<Record<string, string>> {
  const workspace = env.GITHUB_WORKSPACE ?? process.cwd()
  const outputs: Record<string, string> = {}
  const write = (name: string, file: string, text: string, isOutput = true): Promise<void> =>
    attempt(`${file} could not be written`, async () => {
      const path = resolve(workspace, workingDirectory, file)
      await writeFileWithin(workspace, path, redact(text))
      if (isOutput) outputs[name] = isAbsolute(file) ? file : toPosix(relative(workspace, path))
    })
  // In mode report these are the reports that were read.
  if (reportFile && mode !== 'report') {
    await write(
      'report-file',
      reportFile,
      error === undefined ? renderReport(report, 'json') : safeJson(errorDocument(error)),
    )
  }
  if (sarifFile) {
    const text = error === undefined ? renderReport(report, 'sarif') : failedSarif(error)
    await write('sarif-file', sarifFile, text, error === undefined)
  }
  return outputs
}
