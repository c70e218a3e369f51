import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { tool } from '../../../src/model/tool.ts'
import { buildReport, type ReportParts } from '../../../src/report/build-report.ts'
import { formats } from '../../../src/report/formats/index.ts'
import { renderReport } from '../../../src/report/render-report.ts'
import { applied, attacked, attackedApply, finding, hostile, linted, planned } from './report.ts'

const source = 'infrastructureConfigurationArn: arn\ninstanceMetadataOptions: { httpTokens: optional }\n'
const options = { sourceText: () => source }

const emoji = 'x: "😀é"  # '
const fixed = buildReport({
  files: 1,
  specs: 1,
  findings: [
    finding({
      line: 1,
      column: emoji.length + 1,
      endLine: 1,
      endColumn: emoji.length + 9,
      fix: {
        write: 'x',
        edit: { line: 1, column: emoji.length + 1, endLine: 1, endColumn: emoji.length + 9, text: 'required' },
      },
      related: [{ message: 'called here', file: 'main.tf', line: 3, column: 1, endLine: 4, endColumn: 2 }],
    }),
  ],
})

/** The controls that no output may hold: all but tab and line feed, and what reorders or hides text. */
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/

/** Without the version, which each release changes, and of a page what it wears and runs, which has tests in a browser. */
const withoutAssets = (text: string): string =>
  text
    .replaceAll(tool.version, '1.0.0')
    .replace(/<style>.*<\/style>/, '')
    .replace(/<script>.*<\/script>/s, '')
    .replaceAll(/'sha256-[^']*'/g, 'HASH')

describe.each(formats)('%s', (format) => {
  it.each([
    ['findings', linted],
    ['a plan', planned],
    ['an apply', applied],
    ['nothing', buildReport({ files: 1, specs: 1 })],
  ])('shows %s', (_, report) => {
    expect(withoutAssets(renderReport(report, format, options))).toMatchSnapshot()
  })

  it.each([
    ['a plan', attacked],
    ['an apply', attackedApply],
  ])('keeps hostile text of %s neutral', (_, report) => {
    const text = renderReport(report, format, { sourceText: () => `${hostile}\n${hostile}\n` })
    expect(text).not.toMatch(steering)
    expect(text).not.toContain('##[')
    const commands = text.split('\n').filter((line) => line.trim().startsWith('::'))
    const ours = format === 'github' ? /^::(error|warning|notice) [a-zA-Z]+=[^:]*::/ : /^$/
    for (const line of commands) expect(line).toMatch(ours)
  })
})

describe('stylish', () => {
  it('colours only when asked', () => {
    expect(renderReport(linted, 'stylish', options)).not.toContain('\u001b')
    expect(renderReport(linted, 'stylish', { ...options, color: true })).toContain('\u001b[31merror')
  })

  it('leaves warnings and notes out when quiet, and still counts them', () => {
    const text = renderReport(linted, 'stylish', { quiet: true })
    expect(text).not.toContain('no-key-pair')
    expect(text).toContain('1 error, 1 warning, 1 note (1 suppressed')
  })

  it('marks the very characters that a finding is about', () => {
    const at = finding({ line: 2, column: 40, endColumn: 48 })
    const [, frame = '', marker = ''] = renderReport(buildReport({ files: 1, specs: 1, findings: [at] }), 'stylish', {
      sourceText: () => source,
    })
      .split('\n')
      .slice(1)
    expect(frame.slice(marker.indexOf('^'), marker.lastIndexOf('^') + 1)).toBe('optional')
  })
})

describe('the time of an apply', () => {
  const lane = { account: '123456789012', region: 'eu-west-1', calls: 9, throttled: 4, retried: 0, rate: [] }
  const times = { startedAt: '2026-01-01T00:00:00.000Z', endedAt: '2026-01-01T00:00:11.000Z' }
  const timed = { ...applied, run: { ...times, lanes: [lane] } }

  it('is a line for each account and Region', () => {
    expect(renderReport(timed, 'stylish')).toContain('123456789012 eu-west-1: 2 updates in 11 s, 0.2/s, 4 throttled\n')
    expect(renderReport(timed, 'html')).toContain('<p class="lane">123456789012 eu-west-1: 2 updates in 11 s, 0.2/s')
  })

  it('of a forged report shows nothing that is none', () => {
    const odd = { ...applied, run: { startedAt: 'x"><img>', endedAt: hostile, lanes: [{ ...lane, region: hostile }] } }
    expect(renderReport(odd, 'html')).not.toContain('<svg')
    expect(renderReport(odd, 'stylish')).not.toMatch(steering)
  })
})

