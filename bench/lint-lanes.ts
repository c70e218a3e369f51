/** Spec number `at`: of each four, one breaks each of the three rules and one is clean. */
export function specText(at: number): string {
  const broken = at % 4
  const logging = broken === 2 ? 's3KeyPrefix: builds' : 's3BucketName: acme-image-logs, s3KeyPrefix: builds'
  return `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/spec-${at}
description: Configuration number ${at}
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes:
  - m7i.large
  - m6i.large
subnetId: subnet-0a1b2c3d4e5f60718
securityGroupIds:
  - sg-0a1b2c3d4e5f60718
logging:
  s3Logs: { ${logging} }
instanceMetadataOptions:
  httpTokens: ${broken === 0 ? 'optional' : 'required'}
  httpPutResponseHopLimit: ${broken === 1 ? 1 : 2}
x-guard:
  imageType: DOCKER
`
}

/** Number of findings that so many give. */
export const expectedOf = (count: number): number =>
  [0, 1, 2].reduce((sum, rest) => sum + Math.ceil((count - rest) / 4), 0)

/** A file with so many of them, from number `from` on. */
export function envelopeText(from: number, count: number): string {
  const specs = Array.from(
    { length: count },
    (_, at) =>
      `  - ${specText(from + at)
        .trimEnd()
        .replaceAll('\n', '\n    ')}\n`,
  )
  return `specs:\n${specs.join('')}`
}

export const ibguardConfig = {
  extends: 'none',
  rules: { 'imdsv2-required': 'error', 'container-hop-limit': 'error', 's3-logging-required': 'error' },
} as const

/** The least that does the work: no positions, no schema, no limits. */
export const floor: string = `
import { readdirSync, readFileSync } from 'node:fs'
import { load } from 'js-yaml'
const findings = []
const judge = (file, spec) => {
  const say = (ruleId) => findings.push({ ruleId, file, arn: spec.infrastructureConfigurationArn })
  if (spec.instanceMetadataOptions?.httpTokens !== 'required') say('imdsv2-required')
  if (!(spec.instanceMetadataOptions?.httpPutResponseHopLimit >= 2)) say('container-hop-limit')
  if (!spec.logging?.s3Logs?.s3BucketName) say('s3-logging-required')
}
for (const name of readdirSync(process.argv[2]).sort()) {
  const file = process.argv[2] + '/' + name
  const document = load(readFileSync(file, 'utf8'))
  for (const spec of document.specs ?? [document]) judge(file, spec)
}
process.stdout.write(JSON.stringify({ findings }, null, 2))
`

export const eslintConfig: string = `
import yml from 'eslint-plugin-yml'
import { getStaticYAMLValue } from 'yaml-eslint-parser'
const rule = (holds) => ({
  create: (context) => ({
    Program(node) {
      if (!holds(getStaticYAMLValue(node))) context.report({ node, message: 'violated' })
    },
  }),
})
const local = { rules: {
  imdsv2: rule((spec) => spec.instanceMetadataOptions?.httpTokens === 'required'),
  hop: rule((spec) => spec.instanceMetadataOptions?.httpPutResponseHopLimit >= 2),
  s3: rule((spec) => Boolean(spec.logging?.s3Logs?.s3BucketName)),
} }
export default [
  ...yml.configs['flat/base'],
  { files: ['**/*.yaml'], plugins: { local }, rules: { 'local/imdsv2': 'error', 'local/hop': 'error', 'local/s3': 'error' } },
]
`
