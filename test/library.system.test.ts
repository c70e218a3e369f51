import { createRequire } from 'node:module'
import { expect, it } from 'vitest'

it('the library is there for programs in CommonJS too', () => {
  const library = createRequire(import.meta.url)('../src/index.ts')
  expect(library).toMatchObject({ lint: expect.any(Function), renderReport: expect.any(Function) })
})
