import fc from 'fast-check'
import { expect, it } from 'vitest'
import { plainLint } from '../../src/cli/plain-lint.ts'
import { createProgram } from '../../src/cli/program.ts'
import { silentIo } from '../support/silent-io.ts'

/** What commander makes of a command line of lint. */
async function byCommander(argv: readonly string[]): Promise<unknown> {
  const program = createProgram(silentIo).described()
  const lint = program.commands.find((command) => command.name() === 'lint')
  let read: unknown
  lint?.action((...given: unknown[]) => {
    read = { paths: lint.args, options: given.at(-2) }
  })
  await program.parseAsync([...argv], { from: 'user' })
  return read
}

const words = [
  '--format',
  '--config',
  '--cwd',
  '--fail-on',
  '--baseline',
  '--changed-since',
  '--config-from',
  '--cache-location',
  '--cache-strategy',
]
const flags = [
  '--cache',
  '--quiet',
  '--verbose',
  '--safe',
  '--fix',
  '--stats',
  '--no-color',
  '--update-baseline',
  '-',
  '--',
  '-q',
]
const values = ['web.yaml', 'json', 'json=x.json', 'error', 'never', 'nope', 'main', '', '--quiet', 'a=b=c', 'content']
const word = fc.oneof(
  fc.constantFrom(...words, ...flags, ...values),
  fc.tuple(fc.constantFrom(...words, ...flags), fc.constantFrom(...values)).map(([name, value]) => `${name}=${value}`),
)

it('a command line that is read without commander says the same to it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (rest) => {
      const argv = ['lint', ...rest]
      const plain = plainLint(argv)
      if (plain) expect(await byCommander(argv)).toEqual(plain)
    }),
    { numRuns: 300 },
  )
})

it.each([
  ['lint'],
  ['lint', 'specs', 'more/*.yaml'],
  ['lint', '--format', 'json', '--format=sarif=out.sarif', '--quiet'],
  ['lint', '--cache', '--cache-location', 'x/', '--cache-strategy=content'],
  ['lint', '--config', 'a.yaml', '--fail-on', 'note', '--no-color', '--changed-since', 'main', '--safe'],
])('%s %s %s %s is plain', async (...argv) => {
  expect(plainLint(argv)).toEqual(await byCommander(argv))
})

it.each([['plan'], ['lint', '--help'], ['lint', '--fail-on', 'none'], ['lint', '--format'], ['lint', '--nope']])(
  '%s %s is left to commander',
  (...argv) => {
    expect(plainLint(argv)).toBeUndefined()
  },
)
