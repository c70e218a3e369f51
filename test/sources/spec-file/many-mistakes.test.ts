import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ParsedText } from '../../../src/document/yaml/parsed-text.ts'
import { readSpecFile } from '../../../src/sources/spec-file/spec-file.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'

it('of values of a wrong type each has its finding and its place, the others are the configuration', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { maxLength: 200 }),
      fc.array(fc.boolean(), { maxLength: 80 }),
      (tags, types) => {
        const text = [
          `infrastructureConfigurationArn: ${arn}`,
          'instanceTypes:',
          ...types.map((isRight, at) => `  - ${isRight ? `t${at}` : at}`),
          'resourceTags:',
          ...tags.map((isRight, at) => `  k${at}: ${isRight ? 'v' : 5}`),
        ].join('\n')
        const { specs, findings } = readSpecFile(new ParsedText('web.yaml', text))
        const wrong = [
          ...types.flatMap((isRight, at) => (isRight ? [] : [at + 3])),
          ...tags.flatMap((isRight, at) => (isRight ? [] : [at + types.length + 4])),
        ]
        expect(findings.map(({ line }) => line)).toEqual(wrong)
        expect(specs[0]?.config.instanceTypes ?? []).toEqual(
          types.flatMap((isRight, at) => (isRight ? [`t${at}`] : [])),
        )
        const kept = tags.flatMap((isRight, at) => (isRight ? [`k${at}`] : []))
        expect(Object.keys(specs[0]?.config.resourceTags ?? {})).toEqual(kept)
      },
    ),
  )
})
