import { join } from 'node:path'
import { expect, it } from 'vitest'
import { imageBuilderGuard } from '../../../src/cdk.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { templateWith } from './judge.ts'

async function validate(properties: string) {
  const plugin = await imageBuilderGuard({
    config: { extends: 'none', rules: { 'imdsv2-required': 'error', 'no-key-pair': 'warning' } },
  })
  const folder = tempFolder({ 'a.yaml': templateWith(properties) })
  return plugin.validate({ templatePaths: [join(folder, 'a.yaml')] })
}

it('is synchronous, names the resource and fails from severity error on', async () => {
  const imds = 'InstanceMetadataOptions: { HttpTokens: optional, HttpPutResponseHopLimit: 2 }'
  const report = await validate(imds)
  expect(report).toMatchObject({
    success: false,
    violations: [
      {
        ruleName: 'imdsv2-required',
        severity: 'error',
        violatingResources: [
          {
            resourceLogicalId: 'Infra',
            templatePath: expect.stringMatching(/\/a\.yaml$/),
            locations: ['Properties.InstanceMetadataOptions.HttpTokens'],
          },
        ],
      },
    ],
  })
})

it('succeeds with warnings, and with nothing', async () => {
  expect(await validate('KeyPair: a')).toMatchObject({ success: true, violations: [{ severity: 'warning' }] })
  expect(await validate('Description: a')).toEqual({ success: true, violations: [] })
})

it('says what is wrong with its config before synthesis', async () => {
  await expect(imageBuilderGuard({ config: 'nowhere.yaml' })).rejects.toThrow('nowhere.yaml')
})
