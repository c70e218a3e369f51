import { expect, it } from 'vitest'
import { formats } from '../../../src/report/formats/index.ts'
import { ibguard } from '../../support/cli.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { changeOf, configured, planOf } from './plan.ts'

const type = 'aws_imagebuilder_infrastructure_configuration'

/** What no report may show; each part of a value that a rule could take out of it counts. */
const secret = {
  key: 'hunter2-key "quoted" <b>',
  bucket: 's3://hunter2-bucket/hunter2/logs',
  prefix: '/hunter2-prefix',
  profile: 'arn:aws:iam::210987654321:instance-profile/team/Hunter2Profile',
  topic: 'arn:aws:sns:eu-west-1:210987654321:hunter2-topic.fifo',
  tokens: 'hunter2optional',
  type: 'hunter2.large',
  subnet: 'hunter2-subnet',
  tag: 'hunter2-tag',
  description: `hunter2 ${'and more '.repeat(200)}`,
  zone: 'hunter2-zone-1a',
}

const after = {
  name: 'web',
  arn: 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web',
  description: secret.description,
  instance_profile_name: secret.profile,
  key_pair: secret.key,
  sns_topic_arn: secret.topic,
  subnet_id: secret.subnet,
  instance_types: [secret.type],
  security_group_ids: [secret.subnet],
  resource_tags: { Name: secret.tag, 'aws:x': secret.tag },
  placement: [{ availability_zone: secret.zone, tenancy: secret.tokens }],
  instance_metadata_options: [{ http_tokens: secret.tokens, http_put_response_hop_limit: 1 }],
  logging: [{ s3_logs: [{ s3_bucket_name: secret.bucket, s3_key_prefix: secret.prefix }] }],
}

const sensitive = {
  description: true,
  instance_profile_name: true,
  key_pair: true,
  sns_topic_arn: true,
  subnet_id: true,
  instance_types: [true],
  security_group_ids: true,
  resource_tags: true,
  placement: true,
  instance_metadata_options: [{ http_tokens: true }],
  logging: [{ s3_logs: [{ s3_bucket_name: true, s3_key_prefix: true }] }],
}

const plan = planOf(
  [
    changeOf({ actions: ['update'], before: { ...after, key_pair: 'hunter2-old' }, after, sensitive }),
    changeOf({ address: `module.m.${type}.web`, module: 'module.m', after, sensitive }),
  ],
  {
    resources: [configured(type, 'web')],
    module_calls: { m: { source: './m', module: { resources: [configured(type, 'web')] } } },
  },
)

const source = `resource "${type}" "web" {
  name                  = "web"
  key_pair              = sensitive(${JSON.stringify(secret.key)})
  instance_profile_name = sensitive("${secret.profile}")
  instance_metadata_options {
    http_tokens = sensitive("${secret.tokens}")
  }
}
`

it.each(formats)('what a plan marks as sensitive is nowhere in %s', async (format) => {
  const cwd = tempFolder({
    'tfplan.json': JSON.stringify(plan, null, 2),
    'main.tf': `${source}module "m" {\n  source = "./m"\n}\n`,
    'm/main.tf': source,
    'ibguard.config.json': JSON.stringify({
      extends: 'strict',
      rules: {
        's3-logging-required': ['error', { bucket: 'acme' }],
        'instance-types-allowed': ['error', { allow: ['m7i.*'] }],
      },
    }),
  })
  const { stdout, stderr } = await ibguard(['lint', 'tfplan.json', '--format', format], { cwd })
  const text = stdout + stderr
  expect(text).toContain('imdsv2-required')
  expect(text).toContain('no-key-pair')
  expect(text.match(/.{0,60}(?:hunter2|210987654321|and more).{0,60}/gis) ?? []).toEqual([])
})
