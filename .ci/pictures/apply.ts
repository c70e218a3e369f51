import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../src/cli/run.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import type { Report } from '../../src/model/report.ts'
import { type ReportFrame, renderPrComment } from '../../src/report/formats/pr-comment.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { silentIo } from '../../test/support/silent-io.ts'

const lanes: [account: string, region: string][] = [
  ['111122223333', 'eu-west-1'],
  ['111122223333', 'us-east-1'],
  ['444455556666', 'eu-west-1'],
]
const names = [
  'api',
  'batch',
  'cache',
  'ci',
  'db',
  'edge',
  'etl',
  'gpu',
  'mail',
  'proxy',
  'queue',
  'search',
  'web',
  'win',
]
const arnOf = (name: string, [account, region]: [string, string]): string =>
  `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/${name}`
const targets = lanes.flatMap((lane) => names.map((name) => ({ name, arn: arnOf(name, lane) })))
const gone = arnOf('mail', ['111122223333', 'us-east-1'])
const refused = arnOf('ci', ['444455556666', 'eu-west-1'])
const moved = arnOf('web', ['444455556666', 'eu-west-1'])

const live = targets
  .filter(({ arn }) => arn !== gone)
  .map(
    ({ name, arn }): JsonObject => ({
      arn,
      name,
      instanceProfileName: 'EC2InstanceProfileForImageBuilder',
      instanceTypes: name === 'gpu' ? ['g5.xlarge'] : ['m5.large'],
      instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 1 },
      logging: { s3Logs: { s3BucketName: 'acme-old-logs' } },
      ...(name === 'db' && { keyPair: 'break-glass' }),
    }),
  )
const specs = targets.map(
  ({ name, arn }): JsonObject => ({
    infrastructureConfigurationArn: arn,
    instanceProfileName: 'EC2InstanceProfileForImageBuilder',
    instanceMetadataOptions: { httpTokens: arn === refused ? 'optional' : 'required', httpPutResponseHopLimit: 2 },
    logging: { s3Logs: { s3BucketName: 'acme-image-logs', s3KeyPrefix: 'builds' } },
    ...(name === 'gpu' && { instanceTypes: ['g6.xlarge', 'g5.xlarge'] }),
    ...(name === 'db' && { keyPair: null }),
    'x-guard': { imageType: 'AMI' },
  }),
)

const frame = (report: Report): ReportFrame => ({
  verdict: 'fail',
  isError: false,
  notices: [],
  filesUrl: 'https://github.com/acme/images/blob/6dcb09b5b57875f334f61aebed695e2e4193db5e/',
  runUrl: 'https://github.com/acme/images/actions/runs/1658821493',
  ...(report.outcomes.length > 0 && { verdict: report.summary.failed > 0 ? 'fail' : 'pass' }),
})

/** Comment, and so summary, of a plan of 40 changes and of an apply with failures, by the command line and a local server. */
export async function applyPictures(): Promise<Record<string, string>> {
  const cwd = scratchFolder('pictures')
  const update = 'UpdateInfrastructureConfiguration'
  const server = await createLocalImageBuilder({
    seed: { infrastructureConfigurations: live },
    fault: [
      `${update}=ForbiddenException@${arnOf('gpu', ['111122223333', 'eu-west-1'])}`,
      `${update}=ForbiddenException@${arnOf('gpu', ['111122223333', 'us-east-1'])}`,
      `${update}=InvalidParameterCombinationException@${arnOf('win', ['444455556666', 'eu-west-1'])}`,
    ],
  })
  process.env.AWS_ACCESS_KEY_ID = 'pictures'
  process.env.AWS_SECRET_ACCESS_KEY = 'pictures'
  const at = ['--endpoint-url', server.url]
  try {
    writeFileSync(join(cwd, 'images.json'), JSON.stringify(specs, null, 2))
    const planned = await reportOf(['plan', 'images.json', '--out', 'plan.json', ...at], cwd)
    const { createImageBuilders } = await import('../../src/aws/clients.ts')
    const [account, region] = lanes[2] ?? ['', '']
    await createImageBuilders({ local: server })({ partition: 'aws', account, region }).update({
      infrastructureConfigurationArn: moved,
      instanceProfileName: 'EC2InstanceProfileForImageBuilder',
      clientToken: 'somebody-else',
    })
    const apply = ['apply', 'plan.json', '--yes', '--rate', '100', '--max-failures', '100%', ...at]
    const applied = await reportOf(apply, cwd)
    return {
      'plan-comment': renderPrComment(planned, frame(planned), 60_000),
      'apply-comment': renderPrComment(applied, frame(applied), 60_000),
    }
  } finally {
    await server.close()
  }
}

async function reportOf(argv: string[], cwd: string): Promise<Report> {
  await run([...argv, '--format', 'json=report.json'], { ...silentIo, cwd, env: process.env })
  return JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))
}
