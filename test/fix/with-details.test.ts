import { expect, it } from 'vitest'
import { loadHcl } from '../../src/document/hcl/load-hcl.ts'
import { lintTexts } from '../../src/run/lint-texts.ts'

it('of a file that is one long line what is about the finding is shown', async () => {
  const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
  const specs = Array.from({ length: 200 }, (_, at) => ({
    infrastructureConfigurationArn: `${arn}-${at}`,
    instanceMetadataOptions: { httpTokens: 'optional' },
  }))
  const { findings } = await lintTexts([{ file: 'specs.json', text: JSON.stringify(specs) }], {
    config: 'extends: none\nrules: { imdsv2-required: error }',
    hcl: loadHcl,
  })
  const shown = findings.filter(({ ruleId }) => ruleId === 'imdsv2-required').map(({ source = '' }) => source)
  expect(shown).toHaveLength(200)
  for (const [at, source] of shown.entries()) {
    expect(source.length).toBeLessThan(300)
    expect(source).toContain('"httpTokens":"optional"')
    expect(source.includes(`web-${at}"`)).toBe(true)
  }
})
