import { expect, it } from 'vitest'
import { loadHcl } from '../../src/document/hcl/load-hcl.ts'
import { loadFiles } from '../../src/sources/load-files.ts'
import { memoryTexts } from '../../src/sources/memory-texts.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'

it('reads files of every origin that are on no disk', async () => {
  const texts = memoryTexts(
    new Map(
      Object.entries({
        '/repo/infra/web.yaml': `infrastructureConfigurationArn: ${arn}\ninstanceProfileName: p\n`,
        '/repo/stack.yaml':
          'Resources:\n  Infra:\n    Type: AWS::ImageBuilder::InfrastructureConfiguration\n    Properties: { Name: a, InstanceProfileName: p }\n',
        '/repo/tf/main.tf':
          'resource "aws_imagebuilder_infrastructure_configuration" "this" {\n  name                  = "a"\n  instance_profile_name = var.profile\n}\n',
        '/repo/tf/variables.tf': 'variable "profile" {\n  default = "p"\n}\n',
        '/repo/other.yaml': 'services: {}\n',
      }),
    ),
  )
  const found = ['infra/web.yaml', 'stack.yaml', 'tf/main.tf', 'other.yaml', 'gone.yaml']
  const fleet = await loadFiles(
    found.map((file) => ({ path: `/repo/${file}`, by: 'search' as const })),
    { root: '/repo', texts, hcl: loadHcl },
  )
  expect(fleet.specs.map((spec) => spec.arn)).toEqual([arn])
  expect(fleet.resources?.map(({ address, config }) => [address, config.instanceProfileName])).toEqual([
    ['Infra', 'p'],
    ['aws_imagebuilder_infrastructure_configuration.this', 'p'],
  ])
  expect(fleet.unrelated).toEqual(['other.yaml'])
  expect(fleet.findings.map(({ message }) => message)).toEqual(['gone.yaml: There is no such file.'])
})
