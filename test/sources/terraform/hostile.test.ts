import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadHcl } from '../../../src/document/hcl/load-hcl.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { formats } from '../../../src/report/formats/index.ts'
import { renderReport } from '../../../src/report/render-report.ts'
import { findingsOf, loadFiles, resourceWith } from './judge.ts'

const type = 'aws_imagebuilder_infrastructure_configuration'
const chain = (count: number, each: (at: number) => string): string =>
  `locals {\n  a0 = "x"\n${Array.from({ length: count }, (_, at) => `  a${at + 1} = ${each(at)}`).join('\n')}\n}\n`

/** Each is told or left within a second or two, and nothing of it is a wrong finding. */
describe('hostile modules', () => {
  it.each<[string, string]>([
    [
      'texts that double',
      chain(60, (at) => `"\${local.a${at}}\${local.a${at}}"`) + resourceWith('description = local.a60'),
    ],
    [
      'lists that double',
      chain(60, (at) => `flatten([local.a${at}, local.a${at}])`) + resourceWith('security_group_ids = local.a60'),
    ],
    ['a long chain', chain(8_000, (at) => `local.a${at}`) + resourceWith('description = local.a8000')],
    [
      'loops in loops',
      resourceWith(
        'description = join("", [for a in range(1000) : join("", [for b in range(1000) : join("", [for c in range(1000) : "x"])])])',
      ),
    ],
    ['deep brackets', resourceWith(`description = ${'('.repeat(20_000)}"x"${')'.repeat(20_000)}`)],
    ['deep operators', resourceWith(`description = ${'1+'.repeat(20_000)}1`)],
    ['deep conditionals', resourceWith(`description = ${'true ? "a" : '.repeat(5_000)}"b"`)],
    ['deep blocks', resourceWith(`${'a {\n'.repeat(2_000)}${'}\n'.repeat(2_000)}`)],
    ['a long access', resourceWith(`description = a${'.b'.repeat(20_000)}`)],
    ['a huge heredoc', resourceWith(`description = <<EOT\n${'line \n'.repeat(30_000)}EOT`)],
    ['instances of instances', `module "a" {\n  source = "./m"\n  count = 1000\n}\n`],
    [
      'names of prototypes',
      `variable "__proto__" {\n  default = "x"\n}\n${resourceWith('description = var.__proto__\nresource_tags = { "__proto__" = "x", constructor = "y" }')}`,
    ],
    ['a heredoc without an end', resourceWith('description = <<EOT\nx')],
    ['an endless format', resourceWith('description = format("%s".x, 1...)')],
  ])('%s', { timeout: 60_000 }, async (_, text) => {
    const files = { 'main.tf': text, 'm/main.tf': resourceWith('count = 1000') }
    const started = process.cpuUsage()
    const fleet = await loadFiles(files, { asked: ['main.tf'] })
    // Of the processor's time, since the machine may be busy.
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(15_000)
    const judged = (fleet.resources ?? []).filter(({ isOpaque }) => !isOpaque)
    expect(judged.length).toBeLessThanOrEqual(1_000)
  })

  it('with names that want more than to be read have none of it, in any format', async () => {
    const names = [
      '<img src=x onerror=alert(1)>',
      '\u202e',
      '\u001b[2J',
      ']]>',
      '\n::error::x',
      '[a](javascript:b)',
      '`|@a #1',
    ]
    const text = `${resourceWith(`for_each = toset(${JSON.stringify(names)})\ndescription = each.key\nkey_pair = each.key`)}`
    const findings = await findingsOf(text)
    expect(findings.filter(({ ruleId }) => ruleId === 'no-key-pair')).toHaveLength(names.length)
    const report = buildReport({ files: 1, specs: 0, findings })
    for (const format of formats) {
      const shown = renderReport(report, format, { sourceText: () => text })
      expect(shown, format).not.toMatch(/[\u001b\u202e]/)
      // What shows as it stands in a page or a comment; elsewhere it is text.
      if (format === 'html' || format === 'markdown') expect(shown, format).not.toContain('<img src=x')
      expect(shown.split('\n').filter((line) => line.startsWith('::error::x'))).toEqual([])
    }
  })

  it('broken in each block but one are judged in that one', async () => {
    const broken = ['x = ', 'x = "', 'x = <<E', '}', 'x = [1, 2', '"', 'x {', 'dynamic "a" {', 'x = ${'].map(
      (body, at) => `resource "${type}" "bad${at}" {\n  ${body}\n}\n\n`,
    )
    for (const bad of broken) {
      const findings = await findingsOf(`${resourceWith('key_pair = "mine"')}\n${bad}`)
      expect(
        findings.map(({ ruleId }) => ruleId),
        bad,
      ).toContain('no-key-pair')
      expect(
        findings.map(({ ruleId }) => ruleId),
        bad,
      ).toContain('syntax')
    }
  })

  it.each<[string, (size: number) => string]>([
    ['blocks', (size) => 'locals {\n  a = "x"\n}\n'.repeat(size)],
    ['broken blocks', (size) => 'locals {\n  a = "x\n}\n'.repeat(size)],
    ['pieces at the margin', (size) => `locals {\n  a = \n}\n${'}\n'.repeat(size)}`],
    ['attributes', (size) => `locals {\n${'  a = 1\n'.repeat(size)}}\n`],
    ['comments', (size) => '# ibguard suppress no-key-pair: x\n'.repeat(size)],
    ['a list', (size) => `locals {\n  a = [${'"x", '.repeat(size)}]\n}\n`],
    ['an object', (size) => `locals {\n  a = {\n${'    a = "x"\n'.repeat(size)}}\n}\n`],
    ['templates', (size) => `locals {\n  a = "${'a ${local.b} '.repeat(size)}"\n}\n`],
    ['directives', (size) => `locals {\n  a = <<-E\n${'  %{ if true ~}\n  a\n  %{ endif ~}\n'.repeat(size)}  E\n}\n`],
    [
      'tried references',
      (size) => `locals {\n  a = ${'try(local.b, '.repeat(40)}[${'local.c, '.repeat(size)}]${')'.repeat(40)}\n}\n`,
    ],
    ['unclosed quotes', (size) => `locals {\n${'  a = "${\n'.repeat(size)}`],
  ])('of ever more %s take time in proportion', async (_, more) => {
    const time = async (size: number): Promise<number> => {
      const started = process.cpuUsage()
      await findingsOf(more(size) + resourceWith('description = local.a'))
      const { user, system } = process.cpuUsage(started)
      return (user + system) / 1_000
    }
    const small = Math.max(await time(200), await time(200))
    // Eight times as much: 64 times the time would be a square. What takes no time at all tells nothing.
    expect(await time(1_600)).toBeLessThan(Math.max(300, small * 30))
  })

  it('of more instances than are judged say so, whichever module has them', async () => {
    const files = {
      'main.tf': 'module "a" {\n  source = "./m"\n  count = 3\n}\n',
      'm/main.tf': resourceWith('count = 1000'),
    }
    const findings = await findingsOf(files, { asked: ['main.tf'] })
    expect(findings).toMatchObject([
      { ruleId: 'not-judged', message: expect.stringContaining('the first 1,000 are judged') },
    ])
  })

  it('of 30 modules inside each other end at 20', async () => {
    const modules = Array.from({ length: 30 }, (_, at): [string, string] => [
      `m${at}/main.tf`,
      at === 29 ? resourceWith('') : `module "m" {\n  source = "../m${at + 1}"\n}\n`,
    ])
    const findings = await findingsOf(Object.fromEntries(modules), { asked: ['m0/main.tf'] })
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['not-judged'])
  })

  it('never break off, whatever is changed in them', { timeout: 600_000 }, async () => {
    const base = `variable "t" {\n  default = "optional"\n}\nlocals {\n  x = { for k in ["a", "b"] : k => "\${k}-\${var.t}" }\n}\n${resourceWith('description = <<-EOT\n    a %{ if true }b%{ endif }\n  EOT\nfor_each = local.x\nresource_tags = { a = each.value }')}`
    const change = fc.record({
      at: fc.nat({ max: base.length }),
      remove: fc.nat({ max: 12 }),
      insert: fc.constantFrom(
        '',
        '{',
        '}',
        '"',
        '${',
        '%{',
        '[',
        ']',
        '(',
        ')',
        '<<E\n',
        '=',
        '?',
        ':',
        '\n',
        'for',
        '.',
        '*',
        '#',
        '\u0000',
        '\\',
      ),
    })
    const numRuns = Number(process.env.FUZZ_RUNS ?? 75)
    const { parse } = await loadHcl()
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const text = changes.reduce(
          (all, { at, remove, insert }) => all.slice(0, at) + insert + all.slice(at + remove),
          base,
        )
        const findings = await findingsOf({ 'main.tf': text })
        for (const { line, file } of findings) expect([line > 0, file]).toEqual([true, 'main.tf'])
        const { problems } = parse('main.tf', text)
        const isTold = findings.some(({ ruleId }) => ruleId === 'syntax')
        if (problems.length > 0 && new RegExp(`${type}\\b`).test(text)) expect(isTold).toBe(true)
      }),
      { numRuns },
    )
  })
})

