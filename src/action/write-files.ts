import { resolve } from 'node:path'
import { errorDocument } from '../report/formats/error-document.ts'
import { failedSarif } from '../report/formats/error-sarif.ts'
import { renderReport } from '../report/formats/index.ts'
import { safeJson } from '../text/visible.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'
import { outputPath, placesOf } from './places.ts'
import type { Result } from './result.ts'
import { writeFileWithin } from './write-file.ts'

/** Writes the reports that the inputs name; returns the outputs that say where. */
export async function writeFiles(
  { report, error }: Result,
  inputs: Inputs,
  env: ActionPorts['env'],
  redact: (text: string) => string,
  attempt: (what: string, action: () => Promise<void>) => Promise<void>,
): Promise<Record<string, string>> {
  const { workspace, cwd } = placesOf(inputs, env)
  const { mode, reportFile, sarifFile } = inputs
  const outputs: Record<string, string> = {}
  const write = (name: string, file: string, text: string, isOutput = true): Promise<void> =>
    attempt(`${file} could not be written`, async () => {
      writeFileWithin(workspace, resolve(cwd, file), redact(text))
      if (isOutput) outputs[name] = outputPath(file, inputs, env)
    })
  // A report of a run that judged in part says its error itself.
  const isWhole = error === undefined || report.error !== undefined
  // In mode report these are the reports that were read.
  if (reportFile && mode !== 'report') {
    const text = isWhole ? renderReport(report, 'json') : safeJson(errorDocument(error))
    await write('report-file', reportFile, text)
  }
  if (sarifFile) {
    const text = isWhole ? renderReport(report, 'sarif') : failedSarif(error)
    await write('sarif-file', sarifFile, text, error === undefined)
  }
  return outputs
}
