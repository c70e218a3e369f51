import { parse as parseByHashiCorp } from '@cdktn/hcl2json'
import { describe, expect, it } from 'vitest'
import { builtinRules } from '../../../rules/index.ts'
import type { Rule } from '../../../src/lint/rule.ts'
import { isObject, type Json, type JsonObject } from '../../../src/model/json.ts'
import { snakeNaming } from '../../../src/resource/names.ts'
import { runRule } from '../../../src/testing/run-rule.ts'
import { specsOf } from '../../support/rule-pages.ts'
import { type Files, findingsOf, resourceWith } from './judge.ts'

/** Ways to say the same value; `declare` takes it to the top of the file under a name, and gives the reference. */
type Say = (value: string, declare: (text: (name: string) => string) => string) => string
const dialects: Record<string, Say> = {
  literals: (value) => value,
  variables: (value, declare) => `var.${declare((name) => `variable "${name}" {\n  default = ${value}\n}`)}`,
  locals: (value, declare) => `local.${declare((name) => `locals {\n  ${name} = ${value}\n}`)}`,
  branches: (value) => `true ? ${value} : null`,
}

/** A value as HCL; texts are escaped as templates have them. */
function hcl(value: Json): string {
  if (typeof value === 'string') return JSON.stringify(value).replaceAll(/[$%]\{/g, (mark) => mark[0] + mark)
  if (Array.isArray(value)) return `[${value.map(hcl).join(', ')}]`
  if (!isObject(value)) return String(value)
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)} = ${hcl(inner)}`)
    .join(', ')} }`
}

function moduleOf(spec: JsonObject, say: Say): string {
  const { infrastructureConfigurationArn: _, clientToken: _token, 'x-guard': guard, ...config } = spec
  const declared: string[] = []
  const declare = (text: (name: string) => string): string => {
    const name = `v${declared.length}`
    declared.push(text(name))
    return name
  }
  const body = (fields: JsonObject): string[] =>
    Object.entries(fields).flatMap(([key, value]) => {
      const name = snakeNaming.ownName(key)
      if (value === null) return []
      if (isObject(value) && key !== 'resourceTags') return [`${name} {`, ...body(value), '}']
      return [`${name} = ${say(hcl(value), declare)}`]
    })
  // What a spec leaves out is the API's default; what Terraform leaves out is the provider's.
  const all: JsonObject = { terminateInstanceOnFailure: true, ...config }
  const imageType = isObject(guard) && guard.imageType !== undefined ? [`# ibguard imageType ${guard.imageType}`] : []
  const resource = [
    'resource "aws_imagebuilder_infrastructure_configuration" "web" {',
    ...imageType,
    'name = "web"',
    ...body(all),
    '}',
  ]
  return `${[...declared, ...resource].join('\n')}\n`
}

/** Rules about what only specs have: a target, a token, null that clears, what is live. */
const ofSpecs = ['client-token-unpinned', 'unique-target', 'no-cleared-fields', 'removed-field-stays']
/** Of fields that the provider lacks nothing can be said. */
const isKnown = (spec: JsonObject): boolean => !('terminateInstanceOnCompletion' in spec) && !('parentInstance' in spec)
const rules = builtinRules.filter((rule) => rule.check && !ofSpecs.includes(rule.id))

describe.each(rules)('$id speaks of Terraform as it does of specs', (rule: Rule) => {
  const specs = specsOf(rule.id).filter(([, spec]) => spec.specs === undefined && !Array.isArray(spec) && isKnown(spec))

  /** Where the rule objects in a spec, and in the same as Terraform has it. */
  const wantedOf = (spec: JsonObject, options: JsonObject): string[] => {
    const { infrastructureConfigurationArn: _arn, ...fields } = spec
    const guard = isObject(spec['x-guard']) ? spec['x-guard'] : {}
    const whole = {
      terminateInstanceOnFailure: true,
      ...fields,
      infrastructureConfigurationArn: '',
      'x-guard': { ...guard, update: 'replace' },
    }
    return runRule(rule, { spec: whole, options }).map(({ pointer }) => pointer)
  }
  const saidOf = async (files: Files, options: JsonObject): Promise<string[]> => {
    const rulesOn = {
      [rule.id]: { severity: 'error' as const, options: { ...rule.defaults, ...options }, origin: 'test' },
    }
    const findings = await findingsOf(files, { changes: { rules: rulesOn } })
    return findings.filter(({ ruleId }) => ruleId === rule.id).map(({ pointer }) => pointer)
  }

  it('in the JSON syntax, as HashiCorp’s parser turns it', async () => {
    const texts = specs.map(([, spec], at) => {
      const text = moduleOf(spec, dialects.literals as Say).replace('configuration" "web"', `configuration" "s${at}"`)
      const [, imageType] = /ibguard imageType (\w+)/.exec(text) ?? []
      const recipe = imageType === 'DOCKER' ? 'container_recipe_arn' : 'image_recipe_arn'
      const arn = `aws_imagebuilder_infrastructure_configuration.s${at}.arn`
      const user = `resource "aws_imagebuilder_image" "s${at}" {\n${recipe} = "x"\ninfrastructure_configuration_arn = ${arn}\n}\n`
      return imageType === undefined ? text : text + user
    })
    const { resource } = (await parseByHashiCorp('main.tf', texts.join(''))) as { resource?: JsonObject }
    for (const [at, [, spec, options]] of specs.entries()) {
      const own = Object.entries(resource ?? {}).flatMap(([type, named]) =>
        isObject(named) && named[`s${at}`] !== undefined ? [[type, { [`s${at}`]: named[`s${at}`] }]] : [],
      )
      const text = JSON.stringify({ resource: Object.fromEntries(own) })
      expect((await saidOf({ 'main.tf.json': text }, options)).sort(), text).toEqual(wantedOf(spec, options).sort())
    }
  })

  it.each(Object.entries(dialects))('in %s', async (_, say) => {
    for (const [, spec, options] of specs) {
      const text = moduleOf(spec, say)
      expect((await saidOf({ 'main.tf': text }, options)).sort(), text).toEqual(wantedOf(spec, options).sort())
    }
  })
})

it('what the provider lacks is an unknown property, and why', async () => {
  const findings = await findingsOf(
    resourceWith(
      'terminate_instance_on_completion = true\nparent_instance {\n    auto_scaling_group {}\n  }\nparent_instanc = 1',
    ),
  )
  const why = 'the AWS provider has no such argument, and its updates clear the setting.'
  expect(findings.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([
    `schema: Unknown property "terminate_instance_on_completion"; ${why}`,
    `schema: Unknown property "parent_instance"; ${why}`,
    expect.stringMatching(/^schema: Unknown property "parent_instanc"; there are (?!.*parent_instance\b)/),
  ])
})
