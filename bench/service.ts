import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { ServerResult, ServerSettings } from './apply-server.ts'

/** Starts the service of a measured run in a process of its own. */
export async function startServer(settings: ServerSettings): Promise<{ url: string; stop(): Promise<ServerResult> }> {
  const server = start('apply-server.ts', settings)
  const lines = createInterface({ input: server.stdout! })[Symbol.asyncIterator]()
  const { url } = JSON.parse((await lines.next()).value ?? '{}')
  return {
    url,
    async stop() {
      server.stdin?.end()
      return JSON.parse((await lines.next()).value ?? '{}')
    },
  }
}

/** Settings go by a file: a list of targets is longer than a command line may be. */
export function start(file: string, settings: object): ChildProcess {
  const code = `import { readFileSync } from 'node:fs'; process.argv[2] = readFileSync(3, 'utf8'); await import(${JSON.stringify(
    new URL(file, import.meta.url).href,
  )})`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  })
  const pipe = child.stdio[3]
  if (pipe && 'end' in pipe) pipe.end(JSON.stringify(settings))
  return child
}
