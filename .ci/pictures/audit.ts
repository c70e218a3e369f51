import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../../src/cli/run.ts'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import type { JsonObject } from '../../src/model/json.ts'
import { renderPrComment } from '../../src/report/formats/pr-comment.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { silentIo } from '../../test/support/silent-io.ts'

const [platform, shop, payments, away] = ['111122223333', '444455556666', '777788889999', '222233334444'] as const
const role = 'arn:aws:iam::{account}:role/ibguard'
const good: JsonObject = {
  instanceProfileName: 'EC2InstanceProfileForImageBuilder',
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2 },
  logging: { s3Logs: { s3BucketName: 'acme-image-logs' } },
}

function config(account: string, region: string, name: string, more: JsonObject = {}): JsonObject {
  const arn = `arn:aws:imagebuilder:${region}:${account}:infrastructure-configuration/${name}`
  return { arn, name, ...good, ...more }
}
const optional = { instanceMetadataOptions: { httpTokens: 'optional' } }
const runners = config(platform, 'eu-west-1', 'runners', {
  instanceMetadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 1 },
})
const seed = {
  organization: { accounts: [platform, shop, payments, away].map((Id) => ({ Id })) },
  regions: ['eu-west-1', 'us-east-1'],
  infrastructureConfigurations: [
    config(platform, 'eu-west-1', 'base-al2023'),
    config(platform, 'eu-west-1', 'base-windows', { ...optional, keyPair: 'break-glass' }),
    runners,
    config(platform, 'us-east-1', 'base-al2023'),
    config(shop, 'eu-west-1', 'golden', { ...optional, tags: { 'aws:cloudformation:stack-name': 'golden-images' } }),
    config(shop, 'eu-west-1', 'web', { logging: {} }),
    config(payments, 'eu-west-1', 'cards'),
    config(payments, 'us-east-1', 'cards'),
  ],
  imagePipelines: [
    {
      arn: String(runners.arn).replace('infrastructure-configuration', 'image-pipeline'),
      name: 'runners',
      infrastructureConfigurationArn: String(runners.arn),
      containerRecipeArn: `${String(runners.arn).replace('infrastructure-configuration', 'container-recipe')}/1.0.0`,
    },
  ],
}

/** The issue that a nightly audit keeps, by the command line and a local server. */
export async function auditPictures(): Promise<Record<string, string>> {
  const cwd = scratchFolder('pictures')
  const server = await createLocalImageBuilder({
    seed,
    fault: [`AssumeRole=AccessDeniedException@${role.replace('{account}', away)}`],
  })
  const env = {
    ...process.env,
    AWS_ENDPOINT_URL: server.url,
    AWS_ACCESS_KEY_ID: '999900001111',
    AWS_SECRET_ACCESS_KEY: 'pictures',
    AWS_REGION: 'eu-west-1',
  }
  Object.assign(process.env, env)
  try {
    writeFileSync(join(cwd, 'ibguard.config.json'), JSON.stringify({ targets: { role } }))
    const argv = ['audit', '--account', 'all', '--region', 'all', '--format', 'json=report.json']
    await run(argv, { ...silentIo, cwd, env })
    const report = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8'))
    const runUrl = 'https://github.com/acme/images/actions/runs/1658821493'
    return { 'audit-issue': renderPrComment(report, { verdict: 'fail', isError: false, notices: [], runUrl }, 60_000) }
  } finally {
    delete process.env.AWS_ENDPOINT_URL
    await server.close()
  }
}