describe('the page', () => {
  const page = (parts: Partial<ReportParts>): string =>
    renderReport(buildReport({ files: 1, specs: 1, ...parts }), 'html')

  it('says in what language a finding is, what it is called there, and what it has to do with', () => {
    const related = [{ message: 'Its default.', file: 'p.yaml', line: 4, column: 2, endLine: 4, endColumn: 9 }]
    const inTemplate = finding({ origin: 'cloudformation', address: 'WebConfig', file: 'web.template', related })
    expect(page({ findings: [inTemplate] })).toContain(' · WebConfig · CloudFormation</p>')
    expect(page({ findings: [inTemplate] })).toContain('<li>Its default. <code>p.yaml:4:2</code></li>')
    const { arn: _, ...withoutArn } = inTemplate
    expect(page({ findings: [withoutArn] })).toMatch(/config=web\.template\+WebConfig"[^>]*>WebConfig<\/a> · CloudFor/)
  })

  it('groups by wave where there is more than one', () => {
    const waved = applied.outcomes.map((each, at) => (each.attempts > 0 ? { ...each, wave: at + 1 } : each))
    expect(page({ outcomes: waved })).toContain('<option value="wave">')
    expect(page({ outcomes: applied.outcomes })).not.toContain('<option value="wave">')
  })
})

describe('json', () => {
  it('is the report itself, whatever it holds', () => {
    for (const report of [linted, planned, applied, attacked, attackedApply]) {
      expect(JSON.parse(renderReport(report, 'json'))).toEqual(report)
    }
  })
})

describe('sarif', () => {
  const schema = JSON.parse(readFileSync(new URL('./fixtures/sarif-schema-2.1.0.json', import.meta.url), 'utf8'))
  const { $schema: _schema, id: _id, ...rest } = schema
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(rest)
  const run = (report: typeof linted) => JSON.parse(renderReport(report, 'sarif')).runs[0]

  it.each([linted, planned, applied, attacked, fixed])('is valid against the 2.1.0 schema', (report) => {
    const log = JSON.parse(renderReport(report, 'sarif'))
    expect(validate(log), JSON.stringify(validate.errors)).toBe(true)
  })

  it('leaves suppressed findings out', () => {
    expect(run(linted).results).toHaveLength(3)
    expect(renderReport(linted, 'sarif')).not.toContain('SEC-1182')
  })

  it('has relative URIs in which a file name cannot climb or break out', () => {
    const uris = run(attacked).results.map(
      (each: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        each.locations[0]?.physicalLocation.artifactLocation.uri,
    )
    for (const uri of uris) expect(uri).toMatch(/^[\w.%!~*'()-][\w.%!~*'()/-]*$/)
  })

  it('keeps the worst 5,000 and says how many are left out', () => {
    const notes = Array.from({ length: 5_000 }, (_, line) => finding({ severity: 'note', line: line + 1 }))
    const { results, invocations } = run(
      buildReport({ files: 1, specs: 1, findings: [...notes, finding({ line: 9_999 })] }),
    )
    expect(results).toHaveLength(5_000)
    expect(results[0].level).toBe('error')
    expect(invocations[0].toolExecutionNotifications[0].message.text).toContain('1 more')
  })

  it('makes no link of a message', () => {
    const report = buildReport({
      files: 1,
      specs: 1,
      findings: [finding({ message: 'see [this](https://evil.example)' })],
    })
    expect(run(report).results[0].message.text).toBe('see \\[this\\](https://evil.example)')
  })
})

describe('junit', () => {
  it.each([linted, planned, applied, attacked, attackedApply])('is well-formed XML', (report) => {
    const parser = new SaxesParser()
    const errors: string[] = []
    parser.on('error', (error) => errors.push(error.message))
    parser.write(renderReport(report, 'junit')).close()
    expect(errors).toEqual([])
  })
})

const schemaOf = (name: string) => {
  const text = readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
  return new Ajv({ strict: false }).compile(JSON.parse(text))
}
describe('gitlab', () => {
  const issues = (report: typeof linted) => JSON.parse(renderReport(report, 'gitlab'))

  it.each([linted, planned, applied, attacked, fixed])("has the members of GitLab's documentation", (report) => {
    const validate = schemaOf('gitlab-code-quality.schema.json')
    expect(validate(issues(report)), JSON.stringify(validate.errors)).toBe(true)
  })

  it('knows a finding again that has moved, and tells two apart that only their place does', () => {
    const fingerprints = (...findings: ReturnType<typeof finding>[]): string[] =>
      issues(buildReport({ files: 1, specs: 1, findings })).map(
        ({ fingerprint }: { fingerprint: string }) => fingerprint,
      )
    const [before] = fingerprints(finding({ line: 2 }))
    expect(fingerprints(finding({ line: 40, endLine: 40, message: 'reworded', severity: 'note' }))).toEqual([before])
    const all = fingerprints(
      finding(),
      finding({ line: 9 }),
      finding({ pointer: '/keyPair' }),
      finding({ arn: 'x' }),
      finding({ file: 'y' }),
    )
    expect(new Set(all)).toHaveLength(5)
    expect(all).toContain(before)
  })
})

describe('rdjson', () => {
  it.each([linted, planned, applied, attacked, fixed])("is valid by reviewdog's schema", (report) => {
    const validate = schemaOf('rdjson.schema.json')
    expect(validate(JSON.parse(renderReport(report, 'rdjson'))), JSON.stringify(validate.errors)).toBe(true)
  })

  it('suggests the fix, with columns that count bytes', () => {
    const text = renderReport(fixed, 'rdjson', { sourceText: () => `${emoji}optional` })
    const [diagnostic] = JSON.parse(text).diagnostics
    const start = { line: 1, column: Buffer.byteLength(emoji) + 1 }
    const range = { start, end: { line: 1, column: start.column + 8 } }
    expect(diagnostic).toMatchObject({ location: { range }, suggestions: [{ range, text: 'required' }] })
    expect(diagnostic.related_locations[0]).toMatchObject({ message: 'called here', location: { path: 'main.tf' } })
  })
})

it('rdjson, which reviewdog comments as Markdown, holds no mention, issue, link, image or HTML', () => {
  const { diagnostics } = JSON.parse(renderReport(attacked, 'rdjson'))
  const texts = diagnostics.flatMap(({ message, code }: { message: string; code: { value: string } }) => [
    message,
    code.value,
  ])
  expect(texts).toHaveLength(6)
  for (const text of texts) expect(text).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\.\w|(?<!\\)(?:\\\\)*[&<`[]/)
})

describe('checkstyle', () => {
  it.each([linted, planned, applied, attacked, fixed])('is a list of files with their errors', (report) => {
    const parser = new SaxesParser()
    const seen: string[] = []
    parser.on('error', (error) => expect.unreachable(error.message))
    parser.on('opentag', ({ name, attributes }) => {
      seen.push(name)
      if (name !== 'error') return
      expect(Object.keys(attributes)).toEqual(['line', 'column', 'severity', 'message', 'source'])
      expect(attributes.severity).toMatch(/^(?:error|warning|info)$/)
    })
    parser.write(renderReport(report, 'checkstyle')).close()
    expect(seen[0]).toBe('checkstyle')
    expect(seen.filter((name) => name === 'error')).toHaveLength(report.findings.length)
    expect(seen.filter((name) => name === 'file')).toHaveLength(new Set(report.findings.map(({ file }) => file)).size)
  })
})

describe('markdown', () => {
  const outside = (text: string): string =>
    text.replaceAll(/<code>.*?<\/code>/g, '').replaceAll(/<a href="https:\/\/[^"]*">/g, '')

  it('links no mention, issue, URL or image, and lets no HTML through', () => {
    for (const report of [attacked, attackedApply]) {
      const text = renderReport(report, 'markdown')
      expect(text).not.toMatch(/<(?!\/?(?:code|br|a)\b)/)
      expect(outside(text)).not.toMatch(/@\w|(?<!&)#\d|GH-\d|:\/\/|www\.\w|!\[|\]\(|`/)
    }
  })

  it('keeps every table row on one line with as many cells as its head', () => {
    for (const report of [attacked, attackedApply]) {
      const rows = renderReport(report, 'markdown')
        .split('\n')
        .filter((line) => line.startsWith('|'))
      const tables = rows.map((row) => row.split('|').length)
      expect(new Set(tables).size).toBeLessThanOrEqual(2)
    }
  })
})
