import { resolve } from 'node:path'
import { lintPolicyOf } from '../../config/active-rules.ts'
import type { LintResult } from '../../lint/judgement.ts'
import { createFleetJudge } from '../../lint/lint-fleet.ts'
import type { Fleet, Spec } from '../../lint/spec.ts'
import type { Finding } from '../../model/finding.ts'
import { lint as runLint } from '../../run/lint.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { openFleet, openWorkspace } from '../../run/workspace.ts'
import { noticeLine } from '../../text/visible.ts'
import { finish } from '../finish.ts'
import type { Io } from '../io.ts'
import type { ReportOptions } from '../options.ts'
import { outputOptions } from '../output.ts'
import { requireOwnBaseline } from '../own-baseline.ts'
import { spareMemory } from '../spare-memory.ts'
import { printVerbose } from '../verbose.ts'

export interface LintOptions extends ReportOptions {
  fix?: boolean
  terraformRoot?: string
  stats?: boolean
  updateBaseline?: boolean
  pruneBaseline?: boolean
}

/** Judges specs offline; on demand fixes them first, or writes down what is known. */
export async function lint(paths: string[], options: LintOptions, io: Io): Promise<number> {
  requireOwnBaseline(options, options.updateBaseline || options.pruneBaseline)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const { signal, stderr } = io
  const terraformRoot = options.terraformRoot === undefined ? undefined : resolve(workspace.cwd, options.terraformRoot)
  const times = options.stats ? { now: () => performance.now(), spent: new Map<string, number>() } : undefined
  const read = async (
    told: Partial<Parameters<typeof openFleet>[2]>,
  ): Promise<{ fleet: Fleet; linted: LintResult }> => {
    const { judge, result } = createFleetJudge(lintPolicyOf(workspace.config, workspace.root), times)
    let specs = 0
    const onSpec = (spec: Spec): void => {
      if (++specs === many) spareMemory()
      judge(spec)
    }
    const fleet = await openFleet(paths, workspace, { signal, terraformRoot, onSpec, ...told })
    return { fleet, linted: result(fleet) }
  }
  const { fleet, linted } = await read({ stderr })
  const policy = await openPolicy(paths, options, workspace, { fleet, signal })
  printVerbose(options, workspace, policy, fleet, io)
  const write = options.updateBaseline ? 'update' : options.pruneBaseline ? 'prune' : undefined
  const result = await runLint(
    {
      fleet,
      linted,
      policy,
      now: new Date(),
      failOn: options.failOn,
      fix: options.fix ? { reload: () => read({}) } : undefined,
      baseline: write && { write, options },
    },
    workspace,
    (notice) => void stderr.write(noticeLine(notice)),
  )
  const code = await finish(result, output, io)
  if (times) stderr.write(statsTable(times.spent, result.report.findings))
  return code
}

/** From so many specs on memory is spared, in however few files they are. */
const many = 1_000

/** Time and reported findings of each rule, the slowest first; what is no rule, such as `schema`, has no time. */
function statsTable(spent: ReadonlyMap<string, number>, findings: readonly Finding[]): string {
  const found = Map.groupBy(findings, ({ ruleId }) => ruleId)
  const rows = [...new Set([...spent.keys(), ...found.keys()])]
    .sort((a, b) => (spent.get(b) ?? 0) - (spent.get(a) ?? 0))
    .map((id) => [id, spent.get(id)?.toFixed(1) ?? '', String(found.get(id)?.length ?? 0)])
  const table = [['rule', 'ms', 'findings'], ...rows]
  const width = Math.max(...table.map(([id = '']) => id.length))
  return table
    .map(([id = '', time = '', count = '']) => `${id.padEnd(width)}  ${time.padStart(9)}  ${count.padStart(8)}\n`)
    .join('')
}
