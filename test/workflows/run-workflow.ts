import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, delimiter, extname, join, matchesGlob, resolve } from 'node:path'
import { load } from 'js-yaml'
import { runBundle } from '../action/mini-runner.ts'
import { writeReaderTools } from '../support/reader-tools.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { type Contexts, filled, holds } from './expressions.ts'

interface Step {
  id?: string
  if?: string
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, unknown>
  'continue-on-error'?: boolean
}

interface Job {
  needs?: string
  if?: string
  steps: Step[]
  outputs?: Record<string, string>
  permissions?: Record<string, string>
  strategy?: { matrix: unknown }
}

export interface Surroundings {
  /** The repository as it is checked out. */
  workspace: string
  event: string
  payload?: unknown
  attempt?: number
  /** What earlier jobs and attempts of the run uploaded: a folder for each name. */
  artifacts: Map<string, string>
  /** For the steps that run after a role was assumed. */
  aws: Record<string, string>
  /** For all steps. */
  env?: Record<string, string>
}

export interface JobResult {
  result: 'success' | 'failure' | 'skipped'
  log: string
}

interface StepResult {
  code: number | null
  log: string
  outputs: Record<string, string>
}

/**
 * Runs a workflow's jobs as a runner does: conditions, matrix, `${{ }}`, a fresh checkout for each job. Our Action runs
 * from its bundle, `run:` in bash; of the actions of others happens what the workflow relies on.
 */
export async function runWorkflow(file: string, given: Surroundings): Promise<Record<string, JobResult>> {
  const { jobs } = load(readFileSync(file, 'utf8')) as { jobs: Record<string, Job> }
  const needs: Record<string, { result: string; outputs: Record<string, unknown> }> = {}
  const results: Record<string, JobResult> = {}
  const github = {
    repository: 'acme/images',
    run_attempt: given.attempt ?? 1,
    event: given.payload ?? {},
  }
  for (const [name, job] of Object.entries(jobs)) {
    const contexts = { github, needs: { ...needs } }
    const hasFailed = job.needs !== undefined && needs[job.needs]?.result !== 'success'
    if (!holds(job.if, contexts, hasFailed)) {
      results[name] = { result: 'skipped', log: '' }
      needs[name] = { result: 'skipped', outputs: {} }
      continue
    }
    const matrix = filled(job.strategy?.matrix, contexts) as { include: unknown[] } | undefined
    const legs = matrix?.include ?? [undefined]
    const ran = []
    for (const [index, leg] of legs.entries()) {
      ran.push(await runJob(job, { ...contexts, matrix: leg ?? {}, strategy: { 'job-index': index } }, given))
    }
    const result = ran.every((one) => one.result === 'success') ? 'success' : 'failure'
    results[name] = { result, log: ran.map(({ log }) => log).join('\n') }
    needs[name] = { result, outputs: ran[0]?.outputs ?? {} }
  }
  return results
}

async function runJob(
  job: Job,
  contexts: Contexts,
  given: Surroundings,
): Promise<JobResult & { outputs: Record<string, unknown> }> {
  const folder = tempFolder()
  const workspace = join(folder, 'workspace')
  cpSync(given.workspace, workspace, { recursive: true })
  const steps: Record<string, { outputs: Record<string, string> }> = {}
  let credentials: Record<string, string> = {}
  let hasFailed = false
  let log = ''
  for (const step of job.steps) {
    const known = { ...contexts, steps, runner: { temp: join(folder, 'temp') } }
    if (!holds(step.if, known, hasFailed)) continue
    const inputs = filled(step.with ?? {}, known) as Record<string, unknown>
    const env = { ...given.env, ...credentials, ...(filled(step.env ?? {}, known) as Record<string, string>) }
    const done = await runOne(step, inputs, env, { ...given, workspace, folder })
    log += done.log
    if (step.id !== undefined) steps[step.id] = { outputs: done.outputs }
    if (step.uses?.startsWith('aws-actions/configure-aws-credentials@')) {
      if (job.permissions?.['id-token'] !== 'write')
        throw new Error('The job cannot have a role without id-token: write.')
      credentials = given.aws
    }
    if (done.code !== 0 && !step['continue-on-error']) hasFailed = true
  }
  const outputs = filled(job.outputs ?? {}, { ...contexts, steps }) as Record<string, unknown>
  return { result: hasFailed ? 'failure' : 'success', log, outputs }
}

