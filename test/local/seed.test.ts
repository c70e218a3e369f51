import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetImagePipelineCommand, GetInfrastructureConfigurationCommand } from '@aws-sdk/client-imagebuilder'
import { expect, onTestFinished, test } from 'vitest'
import { createLocalImageBuilder } from '../../src/local/index.ts'
import { arnOf, clientFor, startLocal } from './support/client.ts'

async function seedFile(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ibguard-seed-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, name)
  await writeFile(file, text)
  return file
}

const configuration = new GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn: arnOf('web') })

test('resources in the shapes of the API, from YAML, are taken as they are', async () => {
  const seed = await seedFile(
    'live.yaml',
    `
infrastructureConfigurations:
  - arn: ${arnOf('web')}
    name: Web Servers
    instanceProfileName: builder
    dateUpdated: 2026-01-01T00:00:00.000Z
    keyPair: null
    tags: { team: web }
imagePipelines:
  - arn: ${arnOf('web', 'image-pipeline')}
    name: Web
    infrastructureConfigurationArn: ${arnOf('not-here')}
    containerRecipeArn: ${arnOf('web/1.0.0', 'container-recipe')}
`,
  )
  const client = clientFor((await startLocal({ seed })).url)
  expect((await client.send(configuration)).infrastructureConfiguration).toEqual({
    arn: arnOf('web'),
    name: 'Web Servers',
    instanceProfileName: 'builder',
    dateUpdated: '2026-01-01T00:00:00.000Z',
    tags: { team: 'web' },
  })
  const pipeline = await client.send(new GetImagePipelineCommand({ imagePipelineArn: arnOf('web', 'image-pipeline') }))
  expect(pipeline.imagePipeline).toMatchObject({ infrastructureConfigurationArn: arnOf('not-here') })
})

test('specs are taken for what they ask for, named by their ARN', async () => {
  const spec = {
    infrastructureConfigurationArn: arnOf('web'),
    instanceProfileName: 'builder',
    keyPair: null,
    clientToken: 'never stored',
    'x-guard': { imageType: 'AMI' },
  }
  const client = clientFor((await startLocal({ seed: await seedFile('live.json', JSON.stringify([spec])) })).url)
  expect((await client.send(configuration)).infrastructureConfiguration).toEqual({
    arn: arnOf('web'),
    name: 'web',
    instanceProfileName: 'builder',
  })
})

test.each([
  ['live.yaml', 'a: [', 'Cannot read the seed'],
  ['live.json', 'a: 1', 'Cannot read the seed'],
  ['live.yaml', 'specs: []', 'neither a list of specs nor'],
  ['live.yaml', 'infrastructureConfigurations: {}', 'neither a list of specs nor'],
  ['live.yaml', 'web', 'neither a list of specs nor'],
])('%s with %j is refused', async (name, text, message) => {
  await expect(createLocalImageBuilder({ seed: await seedFile(name, text) })).rejects.toMatchObject({
    name: 'GuardError',
    message: expect.stringContaining(message),
  })
})

test('every entry that is no resource is named', async () => {
  const twice = { arn: arnOf('web') }
  const seed = [twice, twice, { arn: 'x' }, { arn: arnOf('web', 'image-pipeline') }]
  const details = ['the ARN "x"', 'image-pipeline', `Several entries have the ARN "${arnOf('web')}"`]
  await expect(createLocalImageBuilder({ seed })).rejects.toMatchObject({
    name: 'GuardError',
    details: details.map((message) => ({ message: expect.stringContaining(message) })),
  })
})
