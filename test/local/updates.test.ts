import {
  GetInfrastructureConfigurationCommand,
  UpdateInfrastructureConfigurationCommand,
} from '@aws-sdk/client-imagebuilder'
import { describe, expect, test } from 'vitest'
import { account, arnOf, clientFor, region, send, startLocal } from './support/client.ts'

const arn = arnOf('web')
const live = {
  arn,
  name: 'web',
  instanceProfileName: 'builder',
  keyPair: 'break-glass',
  instanceMetadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 2 },
  tags: { team: 'web' },
}
const seed = { infrastructureConfigurations: [live] }

function get(url: string) {
  const query = new URLSearchParams({ infrastructureConfigurationArn: arn })
  return send(url, `/GetInfrastructureConfiguration?${query}`, { method: 'GET' })
}

function update(url: string, fields: object = {}) {
  const body = { infrastructureConfigurationArn: arn, instanceProfileName: 'builder', clientToken: 'one', ...fields }
  return send(url, '/UpdateInfrastructureConfiguration', { body })
}

describe('an update', () => {
  test('replaces every setting and keeps name, tags and what it cannot name', async () => {
    const { url } = await startLocal({ seed })
    const client = clientFor(url)
    const answer = await client.send(
      new UpdateInfrastructureConfigurationCommand({
        infrastructureConfigurationArn: arn,
        instanceProfileName: 'builder',
        instanceMetadataOptions: { httpTokens: 'required' },
      }),
    )
    expect(answer.infrastructureConfigurationArn).toBe(arn)
    expect(answer.requestId).toBe(answer.$metadata.requestId)
    const { infrastructureConfiguration } = await client.send(
      new GetInfrastructureConfigurationCommand({ infrastructureConfigurationArn: arn }),
    )
    expect(infrastructureConfiguration).toEqual({
      arn,
      name: 'web',
      instanceProfileName: 'builder',
      instanceMetadataOptions: { httpTokens: 'required' },
      tags: { team: 'web' },
      dateUpdated: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    })
  })

  test('stores unknown members at any depth and takes null as absent', async () => {
    const { url } = await startLocal({ seed })
    await update(url, { future: { a: [{ b: null, c: 1 }] }, keyPair: null, name: 'no', tags: { a: 'b' }, dryRun: true })
    expect((await get(url)).body.infrastructureConfiguration).toEqual({
      arn,
      name: 'web',
      instanceProfileName: 'builder',
      future: { a: [{ c: 1 }] },
      tags: { team: 'web' },
      dateUpdated: expect.any(String),
    })
  })

  test('repeated with its token answers as the first did and is no mutation', async () => {
    const { url, mutations } = await startLocal({ seed })
    const first = await update(url, { resourceTags: { a: '1', b: '2' } })
    await update(url, { clientToken: 'two', description: 'changed since' })
    const again = await update(url, { resourceTags: { b: '2', a: '1' }, description: null })
    expect(again.body).toEqual(first.body)
    expect(mutations.map(({ clientToken }) => clientToken)).toEqual(['one', 'two'])
    expect((await get(url)).body.infrastructureConfiguration).toMatchObject({ description: 'changed since' })
    expect(mutations[0]).toMatchObject({ operation: 'UpdateInfrastructureConfiguration', account, region, arn })
  })

  test('with a token that was used for something else is refused', async () => {
    const { url } = await startLocal({ seed })
    await update(url)
    expect(await update(url, { description: 'other' })).toMatchObject({
      status: 400,
      errorType: 'IdempotentParameterMismatchException',
      body: { __type: 'IdempotentParameterMismatchException', message: expect.stringContaining('one') },
    })
  })
})