async function runOne(
  { uses, run }: Step,
  inputs: Record<string, unknown>,
  env: Record<string, string>,
  given: Surroundings & { folder: string },
): Promise<StepResult> {
  if (run !== undefined) return runScript(run, env, given)
  const [action = ''] = (uses ?? '').split('@')
  if (action.startsWith('imagebuilder-guard/')) {
    const texts = Object.entries(inputs).map(([name, value]) => [name, String(value)])
    const { workspace, event, payload = {}, attempt = 1 } = given
    return runBundle({
      workspace,
      event,
      payload,
      inputs: { 'github-token': 'token', ...Object.fromEntries(texts) },
      env: { ...env, GITHUB_RUN_ATTEMPT: String(attempt) },
    })
  }
  const others: Record<string, (inputs: Record<string, unknown>, given: Surroundings) => boolean> = {
    'actions/checkout': () => true,
    'aws-actions/configure-aws-credentials': (asked) =>
      /^arn:aws:iam::\d{12}:role\//.test(String(asked['role-to-assume'])),
    'github/codeql-action/upload-sarif': (asked, { workspace }) =>
      JSON.parse(readFileSync(join(workspace, String(asked.sarif_file)), 'utf8')).version === '2.1.0',
    'actions/upload-artifact': upload,
    'actions/download-artifact': download,
  }
  const known = others[action]
  if (!known) throw new Error(`${action} is not known here.`)
  return { code: known(inputs, given) ? 0 : 1, log: '', outputs: {} }
}

function upload({ name, path, overwrite }: Record<string, unknown>, { workspace, artifacts }: Surroundings): boolean {
  const source = resolve(workspace, String(path))
  if (!existsSync(source)) return true
  if (artifacts.has(String(name)) && overwrite !== true) return false
  const kept = tempFolder()
  // One file is kept by its name, a folder by what is in it.
  const isFolder = extname(String(path)) === ''
  cpSync(source, isFolder ? kept : join(kept, basename(String(path))), { recursive: true })
  artifacts.set(String(name), kept)
  return true
}

function download({ name, pattern, path = '.' }: Record<string, unknown>, given: Surroundings): boolean {
  const { workspace, artifacts } = given
  const wanted = [...artifacts].filter(([known]) =>
    pattern === undefined ? known === name : matchesGlob(known, String(pattern)),
  )
  const to = resolve(workspace, String(path))
  mkdirSync(to, { recursive: true })
  for (const [, folder] of wanted) cpSync(folder, to, { recursive: true })
  return wanted.length > 0 && readdirSync(to).length > 0
}

async function runScript(
  script: string,
  env: Record<string, string>,
  { workspace, folder }: Surroundings & { folder: string },
): Promise<StepResult> {
  const tools = join(folder, 'tools')
  const output = join(folder, 'output')
  writeReaderTools(tools)
  const PATH = [tools, process.env.PATH].join(delimiter)
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], {
    cwd: workspace,
    env: { PATH, HOME: folder, GITHUB_OUTPUT: output, ...env },
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (log += text))
  const code = await new Promise<number | null>((done) => child.on('close', done))
  const lines = existsSync(output) ? readFileSync(output, 'utf8').split('\n') : []
  const outputs = lines.flatMap((line) => (line.includes('=') ? [/^(\w+)=(.*)$/.exec(line)?.slice(1) ?? []] : []))
  return { code, log, outputs: Object.fromEntries(outputs) }
}
