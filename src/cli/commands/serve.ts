import { resolve } from 'node:path'
import { createLocalImageBuilder, type LocalImageBuilderOptions } from '../../local/index.ts'
import { exit } from '../exit.ts'
import type { Io } from '../io.ts'

export interface ServeOptions extends Omit<LocalImageBuilderOptions, 'clock' | 'random'> {
  host: string
  port: number
  account: string
  seed?: string
  fault?: string[]
}

/** Services that `--deep` asks, as the variables of their endpoints name them. */
const others = ['EC2', 'IAM', 'KMS', 'RESOURCE_GROUPS', 'S3', 'SNS']

/** Serves until interrupted. The first line on stdout is the URL; the variables to set follow it. */
export async function serve(_paths: string[], options: ServeOptions, io: Io): Promise<number> {
  const { seed, state, log, ...rest } = options
  const server = await createLocalImageBuilder({
    ...rest,
    ...(seed !== undefined && { seed: resolve(io.cwd, seed) }),
    ...(state !== undefined && { state: resolve(io.cwd, state) }),
    ...(log !== undefined && { log: resolve(io.cwd, log) }),
  })
  io.stdout.write(
    [
      `Local Image Builder listens on ${server.url}`,
      `export AWS_ENDPOINT_URL_IMAGEBUILDER=${server.url}`,
      `export AWS_ENDPOINT_URL_STS=${server.url}`,
      `export ${others.map((name) => `AWS_ENDPOINT_URL_${name}=${server.url}`).join(' ')}`,
      'export AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local',
      // Some clients read the one, some the other.
      'export AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1',
      '',
    ].join('\n'),
  )
  if (!io.signal.aborted) await new Promise((stop) => io.signal.addEventListener('abort', stop, { once: true }))
  await server.close()
  return exit.clean
}
