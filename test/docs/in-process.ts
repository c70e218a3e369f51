import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { ibguard } from '../support/cli.ts'

/**
 * Runs what shells ask for in this process, which has everything loaded: a tenth of what a process of its own takes.
 * Returns the text of a program in bash that asks.
 */
export async function commandInProcess(folder: string, env: Record<string, string>): Promise<string> {
  let runs = 0
  async function answer(socket: Socket): Promise<void> {
    const [cwd = '', ...argv] = await wordsFrom(socket)
    const { code, stdout, stderr } = await ibguard(argv, { cwd, env })
    const name = join(folder, `run-${runs++}`)
    writeFileSync(`${name}.out`, stdout)
    writeFileSync(`${name}.err`, stderr)
    socket.end(`${code} ${name}\n`)
  }
  const server = createServer((socket) => void answer(socket).catch((error) => socket.destroy(error))).listen(
    0,
    '127.0.0.1',
  )
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return `exec 3<> /dev/tcp/127.0.0.1/${port}
printf '%s\\0' "$#" "$PWD" "$@" >&3
read -r code name <&3
cat "$name.err" >&2
cat "$name.out"
exit "$code"`
}

/** As many words as the first one says, and one. */
async function wordsFrom(socket: Socket): Promise<string[]> {
  let text = ''
  for await (const chunk of socket.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk
    const [count, ...words] = text.split('\0')
    if (words.length >= Number(count) + 2) return words.slice(0, -1)
  }
  throw new Error(`the question ends after ${JSON.stringify(text)}`)
}
