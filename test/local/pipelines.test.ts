import {
  CreateContainerRecipeCommand,
  CreateImagePipelineCommand,
  DeleteImagePipelineCommand,
  DeleteInfrastructureConfigurationCommand,
  GetContainerRecipeCommand,
  GetImagePipelineCommand,
  type ImagebuilderClient,
  ListImagePipelinesCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-imagebuilder'
import { expect, test } from 'vitest'
import { arnOf, clientFor, startLocal } from './support/client.ts'

const infrastructureConfigurationArn = arnOf('web')
const seed = [{ infrastructureConfigurationArn, instanceProfileName: 'builder' }]

function createRecipe(client: ImagebuilderClient, semanticVersion: string) {
  return client.send(
    new CreateContainerRecipeCommand({
      name: 'Web App',
      semanticVersion,
      containerType: 'DOCKER',
      parentImage: 'amazonlinux:2023',
      targetRepository: { service: 'ECR', repositoryName: 'web' },
      components: [{ componentArn: 'arn:aws:imagebuilder:eu-west-1:aws:component/update-linux/x.x.x' }],
    }),
  )
}

async function startWithRecipe() {
  const { url } = await startLocal({ seed })
  const client = clientFor(url)
  for (const semanticVersion of ['1.9.0', '1.10.0', '2.0.0']) await createRecipe(client, semanticVersion)
  return client
}

test('a pipeline needs a recipe and a configuration that exist, and keeps the configuration from being deleted', async () => {
  const client = await startWithRecipe()
  const containerRecipeArn = arnOf('web-app/1.x.x', 'container-recipe')
  const { containerRecipe } = await client.send(new GetContainerRecipeCommand({ containerRecipeArn }))
  expect(containerRecipe).toMatchObject({ version: '1.10.0', name: 'Web App', containerType: 'DOCKER' })

  const pipeline = { name: 'web', infrastructureConfigurationArn }
  const create = (fields: object) => client.send(new CreateImagePipelineCommand({ ...pipeline, ...fields }))
  await expect(create({})).rejects.toMatchObject({ name: 'InvalidRequestException' })
  await expect(create({ containerRecipeArn: arnOf('web-app/3.x.x', 'container-recipe') })).rejects.toMatchObject({
    name: 'InvalidRequestException',
    message: expect.stringContaining('web-app/3.x.x'),
  })
  const missing = { infrastructureConfigurationArn: arnOf('none'), containerRecipeArn }
  await expect(create(missing)).rejects.toMatchObject({ name: 'InvalidRequestException' })
  const { imagePipelineArn } = await create({ containerRecipeArn, tags: { team: 'web' } })

  const { imagePipeline } = await client.send(new GetImagePipelineCommand({ imagePipelineArn }))
  const { imagePipelineList } = await client.send(
    new ListImagePipelinesCommand({
      filters: [{ name: 'infrastructureConfigurationArn', values: [infrastructureConfigurationArn] }],
    }),
  )
  expect(imagePipelineList).toEqual([imagePipeline])
  expect(imagePipeline).toMatchObject({
    containerRecipeArn,
    status: 'ENABLED',
    enhancedImageMetadataEnabled: true,
    imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 720 },
    tags: { team: 'web' },
  })

  const remove = () => client.send(new DeleteInfrastructureConfigurationCommand({ infrastructureConfigurationArn }))
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceDependencyException' })
  await client.send(new DeleteImagePipelineCommand({ imagePipelineArn }))
  await remove()
  await expect(remove()).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('a wildcard in a version counts on from the newest, and stands for it', async () => {
  const client = await startWithRecipe()
  const get = (version: string) =>
    client.send(new GetContainerRecipeCommand({ containerRecipeArn: arnOf(`web-app/${version}`, 'container-recipe') }))
  for (const [asked, given] of [
    ['1.10.x', '1.10.1'],
    ['1.x.x', '1.11.0'],
    ['4.0.x', '4.0.0'],
    ['x.x.x', '5.0.0'],
  ] as const) {
    const { containerRecipeArn } = await createRecipe(client, asked)
    expect(containerRecipeArn).toBe(arnOf(`web-app/${given}`, 'container-recipe'))
    expect((await get(asked)).containerRecipe?.version).toBe(given)
  }
  expect(await get('1.x.x')).toMatchObject({
    latestVersionReferences: {
      latestVersionArn: arnOf('web-app/x.x.x', 'container-recipe'),
      latestMajorVersionArn: arnOf('web-app/1.x.x', 'container-recipe'),
      latestMinorVersionArn: arnOf('web-app/1.11.x', 'container-recipe'),
      latestPatchVersionArn: arnOf('web-app/1.11.0', 'container-recipe'),
    },
  })
  await expect(createRecipe(client, 'x.1.x')).rejects.toMatchObject({ name: 'InvalidVersionNumberException' })
  await expect(createRecipe(client, '1.0.1073741824')).rejects.toMatchObject({ name: 'InvalidVersionNumberException' })
  await expect(get('x.1.x')).rejects.toMatchObject({ name: 'InvalidRequestException' })
  await expect(get('9.x.x')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
})

test('tags come and go on every kind of resource, at most 50', async () => {
  const client = await startWithRecipe()
  for (const resourceArn of [infrastructureConfigurationArn, arnOf('web-app/2.0.0', 'container-recipe')]) {
    const tags = Object.fromEntries(Array.from({ length: 49 }, (_, index) => [`k${index}`, 'v']))
    await client.send(new TagResourceCommand({ resourceArn, tags: { ...tags, 'a b': '' } }))
    await expect(client.send(new TagResourceCommand({ resourceArn, tags: { more: '' } }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    })
    await client.send(new UntagResourceCommand({ resourceArn, tagKeys: Object.keys(tags) }))
    expect(await client.send(new ListTagsForResourceCommand({ resourceArn }))).toMatchObject({ tags: { 'a b': '' } })
  }
  const resourceArn = arnOf('none')
  await expect(client.send(new ListTagsForResourceCommand({ resourceArn }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  await expect(client.send(new ListTagsForResourceCommand({ resourceArn: 'web' }))).rejects.toMatchObject({
    name: 'InvalidParameterException',
  })
})
