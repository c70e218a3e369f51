import fc from 'fast-check'
import { expect, it } from 'vitest'
import { terraformFmt } from '../../support/terraform-fmt.ts'
import { type Files, fixedFiles, loadFiles } from './judge.ts'

/** Where a value is written: its expression in the resource, and what else it takes. */
interface Written {
  expression: string
  top?: string
  given?: string
  argument?: string
}

type Way = (name: string, value: string, other: string) => Written

const ways: Record<string, Way> = {
  literal: (_, value) => ({ expression: value }),
  default: (name, value) => ({ expression: `var.${name}`, top: `variable "${name}" {\ndefault = ${value}\n}\n` }),
  typed: (name, value) => ({
    expression: `var.${name}`,
    top: `variable "${name}" {\ntype = string\ndefault = "${value.replaceAll('"', '')}"\n}\n`,
  }),
  local: (name, value) => ({ expression: `local.${name}`, top: `locals {\n${name} = ${value}\n}\n` }),
  member: (name, value, other) => ({
    expression: `local.of_${name}.value`,
    top: `locals {\nof_${name} = {\nvalue = ${value}\nother = ${other}\n}\n}\noutput "of_${name}" {\nvalue = local.of_${name}.other\n}\n`,
  }),
  merged: (name, value, other) => ({
    expression: `merge({ value = ${other} }, local.of_${name}).value`,
    top: `locals {\nof_${name} = { value = ${value} }\n}\n`,
  }),
  branch: (name, value, other) => ({
    expression: `local.is_${name} ? ${value} : ${other}`,
    top: `locals {\nis_${name} = true\n}\n`,
  }),
  chain: (name, value) => ({
    expression: `local.${name}`,
    top: `variable "${name}" {\ndefault = ${value}\n}\nlocals {\n${name} = var.${name}\n}\n`,
  }),
  given: (name, value) => ({
    expression: `var.${name}`,
    top: `variable "${name}" {\n}\n`,
    given: `${name} = ${value}\n`,
    argument: `${name} = ${value}\n`,
  }),
}

const wayNames = fc.constantFrom(...Object.keys(ways))
const field = (values: [string, ...string[]], other: string, name: string) =>
  fc.option(
    fc.tuple(wayNames, fc.constantFrom(...values)).map(([way, value]) => (ways[way] as Way)(name, value, other)),
    { nil: undefined },
  )

const modules = fc.record({
  tokens: field(['"optional"', '"required"'], '"required"', 'tokens'),
  hop: field(['1', '2'], '2', 'hop'),
  end: field(['false', 'true'], 'true', 'end'),
  hasLogging: fc.boolean(),
  blockForm: fc.constantFrom('block', 'line', 'content', 'each'),
  repeated: fc.constantFrom('', 'count = 2\n', 'for_each = { a = 1, b = 2 }\n'),
  isCalled: fc.boolean(),
  comments: fc.array(fc.constantFrom('', '', '', '# why', '// "that"', '# a = { b'), { minLength: 7, maxLength: 7 }),
  above: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  lineBreak: fc.constantFrom('\n', '\r\n'),
})

type Module = typeof modules extends fc.Arbitrary<infer M> ? M : never

function filesOf(module: Module): Files {
  const { tokens, hop, end, hasLogging, blockForm, repeated, isCalled, lineBreak } = module
  const options = [
    ...(tokens ? [`http_tokens = ${tokens.expression}`] : []),
    ...(hop ? [`http_put_response_hop_limit = ${hop.expression}`] : []),
  ]
  const body = [
    'name = "web"',
    'instance_profile_name = "Builder"',
    ...(end ? [`terminate_instance_on_failure = ${end.expression}`] : []),
    'tags = {\nTeam = "images"\nowner = "a"\n}',
    '',
    ...optionsBlock(options, blockForm),
    ...(hasLogging ? ['logging {\ns3_logs {\ns3_bucket_name = "acme-logs"\n}\n}'] : []),
  ]
  const written = [tokens, hop, end].filter((each) => each !== undefined)
  const tops = written.flatMap(({ top }) => top ?? [])
  const resource = `resource "aws_imagebuilder_infrastructure_configuration" "web" {\n${repeated}${body.join('\n')}\n}\n`
  const other = 'resource "aws_instance" "other" {\nami = "ami-1"\ninstance_type = "t3.micro"\n}\n'
  const laidOut = (text: string): string => terraformFmt(commented(text, module)).replaceAll('\n', lineBreak)
  const main = laidOut([...tops, resource, other].join('\n'))
  const passed = written.flatMap(({ argument }) => argument ?? []).join('')
  if (isCalled) return { 'main.tf': laidOut(`module "ib" {\nsource = "./ib"\n${passed}}\n`), 'ib/main.tf': main }
  const given = written.flatMap((each) => each.given ?? []).join('')
  return { 'main.tf': main, ...(given !== '' && { 'terraform.tfvars': laidOut(given) }) }
}