it('a module has at most 4 MiB, however its files share them', async () => {
  const filler = `# ${'x'.repeat(1_500_000)}\n`
  const files = { 'a.tf': resourceWith() + filler, 'b.tf': filler, 'c.auto.tfvars': filler }
  const [finding, ...others] = await findingsOf(files)
  expect(finding).toMatchObject({ ruleId: 'syntax', file: 'a.tf', line: 1 })
  expect(finding?.message).toMatch(
    /^The files of this module are bigger together than 4 MiB \(45\d{5} bytes\); none is read\.$/,
  )
  expect(others).toEqual([])
  expect(await findingsOf({ 'a.tf': files['a.tf'], 'b.tf': filler })).toEqual([])
})

it('modules that call each other in a circle are told', async () => {
  const call = (name: string, source: string): string => `module "${name}" {\n  source = "${source}"\n}\n`
  const files = {
    'a/main.tf': call('b', '../b'),
    'b/main.tf': call('a', '../a') + resourceWith(),
    'c/main.tf': call('c', './/') + resourceWith(),
  }
  const findings = await findingsOf(files)
  expect(findings.map(({ ruleId, file, line, address }) => [ruleId, file, line, address])).toEqual([
    ['not-judged', 'b/main.tf', 1, 'module.b.module.a'],
    ['not-judged', 'c/main.tf', 1, 'module.c'],
  ])
  expect(findings[0]?.message).toContain('a module that it is inside of')
})
