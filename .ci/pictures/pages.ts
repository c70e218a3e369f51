import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../src/cli/run.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { silentIo } from '../../test/support/silent-io.ts'

export interface PagePicture {
  html: string
  isDark?: boolean
}

const lanes = [
  ['111122223333', 'eu-west-1'],
  ['111122223333', 'us-east-1'],
  ['444455556666', 'eu-west-1'],
] as const
const teams = ['api', 'batch', 'cache', 'data', 'edge', 'mail', 'search', 'web']
const images = ['al2023', 'al2023-arm', 'debian', 'docker', 'gpu', 'rhel', 'ubuntu', 'windows', 'win-sql']

interface Target {
  name: string
  arn: string
  at: number
}

const targets = lanes.flatMap(([account, region], lane) =>
  teams.flatMap((team, x) =>
    images.map((image, y): Target => {
      const name = `${team}-${image}`
      const arn = `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/${name}`
      return { name, arn, at: lane * 100 + x * images.length + y }
    }),
  ),
)

const liveOf = ({ name, arn }: Target): JsonObject => ({
  arn,
  name,
  instanceProfileName: 'EC2InstanceProfileForImageBuilder',
  instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 },
  logging: { s3Logs: { s3BucketName: 'acme-old-logs' } },
})
const specOf = ({ arn, name }: Target): JsonObject => ({
  infrastructureConfigurationArn: arn,
  instanceProfileName: 'EC2InstanceProfileForImageBuilder',
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  logging: { s3Logs: { s3BucketName: 'acme-image-logs', s3KeyPrefix: name } },
  'x-guard': { imageType: 'AMI' },
})

/** What a fleet that nobody looked after says, here and there. */
const oddities: ((at: number) => JsonObject | undefined)[] = [
  (at) =>
    at % 9 === 3 ? { instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 2 } } : undefined,
  (at) => (at % 9 === 4 ? { instanceTypes: ['g5.xlarge', 'm5.large', 'm7g.large'] } : undefined),
  (at) => (at % 11 === 5 ? { keyPair: 'break-glass' } : undefined),
  (at) => (at % 13 === 6 ? { subnetId: 'subnet-0a1b2c3d4e5f60718' } : undefined),
  (at) => (at % 17 === 7 ? { snsTopicArn: 'arn:aws:sns:eu-west-2:111122223333:images' } : undefined),
  (at) => (at % 7 === 2 ? { logging: { s3Logs: { s3BucketName: 'Acme_Logs' } } } : undefined),
  (at) => (at % 10 === 1 ? { instanceProfileName: 'CHANGEME' } : undefined),
]

/** The page of an audit of an organization: most comply, some are kept by CloudFormation, one account lacks the role. */
async function auditPage(cwd: string): Promise<string> {
  const away = '777788889999'
  const live = targets.map(({ arn, name, at }): JsonObject => {
    const old: JsonObject = at % 3 === 0 ? { instanceMetadataOptions: { httpTokens: 'optional' } } : {}
    const logs: JsonObject = at % 8 === 1 ? { logging: {} } : {}
    const tags = at % 6 === 0 ? { 'aws:cloudformation:stack-name': `images-${name}` } : {}
    return { ...liveOf({ name, arn, at }), ...fine, ...old, ...logs, tags }
  })
  const server = await createLocalImageBuilder({
    seed: {
      organization: { accounts: [...new Set(lanes.map(([account]) => account)), away].map((Id) => ({ Id })) },
      regions: ['eu-west-1', 'us-east-1'],
      infrastructureConfigurations: live,
    },
    fault: [`AssumeRole=AccessDeniedException@arn:aws:iam::${away}:role/ibguard`],
  })
  process.env.AWS_ENDPOINT_URL = server.url
  process.env.AWS_REGION = 'eu-west-1'
  try {
    const role = 'arn:aws:iam::{account}:role/ibguard'
    writeFileSync(join(cwd, 'ibguard.config.json'), JSON.stringify({ targets: { role } }))
    return await pageOf(['audit', '--account', 'all', '--region', 'all'], cwd)
  } finally {
    rmSync(join(cwd, 'ibguard.config.json'))
    delete process.env.AWS_ENDPOINT_URL
    await server.close()
  }
}
const fine: JsonObject = {
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
}

/** The page of a lint, that of an audit, and that of an apply against a server that throttles. */
export async function pagePictures(): Promise<Record<string, PagePicture>> {
  const cwd = scratchFolder('pictures')
  const update = 'UpdateInfrastructureConfiguration'
  const refused = targets.filter(({ at }) => at === 70 || at === 145)
  const server = await createLocalImageBuilder({
    seed: { infrastructureConfigurations: targets.slice(0, -1).map(liveOf) },
    rate: 5,
    burst: 10,
    latency: 40,
    fault: refused.map(({ arn }) => `${update}=ForbiddenException@${arn}`),
  })
  process.env.AWS_ACCESS_KEY_ID = 'pictures'
  process.env.AWS_SECRET_ACCESS_KEY = 'pictures'
  try {
    writeFileSync(join(cwd, 'images.json'), JSON.stringify(targets.map(specOf), null, 2))
    const odd = targets.slice(0, 60).map((target) => {
      const changed = oddities.map((oddity) => oddity(target.at))
      return Object.assign(specOf(target), ...changed)
    })
    for (const team of teams) {
      const own = odd.filter(({ infrastructureConfigurationArn: arn }) => arn.includes(`/${team}-`))
      writeFileSync(join(cwd, `team-${team}.json`), JSON.stringify(own, null, 2))
    }
    const apply = ['apply', 'images.json', '--yes', '--max-failures', '100%', '--endpoint-url', server.url]
    return {
      'page-audit': { html: await auditPage(cwd) },
      'page-lint': { html: await pageOf(['lint', 'team-*.json'], cwd) },
      'page-apply-dark': { html: await pageOf(apply, cwd), isDark: true },
    }
  } finally {
    await server.close()
  }
}

async function pageOf(argv: string[], cwd: string): Promise<string> {
  const stderr = { ...silentIo.stderr, write: (text: string) => process.stderr.write(text) }
  await run([...argv, '--format', 'html=page.html'], { ...silentIo, cwd, env: process.env, stderr })
  return readFileSync(join(cwd, 'page.html'), 'utf8')
}
