import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LocalImageBuilder } from '../../src/local/index.ts'
import { arnOf, send, startLocal } from './support/client.ts'
import { type OperationCase, operationCases } from './support/model-arbitraries.ts'

const seed = {
  infrastructureConfigurations: [{ arn: arnOf('web'), name: 'web', instanceProfileName: 'builder' }],
}

function call(local: LocalImageBuilder, { path, method }: OperationCase, input: object) {
  return send(local.url, path, { method, body: input })
}

async function stateOf(local: LocalImageBuilder): Promise<unknown> {
  const query = `infrastructureConfigurationArn=${encodeURIComponent(arnOf('web'))}`
  const { body } = await send(local.url, `/GetInfrastructureConfiguration?${query}`, { method: 'GET' })
  const listed = await send(local.url, '/ListInfrastructureConfigurations', { method: 'POST', body: {} })
  return [body.infrastructureConfiguration, listed.body.infrastructureConfigurationSummaryList]
}

describe.each(operationCases)('$name', (operation) => {
  test('accepts what the model allows', async () => {
    const local = await startLocal({ seed })
    await fc.assert(
      fc.asyncProperty(operation.valid, async (input) => {
        const answer = await call(local, operation, input)
        expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
      }),
      { numRuns: 60 },
    )
  })

  test('refuses each single violation by its name and changes nothing', async () => {
    const local = await startLocal({ seed })
    const before = await stateOf(local)
    await fc.assert(
      fc.asyncProperty(operation.violating, async ({ input, expected }) => {
        const answer = await call(local, operation, input)
        expect(answer).toMatchObject({ status: 400, errorType: expected })
      }),
      { numRuns: 250 },
    )
    expect(local.mutations).toEqual([])
    expect(await stateOf(local)).toEqual(before)
  })
})
