#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { tool } from '../model/tool.ts'
import { createProcessIo } from './process-io.ts'

const argv = process.argv.slice(2)
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
// Editors and scripts ask for the version often; it needs nothing of what follows.
if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) process.stdout.write(`${tool.version}\n`)
else if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`ibguard: Node ${process.versions.node} runs here, it needs 22.18 or newer.\n`)
  process.exitCode = 2
} else await runCommand()

async function runCommand(): Promise<void> {
  // Compiling what is imported is a third of the time that a small run takes; from the second run on it is done.
  enableCompileCache()
  // The heap of a long run grows to several times what it holds. Collecting garbage more often keeps an apply of 10,000
  // specs near 200 MB instead of 340, for an eighth more processor time in commands that mostly wait for the service.
  if (['plan', 'apply', 'rollback'].includes(argv[0] ?? '')) {
    process.getBuiltinModule('node:v8').setFlagsFromString('--optimize-for-size')
  }
  // A terminal that is closed ends no run; a server that waits for a signal has it for one.
  if (argv[0] !== 'serve') process.on('SIGHUP', () => undefined)
  const { run } = await import('./run.ts')
  try {
    process.exitCode = await run(argv, createProcessIo())
    // What is left then is not worth waiting for, such as a process that was asked for credentials and never answers; what
    // is printed still gets to its reader.
    const isPrinted = () => process.stdout.writableLength + process.stderr.writableLength === 0
    setInterval(() => isPrinted() && process.exit(), 250).unref()
  } catch (error) {
    const { describeError } = await import('../report/formats/describe-error.ts')
    process.stderr.write(`${describeError(error)}\n`)
    process.exitCode = 2
  }
}
