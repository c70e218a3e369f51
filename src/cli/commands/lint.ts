import { resolve } from 'node:path'
import { lintPolicyOf } from '../../config/active-rules.ts'
import type { LintResult } from '../../lint/judgement.ts'
import { createFleetJudge } from '../../lint/lint-fleet.ts'
import type { Fleet, Spec } from '../../lint/spec.ts'
import type { Finding } from '../../model/finding.ts'
import type { CacheOptions, LintCache, openLintCache } from '../../run/cache/lint-cache.ts'
import { hasPluginRules } from '../../run/has-plugin-rules.ts'
import { lint as runLint } from '../../run/lint.ts'
import { openPolicy } from '../../run/open-policy.ts'
import { openFleet, openWorkspace, type Workspace } from '../../run/workspace.ts'
import { noticeLine } from '../../text/visible.ts'
import { finish } from '../finish.ts'
import type { Io } from '../io.ts'
import type { ReportOptions } from '../options.ts'
import { outputOptions } from '../output.ts'
import { requireOwnBaseline } from '../own-baseline.ts'
import { spareMemory } from '../spare-memory.ts'
import { printVerbose } from '../verbose.ts'

export interface LintOptions extends ReportOptions, CacheOptions {
  fix?: boolean
  terraformRoot?: string
  stats?: boolean
  updateBaseline?: boolean
  pruneBaseline?: boolean
  cache?: boolean
}

/** Judges specs offline; on demand fixes them first, or writes down what is known. */
export async function lint(paths: string[], options: LintOptions, io: Io): Promise<number> {
  requireOwnBaseline(options, options.updateBaseline || options.pruneBaseline)
  const workspace = await openWorkspace(options, io)
  const output = outputOptions(options, workspace.root, io)
  const { signal, stderr } = io
  const notice = (text: string): void => void stderr.write(noticeLine(text))
  const terraformRoot = options.terraformRoot === undefined ? undefined : resolve(workspace.cwd, options.terraformRoot)
  const now = io.now ?? Date.now
  const startedAt = now()
  const times = options.stats ? { now: () => performance.now(), spent: new Map<string, number>() } : undefined
  // A fix, an earlier revision or a plugin may ask for what any of them says.
  const mayPass = !options.fix && options.changedSince === undefined && !hasPluginRules(workspace.config)
  let giveBack = (): void => undefined
  const read = async (
    told: Partial<Parameters<typeof openFleet>[2]>,
  ): Promise<{ fleet: Fleet; linted: LintResult; cache: LintCache | undefined }> => {
    const judge = createFleetJudge(lintPolicyOf(workspace.config, workspace.root), times)
    const cache = await openCache(options, workspace, { judge, startedAt, build: io.build })
    let specs = 0
    const arePassing = (): boolean => mayPass && specs >= many
    const onSpec = (spec: Spec): void => {
      if (++specs === many) giveBack = spareMemory()
      judge.judge(spec)
    }
    const fleet = await openFleet(paths, workspace, {
      signal,
      terraformRoot,
      onSpec,
      arePassing,
      known: cache,
      ...told,
    })
    return { fleet, linted: judge.result(fleet), cache }
  }
  const { fleet, linted, cache } = await read({ stderr })
  const policy = await openPolicy(paths, options, workspace, { fleet, signal })
  printVerbose(options, workspace, policy, fleet, io)
  if (options.verbose && cache) notice(`cache: ${cache.summary()}`)
  const write = options.updateBaseline ? 'update' : options.pruneBaseline ? 'prune' : undefined
  const result = await runLint(
    {
      fleet,
      linted,
      policy,
      now: new Date(startedAt),
      failOn: options.failOn,
      fix: options.fix ? { reload: () => read({}) } : undefined,
      baseline: write && { write, options },
    },
    workspace,
    notice,
  )
  const code = await finish(result, output, io)
  cache?.write(notice)
  giveBack()
  if (times) stderr.write(statsTable(times.spent, result.report.findings))
  return code
}

/** Undefined where everything is to be judged anew: because the files change, rules are timed, or the checkout is not trusted. */
async function openCache(
  { cache, fix, stats, safe, configFrom, changedSince, ...options }: LintOptions,
  workspace: Workspace,
  { build, ...run }: Omit<Parameters<typeof openLintCache>[2], 'build'> & { build: string | undefined },
): Promise<LintCache | undefined> {
  if (!cache || build === undefined || fix || stats || safe || configFrom !== undefined || changedSince !== undefined)
    return undefined
  if (hasPluginRules(workspace.config)) {
    workspace.notify('--cache has no effect: a rule of a plugin may depend on anything.')
    return undefined
  }
  const { openLintCache } = await import('../../run/cache/lint-cache.ts')
  return openLintCache(options, workspace, { build, ...run })
}

/** From so many specs on memory is spared, in however few files they are. */
const many = 2_000

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
