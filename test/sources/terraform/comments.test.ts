import { describe, expect, it } from 'vitest'
import { findingsOf, loadFiles, resourceWith } from './judge.ts'

const ids = async (text: string): Promise<string[]> => (await findingsOf(text)).map(({ ruleId }) => ruleId)

const keyed = (comment: string): string => resourceWith(`${comment}\nkey_pair = "mine"`)

describe('a comment suppresses', () => {
  it.each([
    ['inside the block', keyed('# ibguard suppress no-key-pair: break-glass')],
    ['with a day', keyed('// ibguard suppress no-key-pair until 2999-01-01: break-glass')],
    ['behind an argument', resourceWith('key_pair = "mine" # ibguard suppress no-key-pair: break-glass')],
    ['above the block', `# x\n# ibguard suppress no-key-pair: break-glass\n${resourceWith('key_pair = "mine"')}`],
  ])('%s', async (_, text) => {
    expect(await ids(text)).toEqual([])
  })

  it.each([
    ['without a reason', keyed('# ibguard suppress no-key-pair'), 'invalid-suppression'],
    ['with another rule', keyed('# ibguard suppress no-keypair: x'), 'invalid-suppression'],
    ['with no day', keyed('# ibguard suppress no-key-pair until soon: x'), 'invalid-suppression'],
    ['with an unknown verb', keyed('# ibguard supress no-key-pair: x'), 'invalid-suppression'],
    ['too late', keyed('# ibguard suppress no-key-pair until 2020-01-01: x'), 'expired-suppression'],
  ])('nothing %s', async (_, text, rule) => {
    expect((await ids(text)).sort()).toEqual([rule, 'no-key-pair'].sort())
  })

  it('of another file or block not at all, and is unused there', async () => {
    const text = `# ibguard suppress no-key-pair: x\n\n${resourceWith('key_pair = "mine"')}# ibguard imageType DOCKER\n`
    const findings = await findingsOf(text)
    expect(findings.map(({ ruleId, line }) => [ruleId, line])).toEqual([
      ['unused-suppression', 1],
      ['no-key-pair', 17],
      ['unused-suppression', 19],
    ])
  })

  it('in a text or in /* */ is none', async () => {
    const text = resourceWith(
      '/* ibguard suppress no-key-pair: x */\ndescription = "# ibguard suppress no-key-pair: x"',
    )
    expect(await ids(text)).toEqual([])
  })

  it('for all instances at once', async () => {
    expect(await ids(resourceWith('count = 3\nkey_pair = "mine" # ibguard suppress no-key-pair: x'))).toEqual([])
  })
})

describe('what is built', () => {
  const arn = 'aws_imagebuilder_infrastructure_configuration.web'
  const pipeline = (recipe: string, reference: string): string =>
    `resource "aws_imagebuilder_image_pipeline" "p" {\n  ${recipe}_recipe_arn = aws_imagebuilder_${recipe}_recipe.r.arn\n  infrastructure_configuration_arn = ${reference}\n}\n`
  const typeOf = async (files: Record<string, string>): Promise<unknown> =>
    (await loadFiles(files)).resources?.map(({ imageType }) => imageType)

  it.each([
    [`${arn}.arn`, ''],
    [`${arn}[0].arn`, ''],
    [`try(${arn}["x"].arn, "")`, ''],
    ['local.arn', `locals {\n  arn = ${arn}.arn\n}\n`],
  ])('is read from %s', async (reference, more) => {
    const text = resourceWith('') + more
    expect(await typeOf({ 'main.tf': text + pipeline('container', reference) })).toEqual(['DOCKER'])
    expect(await typeOf({ 'main.tf': text + pipeline('image', reference) })).toEqual(['AMI'])
  })

  it('is read through outputs and variables of modules', async () => {
    const files = {
      'infra/main.tf': `${resourceWith('')}output "arn" {\n  value = ${arn}.arn\n}\n`,
      'pipe/main.tf': `variable "infra" {}\n${pipeline('container', 'var.infra')}`,
      'main.tf':
        'module "infra" {\n  source = "./infra"\n  count = 1\n}\nmodule "pipe" {\n  source = "./pipe"\n  infra = module.infra[0].arn\n}\n',
    }
    expect(await typeOf(files)).toEqual(['DOCKER'])
  })

  it('is both where a condition chooses', async () => {
    const text = pipeline('container', `${arn}.arn`).replace(
      'container_recipe_arn = aws_imagebuilder_container_recipe.r.arn',
      'container_recipe_arn = var.c ? "a" : null\n  image_recipe_arn = var.c ? null : "b"',
    )
    expect(await typeOf({ 'main.tf': resourceWith('') + text })).toEqual(['DOCKER'])
  })

  it('is said by a comment where no pipeline says it', async () => {
    const text = resourceWith('# ibguard imageType DOCKER')
    expect(await typeOf({ 'main.tf': text })).toEqual(['DOCKER'])
    expect(await typeOf({ 'main.tf': text + pipeline('image', `${arn}.arn`) })).toEqual(['AMI'])
    const [finding] = await findingsOf(resourceWith('# ibguard imageType docker'))
    expect(finding).toMatchObject({ ruleId: 'schema', message: 'imageType is "docker"; it must be "AMI" or "DOCKER".' })
  })

  it('with a configuration of a remote module is not judged', async () => {
    const text = `module "ib" {\n  source = "terraform-aws-modules/ib/aws"\n}\n${pipeline('image', 'module.ib.arn')}`
    const findings = await findingsOf({ 'main.tf': text, 'x.tf': resourceWith('') })
    expect(findings).toMatchObject([{ ruleId: 'not-judged', address: 'aws_imagebuilder_image_pipeline.p', line: 4 }])
  })
})
