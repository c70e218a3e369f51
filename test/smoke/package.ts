/** The cases through the built package, as command and as library; with plain assertions, for it runs outside Vitest too. */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../src/model/report.ts'
import { formats } from '../../src/report/formats/index.ts'
import { cases, findingsIn, outcomesIn, sent, writeCases } from './cases.ts'

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
}

/** Runs `ibguard` or `node` with arguments in a folder. */
export type Run = (folder: string, program: 'ibguard' | 'node', ...args: string[]) => Ran | Promise<Ran>

/** Uses a project where the package is installed. */
export async function usePackage(project: string, run: Run): Promise<void> {
  writeCases(project)
  for (const each of cases) {
    const { code, stdout, stderr } = await run(join(project, each.name), 'ibguard', 'lint', '--format', 'json')
    const report: Report = read(stdout, stderr)
    deepStrictEqual([each.name, findingsIn(report, each)], [each.name, each.findings])
    strictEqual(report.summary.suppressed, each.suppressed ?? 0)
    strictEqual(code, report.summary.errors > 0 ? 1 : 0)
  }
  await eachFormat(join(project, 'policy'), run)
  await applyLocally(join(project, 'targets'), run)
  await useLibrary(project, run)
}

async function eachFormat(folder: string, run: Run): Promise<void> {
  const options = formats.flatMap((format) => ['--format', `${format}=out.${format}`])
  const { code, stderr } = await run(folder, 'ibguard', 'lint', ...options)
  strictEqual(code, 1, stderr)
  for (const format of formats) match(readFileSync(join(folder, `out.${format}`), 'utf8'), /imdsv2-required/)
}

/** From the seed of the config; what is put back is what was sent. */
async function applyLocally(folder: string, run: Run): Promise<void> {
  const planned = await run(folder, 'ibguard', 'plan', '--local', '--out', 'plan.json', '--format', 'json')
  const { summary } = read(planned.stdout, planned.stderr)
  deepStrictEqual([planned.code, summary.changes, summary.blocked], [1, 2, 1])
  const applied = await run(folder, 'ibguard', 'apply', 'plan.json', '--local', '--format', 'json', '--journal', 'j')
  deepStrictEqual([applied.code, outcomesIn(read(applied.stdout, applied.stderr))], [1, sent])
}

async function useLibrary(project: string, run: Run): Promise<void> {
  writeFileSync(
    join(project, 'library.mjs'),
    `import { lint, loadSpecs, renderReport } from 'imagebuilder-guard'
const all = {}
for (const [name, config] of ${JSON.stringify(cases.map(({ name, file }) => [name, file]))}) {
  const report = await lint(await loadSpecs([name + '/' + (name === 'policy' ? 'infra' : '.')], { config: name + '/' + config }), { config: name + '/' + config })
  all[name] = { report, texts: ${JSON.stringify(formats)}.map((format) => renderReport(report, format)) }
}
console.log(JSON.stringify(all))
`,
  )
  const { code, stdout, stderr } = await run(project, 'node', 'library.mjs')
  strictEqual(code, 0, stderr)
  const all: Record<string, { report: Report; texts: string[] }> = JSON.parse(stdout)
  for (const each of cases) {
    const { report, texts = [] } = all[each.name] ?? {}
    ok(report, `the library did not lint ${each.name}`)
    deepStrictEqual([each.name, findingsIn(report, each)], [each.name, each.findings])
    for (const text of texts) ok(text.length > 0)
  }
}

function read(stdout: string, stderr: string): Report {
  ok(stdout.startsWith('{'), `no report: ${stdout}${stderr}`)
  const report = JSON.parse(stdout)
  ok(report.error === undefined, JSON.stringify(report.error))
  return report
}
