import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ibguard } from '../../support/cli.ts'
import { specText } from '../../support/spec-text.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { cachedLint, nextTick } from './cached-lint.ts'

const numRuns = Number(process.env.FUZZ_RUNS ?? 25)
const arn = (name: string): string => `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/${name}`
const spec = (name: string, fields = {}): string => specText({ infrastructureConfigurationArn: arn(name), ...fields })
const suppress = (rule: string, more = {}) => ({ 'x-guard': { suppress: [{ rule, reason: 'known', ...more }] } })
const weak = { instanceMetadataOptions: { httpTokens: 'optional' } }

/** What a file may hold: of each kind that reading tells apart. */
const texts = [
  spec('a'),
  spec('a', weak),
  // As long as the one before.
  spec('b', weak),
  spec('b', { keyPair: 'x', 'x-guard': {} }),
  spec('c', { ...weak, ...suppress('imdsv2-required') }),
  spec('c', { ...weak, ...suppress('imdsv2-required', { expires: '2030-01-03' }) }),
  spec('c', suppress('no-key-pair')),
  spec('d', { 'x-guard': { update: 'replace' }, clientToken: 'x' }),
  spec('d', { instanceTypez: [], securityGroupIds: ['sg-1'] }),
  `defaults: { keyPair: x }\nspecs:\n  - ${spec('e')}\n  - ${spec('f', weak)}\n`,
  `defaults: { keyPair: x, x-guard: { suppress: [{ rule: no-key-pair, reason: x }] } }\nspecs:\n  - ${spec('e')}\n`,
  `${spec('a')}]`,
  `---\n${spec('a')}\n---\n${spec('g', weak)}\n`,
  'infrastructureConfigurationArn: 5 # no ARN\n',
  'another: thing\n',
  '{"kind":"ibguard-plan"}',
  'Resources: { X: { Type: "AWS::ImageBuilder::InfrastructureConfiguration", Properties: { InstanceProfileName: p } } }',
]
const names = ['infra/a.yaml', 'infra/b.yaml', 'infra/deep/c.yaml', 'infra/d.json']
const configs = [
  undefined,
  'extends: recommended',
  'extends: strict\nrules: { no-key-pair: warning }',
  'extends: recommended\npartialSpecs: defer',
  'extends: recommended\noverrides: [{ files: ["infra/*.yaml"], imageType: DOCKER, rules: { imdsv2-required: off } }]',
  'extends: strict\nignores: ["**/deep/**"]\nenforce: [imdsv2-required]',
  'extends: recommended\nsuppressions: [{ rule: imdsv2-required, reason: x, files: ["infra/*.yaml"], expires: "2030-01-02" }]',
  'extends: none\nassertions: [{ id: acme/x, message: Say why., schema: { required: [description] } }]',
]

const cacheOf = (strategy: string): string => `.${strategy}/.ibguardcache`

/** What happens between two runs. */
type Step =
  | { write: string; text: string; inPlace: boolean }
  | { remove: string }
  | { swap: string; with: string }
  | { link: string; to: string }
  | { config: string | undefined }
  | { baseline: boolean }
  | { spoil: 'metadata' | 'content'; at: number; put: string }

async function take(step: Step, cwd: string): Promise<void> {
  const at = (name: string): string => join(cwd, name)
  const replace = (name: string, text: string): void => {
    rmSync(at(name), { force: true })
    writeFileSync(at(name), text)
  }
  if ('write' in step) {
    if (!step.inPlace) replace(step.write, step.text)
    // Links may lead in a circle.
    else if (existsSync(at(step.write))) writeFileSync(at(step.write), step.text)
  } else if ('remove' in step) rmSync(at(step.remove), { force: true })
  else if ('swap' in step) {
    if (step.swap === step.with || !existsSync(at(step.swap)) || !existsSync(at(step.with))) return
    renameSync(at(step.swap), at('x'))
    renameSync(at(step.with), at(step.swap))
    renameSync(at('x'), at(step.with))
  } else if ('link' in step) {
    rmSync(at(step.link), { force: true })
    symlinkSync(at(step.to), at(step.link))
  } else if ('config' in step) {
    if (step.config === undefined) rmSync(at('ibguard.config.yaml'), { force: true })
    else replace('ibguard.config.yaml', `files: ["infra/**/*.{yaml,json}"]\n${step.config}\n`)
  } else if ('baseline' in step) {
    if (step.baseline) await ibguard(['lint', '--update-baseline', 'infra'], { cwd })
    else rmSync(at('.ibguard-baseline.json'), { force: true })
  } else if (existsSync(at(cacheOf(step.spoil)))) {
    const text = readFileSync(at(cacheOf(step.spoil)), 'utf8')
    writeFileSync(at(cacheOf(step.spoil)), text.slice(0, step.at % text.length) + step.put)
  }
}

const name = fc.constantFrom(...names)
const edit: fc.Arbitrary<Step> = fc.record({ write: name, text: fc.constantFrom(...texts), inPlace: fc.boolean() })
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: edit, weight: 6 },
  fc.record({ remove: name }),
  fc.record({ swap: name, with: name }),
  fc.record({ link: name, to: name }),
  fc.record({ config: fc.constantFrom(...configs) }),
  fc.record({ baseline: fc.boolean() }),
  fc.record({
    spoil: fc.constantFrom('metadata' as const, 'content' as const),
    at: fc.nat(),
    // A cache that is whole is believed: who can write one decides what is found, as with a config.
    put: fc.string().map((text) => text.replaceAll(/["[\]{},\d]/g, '')),
  }),
)
const run = fc.record({
  paths: fc.constantFrom([], ['infra'], ['infra/a.yaml'], ['infra/**/*.yaml']),
  format: fc.constantFrom('json', 'json', 'rdjson', 'stylish', 'sarif'),
  day: fc.integer({ min: 1, max: 4 }),
})

it('whatever happens between runs, a run with a cache prints what one without it prints', async () => {
  const history = fc.array(fc.tuple(fc.array(step, { minLength: 1, maxLength: 3 }), run), {
    minLength: 2,
    maxLength: 6,
  })
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 3, maxLength: 5 }), history, async (first, rounds) => {
      const cwd = tempFolder()
      for (const file of names) mkdirSync(dirname(join(cwd, file)), { recursive: true })
      for (const each of first) await take(each, cwd)
      for (const [steps, { paths, format, day }] of rounds) {
        for (const each of steps) await take(each, cwd)
        const argv = ['--format', format, '--verbose', ...paths]
        const now = () => Date.parse(`2030-01-0${day}`)
        const plain = await ibguard(['lint', ...argv], { cwd, now })
        for (const strategy of ['metadata', 'content']) {
          const how = ['--cache-strategy', strategy, '--cache-location', cacheOf(strategy)]
          const { stderr, ...cached } = await cachedLint([...how, ...argv], cwd, now)
          expect({ ...cached, stderr: stderr.replace(/^ibguard: cache: .*\n/m, '') }).toEqual(plain)
        }
        nextTick(cwd)
      }
      rmSync(cwd, { recursive: true })
    }),
    { numRuns },
  )
}, 120_000)