function optionsBlock(options: readonly string[], form: string): string[] {
  const name = 'instance_metadata_options'
  if (options.length === 0) return []
  if (form === 'line' && options.length === 1) return [`${name} { ${options[0]} }`, '']
  if (form === 'content') return [`dynamic "${name}" {\nfor_each = [1]\ncontent {\n${options.join('\n')}\n}\n}`, '']
  return [`${name} {\n${options.join('\n')}\n}`, '']
}

/** Comments behind lines and above them, here and there. */
function commented(text: string, { comments, above }: Module): string {
  return text
    .split('\n')
    .flatMap((line, at) => {
      const comment = comments[at % comments.length] ?? ''
      const own = above[at % above.length] && line.includes('=') ? [`# above ${at}`] : []
      return line === '' || comment === '' ? [...own, line] : [...own, `${line} ${comment} ${at}`]
    })
    .join('\n')
}

const commentsIn = (text: string): string[] => text.match(/(?:#|\/\/).*/g)?.map((comment) => comment.trim()) ?? []

it('what is fixed is gone, and nothing else is', async () => {
  await fc.assert(
    fc.asyncProperty(modules, async (module) => {
      const before = filesOf(module)
      for (const text of Object.values(before)) expect(terraformFmt(text)).toBe(text)
      const { files: after, findings, left } = await fixedFiles(before)
      const fixable = ['imdsv2-required', 'hop-limit-explicit', 'terminate-on-failure']
      expect(findings.filter(({ ruleId }) => fixable.includes(ruleId))).toEqual([])
      expect(left).toEqual([])
      for (const [file, text] of Object.entries(after)) {
        expect(terraformFmt(text)).toBe(text)
        expect(commentsIn(text)).toEqual(commentsIn(before[file] ?? ''))
        expect(text.replaceAll('\r\n', '').includes('\n')).toBe(module.lineBreak === '\n')
      }
      const [was, is] = await Promise.all([loadFiles(before), loadFiles(after)])
      expect(is.resources?.map(({ config }) => without(config))).toEqual(
        was.resources?.map(({ config }) => without(config)),
      )
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 30) },
  )
})

/** Pieces of files that are cut out, or put elsewhere. */
const mutations = fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.nat(), fc.boolean()), { minLength: 1, maxLength: 4 })

it('whatever is changed in a module, its fixes end, keep every comment and break nothing', async () => {
  await fc.assert(
    fc.asyncProperty(modules, mutations, async (module, changes) => {
      const whole = filesOf(module)
      const [file = ''] = Object.keys(whole).toReversed()
      const before: Files = { ...whole, [file]: changes.reduce(mutated, whole[file] ?? '') }
      const { files: after } = await fixedFiles(before)
      const problems = async (files: Files) =>
        (await loadFiles(files)).findings.filter(({ ruleId }) => ruleId === 'syntax').length
      expect(await problems(after)).toBe(await problems(before))
      for (const [name, text] of Object.entries(after)) {
        expect(text.match(/[#][^\r\n]*/g)).toEqual((before[name] ?? '').match(/[#][^\r\n]*/g))
      }
    }),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 25) },
  )
})

function mutated(text: string, [from, length, to, isMoved]: [number, number, number, boolean]): string {
  const start = from % (text.length + 1)
  const piece = text.slice(start, start + length)
  const rest = text.slice(0, start) + text.slice(start + length)
  const at = to % (rest.length + 1)
  return isMoved ? rest.slice(0, at) + piece + rest.slice(at) : rest
}

/** What no rule asked to change. */
function without(config: object): unknown {
  return { ...config, instanceMetadataOptions: undefined, terminateInstanceOnFailure: undefined }
}
