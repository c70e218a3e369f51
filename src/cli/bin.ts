#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { createProcessIo } from './process-io.ts'

// Compiling what is imported is a third of the time that a small run takes; from the second run on it is done.
enableCompileCache()
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), createProcessIo())
