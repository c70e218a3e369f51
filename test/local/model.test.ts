import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isOperationName, operations } from '../../src/local/model.ts'
import { startLocal } from './support/client.ts'
import { invoke } from './support/invoke.ts'
import { validInputs, violationsOf } from './support/model-arbitraries.ts'
import { type Call, consistent, createTarget, createWorld } from './support/world.ts'

/** Operations that change or remove their target, so that each needs its own. */
const consuming = ['DeleteInfrastructureConfiguration', 'DeleteImagePipeline', 'TagResource']

async function start() {
  const local = await startLocal()
  const call: Call = async (name, input) => {
    const { status, body } = await invoke(local.url, name, input)
    expect({ name, status, body }).toMatchObject({ status: 200 })
    return body as Awaited<ReturnType<Call>>
  }
  await createWorld(call)
  return { ...local, call }
}

describe.each(Object.keys(operations).filter(isOperationName))('%s', (name) => {
  test('accepts what the model allows', async () => {
    const { call } = await start()
    await fc.assert(
      fc.asyncProperty(validInputs(name), async (input) => {
        const target = consuming.includes(name) ? await createTarget(name, call) : {}
        await call(name, { ...consistent(name, input), ...target })
      }),
      { numRuns: 25 },
    )
  })

  test('refuses each single violation by its name and changes nothing', async () => {
    const { url, mutations } = await start()
    const before = [...mutations]
    for (const { what, expected, value } of violationsOf(name)) {
      await fc.assert(
        fc.asyncProperty(value, async (input) => {
          const { status, errorType } = await invoke(url, name, input)
          expect({ what, status, errorType }).toEqual({ what, status: 400, errorType: expected })
        }),
        { numRuns: 2 },
      )
    }
    expect(mutations).toEqual(before)
  })
})
