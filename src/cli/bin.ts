#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { sink } from '../files/sink.ts'
import { tool } from '../model/tool.ts'
import { bundle } from './bundle.ts'
import { exit } from './exit.ts'
import { openScripts } from './kept-code.ts'
import { boundMemory } from './spare-memory.ts'

type Lint = typeof import('./run-lint.ts')
type Run = typeof import('./run.ts')

/** They hold what they read, and wait for a service more than they work. */
const asking = ['plan', 'apply', 'audit', 'remediate', 'rollback', 'import']

const argv = process.argv.slice(2)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
// Editors and scripts ask for the version often; it needs nothing of what follows.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V'))
  sink(1, () => process.stdout).write(`${tool.version}\n`)
else if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`ibguard: Node ${process.versions.node} runs here, it needs 22.18 or newer.\n`)
  process.exitCode = 2
} else await runCommand()

async function runCommand(): Promise<void> {
  // What the script below imports, such as the AWS SDK, is compiled once and for all.
  enableCompileCache()
  // Before specs are read: what dies young would get room then that it never gives back.
  if (asking.includes(argv[0] ?? '')) boundMemory()
  // A terminal that is closed ends no run; a server that waits for a signal has it for one.
  if (!['serve', 'lsp'].includes(argv[0] ?? '')) process.on('SIGHUP', () => undefined)
  const { run, keep } = await load()
  process.exitCode = await run()
  // A command line that cannot be run leads nowhere worth keeping.
  if (process.exitCode !== exit.cannot) keep()
  // With nothing left to wait for, all that would follow is taking the heap apart, a tenth of a small run.
  if (process.getActiveResourcesInfo().length === 0) process.exit()
  // What is left then is not worth waiting for, such as a process that was asked for credentials and never answers; what
  // is printed still gets to its reader.
  const isPrinted = () => process.stdout.writableLength + process.stderr.writableLength === 0
  setInterval(() => isPrinted() && process.exit(), 250).unref()
}

interface Loaded {
  run(): Promise<number>
  keep(): void
}

/** Most runs are a plain lint, in a hook or an editor; what the other commands need is not even read then. */
async function load(): Promise<Loaded> {
  const scripts = bundle && openScripts({ hashes: bundle, kind: argv[0], env: process.env, meta: import.meta })
  const build = bundle && `${Object.values(bundle).join(' ')} ${process.version}`
  const keep = (): void => scripts?.keep()
  if (argv[0] === 'lint') {
    const { lintRunner, runInProcess } = scripts ? scripts.part<Lint>('lint.cjs') : await import('./run-lint.ts')
    const lint = lintRunner(argv)
    if (lint) return { run: () => runInProcess(lint, build), keep }
  }
  const { run, runInProcess } = scripts ? scripts.part<Run>('run.cjs') : await import('./run.ts')
  return { run: () => runInProcess((io) => run(argv, io), build), keep }
}
