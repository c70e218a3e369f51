import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { writeReaderTools } from '../support/reader-tools.ts'
import { tempFolder, writeFiles } from '../support/temp-folder.ts'
import { commandInProcess } from './in-process.ts'

interface Ran {
  code: number | null
  output: string
}

export interface DocsProject {
  folder: string
  write(file: string, text: string): void
  run(script: string): Promise<Ran>
  /** Starts it, waits for its first line, ends it with the test. */
  background(script: string): Promise<void>
}

/**
 * A repository of the reader's, with a remote, and AWS where the targets are live with settings that rules object to.
 * Commands run in this process, unless they are to run as `isBuilt`.
 */
export async function createProject(arns: readonly string[], { isBuilt }: { isBuilt: boolean }): Promise<DocsProject> {
  const base = tempFolder()
  const folder = join(base, 'repository')
  const tools = join(base, 'tools')
  const remote = join(base, 'remote.git')
  mkdirSync(folder)
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(resolve('.'), join(folder, 'node_modules/imagebuilder-guard'))
  writeFiles(folder, { '.gitignore': 'node_modules\n', 'package.json': '{ "private": true, "type": "module" }\n' })

  const server = await createLocalImageBuilder({
    seed: {
      infrastructureConfigurations: [...new Set(arns)].map((arn) => ({
        arn,
        name: arn.slice(arn.lastIndexOf('/') + 1),
        instanceProfileName: 'EC2InstanceProfileForImageBuilder',
        instanceTypes: ['m6i.large'],
        instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 },
        keyPair: 'admin',
      })),
    },
  })
  onTestFinished(() => server.close())
  const env = {
    PATH: [tools, process.env.PATH].join(delimiter),
    HOME: base,
    NO_COLOR: '1',
    GIT_AUTHOR_NAME: 'Reader',
    GIT_AUTHOR_EMAIL: 'reader@example.com',
    GIT_COMMITTER_NAME: 'Reader',
    GIT_COMMITTER_EMAIL: 'reader@example.com',
    AWS_ENDPOINT_URL_IMAGEBUILDER: server.url,
    AWS_ENDPOINT_URL_STS: server.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'eu-west-1',
  }
  writeReaderTools(tools, isBuilt ? undefined : await commandInProcess(base, env))
  // What runs in this process asks git and the AWS SDK, which look here.
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  const start = (script: string): ChildProcess =>
    spawn('bash', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })

  const run = async (script: string): Promise<Ran> => {
    const child = start(script)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text))
    return { code: await new Promise((done) => child.on('close', done)), output }
  }
  const begun = await run(
    `set -e; git init -q -b main; git add .; git commit -qm start; git clone -q --bare . '${remote}'
     git remote add origin '${remote}'; git fetch -q origin`,
  )
  if (begun.code !== 0) throw new Error(begun.output)

  return {
    folder,
    write(file, text) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    },
    run,
    async background(script) {
      const child = start(script)
      const ended = new Promise((done) => child.once('close', done))
      onTestFinished(async () => {
        if (child.pid === undefined || child.exitCode !== null) return
        process.kill(-child.pid)
        // It may still write into the folder, which is removed next.
        await ended
      })
      await new Promise<void>((ready, fail) => {
        child.stdout?.once('data', () => ready())
        child.once('exit', (code) => fail(new Error(`ended with ${code}`)))
      })
    },
  }
}
