import { paginateListInfrastructureConfigurations } from '@aws-sdk/client-imagebuilder'
import { expect, test } from 'vitest'
import { arnOf, clientFor, send, startLocal } from './support/client.ts'

const names = Array.from({ length: 60 }, (_, index) => `web-${index}`)
const recipe = 'arn:aws:imagebuilder:eu-west-1:123456789012:container-recipe/web/1.0.0'
const seed = {
  infrastructureConfigurations: names.map((name) => ({
    arn: arnOf(name),
    name,
    instanceProfileName: 'builder',
    keyPair: 'not in a summary',
  })),
  imagePipelines: names.slice(0, 30).map((name, index) => ({
    arn: arnOf(name, 'image-pipeline'),
    name,
    infrastructureConfigurationArn: arnOf(index < 26 ? 'web-0' : name),
    containerRecipeArn: recipe,
  })),
}
const path = '/ListInfrastructureConfigurations'

function list(url: string, body: object, request: { path?: string; region?: string; key?: string } = {}) {
  return send(url, request.path ?? path, { method: 'POST', body, ...request })
}

test('pages of 25 hold every configuration once, as summaries', async () => {
  const { url } = await startLocal({ seed })
  const sizes: number[] = []
  const arns: unknown[] = []
  for await (const page of paginateListInfrastructureConfigurations({ client: clientFor(url) }, {})) {
    const summaries = page.infrastructureConfigurationSummaryList ?? []
    sizes.push(summaries.length)
    arns.push(...summaries.map(({ arn }) => arn))
    expect(summaries[0]).not.toHaveProperty('keyPair')
  }
  expect(sizes).toEqual([25, 25, 10])
  expect(arns).toEqual(names.map((name) => arnOf(name)))
})

test('a listing neither repeats nor loses what stays, whatever comes and goes meanwhile', async () => {
  const { url } = await startLocal({ seed })
  const first = await list(url, { maxResults: 10 })
  const target = encodeURIComponent(arnOf('web-9'))
  await send(url, `/DeleteInfrastructureConfiguration?infrastructureConfigurationArn=${target}`, { method: 'DELETE' })
  const second = await list(url, { maxResults: 2, nextToken: first.body.nextToken })
  const summaries = second.body.infrastructureConfigurationSummaryList as { name: string }[]
  expect(summaries.map(({ name }) => name)).toEqual(['web-10', 'web-11'])
})

test('a token is refused by every list but its own', async () => {
  const { url } = await startLocal({ seed })
  const filters = [{ name: 'infrastructureConfigurationArn', values: [arnOf('web-0')] }]
  const pipelines = '/ListImagePipelines'
  const { nextToken } = (await list(url, { filters }, { path: pipelines })).body
  const answers = await Promise.all([
    list(url, { nextToken }, { path: pipelines }),
    list(url, { nextToken }),
    list(url, { filters, nextToken }, { path: pipelines, region: 'us-east-1' }),
    list(url, { filters, nextToken }, { path: pipelines, key: '210987654321' }),
    list(url, { filters, nextToken: `${nextToken}x` }, { path: pipelines }),
    list(url, { filters, nextToken: 'MQ' }, { path: pipelines }),
  ])
  expect(answers.map(({ errorType }) => errorType)).toEqual(Array(6).fill('InvalidPaginationTokenException'))
  const last = (await list(url, { filters, nextToken }, { path: pipelines })).body
  expect(last.imagePipelineList).toHaveLength(1)
  expect(last).not.toHaveProperty('nextToken')
})

test.each([
  [{ maxResults: 26 }, 'InvalidRequestException'],
  [{ maxResults: 0 }, 'InvalidRequestException'],
  [{ maxResults: '5' }, 'SerializationException'],
  [{ filters: [] }, 'InvalidRequestException'],
  [{ filters: [{ name: 'platform', values: ['Linux'] }] }, 'InvalidRequestException'],
  [{ filters: [{ name: 'name' }] }, 'InvalidRequestException'],
])('%j is refused', async (body, errorType) => {
  const { url } = await startLocal({ seed })
  expect(await list(url, body)).toMatchObject({ status: 400, errorType })
})

test('filters are all to match, by any of their values', async () => {
  const { url } = await startLocal({ seed })
  const { body } = await list(url, { filters: [{ name: 'name', values: ['web-3', 'web-40', 'none'] }] })
  expect(body.infrastructureConfigurationSummaryList).toHaveLength(2)
})

test('a key lists its own account', async () => {
  const { url } = await startLocal({ seed, account: '210987654321' })
  const counts = await Promise.all(
    ['local', '123456789012'].map(async (key) => {
      const { body } = await list(url, {}, { key })
      return (body.infrastructureConfigurationSummaryList as unknown[]).length
    }),
  )
  expect(counts).toEqual([0, 25])
})
