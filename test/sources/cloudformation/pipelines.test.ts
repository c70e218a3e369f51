import { describe, expect, it } from 'vitest'
import { findingsOf, loadTemplates, templateWith } from './judge.ts'

const low = templateWith('InstanceMetadataOptions: { HttpTokens: required, HttpPutResponseHopLimit: 1 }')

const user = (properties: string, type = 'ImagePipeline'): string =>
  `  User:\n    Type: AWS::ImageBuilder::${type}\n    Properties: { ${properties} }\n`

/** What is said of the hop limit: an error for containers, a note where the kind is unknown, nothing for AMIs. */
async function kindOf(files: string | Record<string, string>): Promise<'DOCKER' | 'AMI' | 'unknown'> {
  const found = (await findingsOf(files)).find(({ ruleId }) => ruleId === 'container-hop-limit')
  if (!found) return 'AMI'
  return found.severity === 'note' ? 'unknown' : 'DOCKER'
}

describe('pipelines and images of a template tell what is built', () => {
  it.each([
    ['', 'unknown'],
    [user('InfrastructureConfigurationArn: !Ref Infra, ContainerRecipeArn: !Ref R'), 'DOCKER'],
    [user('InfrastructureConfigurationArn: !GetAtt Infra.Arn, ContainerRecipeArn: x', 'Image'), 'DOCKER'],
    [user('InfrastructureConfigurationArn: { "Fn::GetAtt": [Infra, Arn] }, ImageRecipeArn: x'), 'AMI'],
    [user('InfrastructureConfigurationArn: !Sub "${Infra.Arn}", ImageRecipeArn: !Ref R'), 'AMI'],
    [user('InfrastructureConfigurationArn: !If [C, !Ref Infra, !Ref Other], ContainerRecipeArn: x'), 'DOCKER'],
    [user('InfrastructureConfigurationArn: !Ref Other, ContainerRecipeArn: x'), 'unknown'],
    [
      user(
        'InfrastructureConfigurationArn: !Ref Infra, ContainerRecipeArn: !If [C, x, !Ref AWS::NoValue], ImageRecipeArn: !If [C, !Ref AWS::NoValue, y]',
      ),
      'DOCKER',
    ],
    [
      user('InfrastructureConfigurationArn: !Ref Infra, ContainerRecipeArn: !Ref AWS::NoValue, ImageRecipeArn: x'),
      'AMI',
    ],
  ])('%s: %s', async (more, expected) => {
    expect(await kindOf(low + more)).toBe(expected)
  })

  it('and come before Metadata', async () => {
    const docker = low.replace(
      '    Properties:',
      '    Metadata: { imagebuilder-guard: { imageType: DOCKER } }\n    Properties:',
    )
    expect(await kindOf(docker)).toBe('DOCKER')
    expect(await kindOf(docker + user('InfrastructureConfigurationArn: !Ref Infra, ImageRecipeArn: x'))).toBe('AMI')
  })
})

const nest = (parameters: string, url = './child.yaml'): string =>
  `Parameters: { Tokens: { Type: String, Default: optional } }
Resources:
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ${url}
      Parameters: { ${parameters} }
`

const child = templateWith(
  'InstanceMetadataOptions: { HttpTokens: !Ref Tokens, HttpPutResponseHopLimit: 1 }',
  'Parameters:\n  Tokens: { Type: String, Default: required }\n  Infra2: { Type: String }\n',
)

describe('a local nested template', () => {
  it('is judged through what its parent passes', async () => {
    const findings = await findingsOf({ 'child.yaml': child, 'parent.yaml': nest('Tokens: optional') })
    const found = findings.find(({ ruleId }) => ruleId === 'imdsv2-required')
    expect(found).toMatchObject({
      file: 'child.yaml',
      line: 11,
      address: 'Infra',
      related: [{ message: 'Tokens is passed here', file: 'parent.yaml', line: 7 }],
    })
    const good = await findingsOf({ 'child.yaml': child, 'parent.yaml': nest('Tokens: required') })
    expect(good.map(({ ruleId }) => ruleId)).not.toContain('imdsv2-required')
    const ofDefault = await findingsOf({ 'child.yaml': child, 'parent.yaml': nest('Tokens: !Ref Tokens') })
    expect(ofDefault.map(({ ruleId }) => ruleId)).toContain('imdsv2-required')
    const alone = await findingsOf({ 'child.yaml': child })
    expect(alone.map(({ ruleId }) => ruleId)).not.toContain('imdsv2-required')
  })

  it('is read though nobody named it, and SAM nests too', async () => {
    const sam = nest('Tokens: optional')
      .replace('AWS::CloudFormation::Stack', 'AWS::Serverless::Application')
      .replace('TemplateURL', 'Location')
    for (const parent of [nest('Tokens: optional'), sam]) {
      const fleet = await loadTemplates({ 'child.yaml': child, 'parent.yaml': parent }, ['parent.yaml'])
      expect(fleet.files).toEqual(['child.yaml'])
    }
  })

  it('tells through outputs and parameters what is built', async () => {
    const low = child.replace('!Ref Tokens', 'required')
    const output = `${low}Outputs:\n  Arn: { Value: !GetAtt Infra.Arn }\n`
    const outer =
      nest('Tokens: required') +
      user('InfrastructureConfigurationArn: !GetAtt Nested.Outputs.Arn, ContainerRecipeArn: x')
    expect(await kindOf({ 'child.yaml': output, 'parent.yaml': outer })).toBe('DOCKER')
    const pipeline = `Parameters: { Infra: { Type: String } }\nResources:\n${user('InfrastructureConfigurationArn: !Ref Infra, ContainerRecipeArn: x')}`
    const inner = low + nest('Infra: !Ref Infra').split('Resources:\n')[1]
    expect(await kindOf({ 'child.yaml': pipeline, 'parent.yaml': inner })).toBe('DOCKER')
  })

  it('by a URL is not fetched, which is said where a configuration may hide there', async () => {
    const outer =
      nest('A: b', 'https://s3.amazonaws.com/x/child.yaml') +
      user('InfrastructureConfigurationArn: !GetAtt Nested.Outputs.Arn, ContainerRecipeArn: x')
    expect(await findingsOf({ 'parent.yaml': outer })).toMatchObject([
      { ruleId: 'not-judged', severity: 'note', line: 8, message: expect.stringContaining('stack Nested') },
    ])
    expect(await findingsOf({ 'parent.yaml': nest('A: b', 'https://s3.amazonaws.com/x/child.yaml') })).toEqual([])
  })

  it('ends where it nests itself', async () => {
    const circle = nest('A: b', './parent.yaml') + templateWith('KeyPair: a').split('Resources:\n')[1]
    expect((await findingsOf({ 'parent.yaml': circle })).map(({ ruleId }) => ruleId)).toEqual(['no-key-pair'])
  })

  it('with a circle between two is judged once each', async () => {
    const files = {
      'a.yaml': nest('A: b', './b.yaml') + templateWith('KeyPair: a').split('Resources:\n')[1],
      'b.yaml': nest('A: b', './a.yaml'),
    }
    expect((await findingsOf(files)).map(({ ruleId }) => ruleId)).toEqual(['no-key-pair'])
  })
})
