import { resolve } from 'node:path'
import { type Format, loadReporter } from '../report/formats/index.ts'
import type { ActionPorts } from './action-ports.ts'
import type { Inputs } from './inputs.ts'
import { outputPath, placesOf, writeFileWithin } from './places.ts'
import type { Result } from './result.ts'

/** Writes the reports that the inputs name; returns the outputs that say where. */
export async function writeFiles(
  { report, detailed, error }: Result,
  inputs: Inputs,
  env: ActionPorts['env'],
  redact: (text: string) => string,
  attempt: (what: string, action: () => Promise<void>) => Promise<void>,
): Promise<Record<string, string>> {
  const { workspace, cwd } = placesOf(inputs, env)
  // A report of a run that judged in part says its error itself.
  const isWhole = error === undefined || report.error !== undefined
  const outputs: Record<string, string> = {}
  for (const { output, format, file } of filesOf(inputs)) {
    const { render, renderError, showsDetails } = await loadReporter(format)
    if (!isWhole && !renderError) continue
    const text =
      isWhole || !renderError ? render(showsDetails && detailed ? detailed() : report, {}) : renderError(error)
    await attempt(`${file} could not be written`, async () => {
      writeFileWithin(workspace, resolve(cwd, file), redact(text))
      // SARIF of a run that could not do its job is not for code scanning, which would close what it knows.
      if (error === undefined || format !== 'sarif') outputs[output] = outputPath(file, inputs, env)
    })
  }
  return outputs
}

interface OutputFile {
  output: string
  format: Format
  file: string
}

function filesOf({ mode, reportFile, sarifFile, htmlFile }: Inputs): OutputFile[] {
  return [
    // In mode report these are the reports that were read.
    ...(reportFile && mode !== 'report' ? [{ output: 'report-file', format: 'json', file: reportFile } as const] : []),
    ...(htmlFile ? [{ output: 'html-file', format: 'html', file: htmlFile } as const] : []),
    ...(sarifFile ? [{ output: 'sarif-file', format: 'sarif', file: sarifFile } as const] : []),
  ]
}
