import fc from 'fast-check'
import markdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import type { Change, FieldChange } from '../../../src/model/change.ts'
import type { Outcome } from '../../../src/model/outcome.ts'
import type { Report } from '../../../src/model/report.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { renderJobSummary } from '../../../src/report/formats/job-summary.ts'
import { type ReportFrame, renderPrComment } from '../../../src/report/formats/pr-comment.ts'
import { renderReport } from '../../../src/report/render-report.ts'
import { anyCharacter } from '../../support/any-character.ts'
import { applied, attacked, attackedApply, finding, hostile, linted, planned } from './report.ts'

const frame: ReportFrame = {
  verdict: 'fail',
  isError: false,
  filesUrl: 'https://github.com/acme/images/blob/0a1b2c/',
  runUrl: 'https://github.com/acme/images/actions/runs/7',
  notices: [],
}
const comment = (report: Report, room = 60_000, notices: string[] = []): string =>
  renderPrComment(report, { ...frame, notices }, room)

const regions = ['eu-west-1', 'us-east-1']
const accounts = ['111111111111', '222222222222']
const arnOf = (index: number): string =>
  `arn:aws:imagebuilder:${regions[index % 2]}:${accounts[(index >> 1) % 2]}:infrastructure-configuration/web-${index}`

const imdsv2: FieldChange[] = [
  { pointer: '/instanceMetadataOptions/httpTokens', kind: 'change', before: 'optional', after: 'required' },
]
const update = (index: number, fields: FieldChange[] = imdsv2): Change => ({
  arn: arnOf(index),
  action: 'update',
  fields,
})
const outcome = (index: number, status: Outcome['status'], more: Partial<Outcome> = {}): Outcome => ({
  arn: arnOf(index),
  status,
  attempts: 1,
  verified: status === 'applied',
  ...more,
})

/** A fleet in which most changes are the same and some are not. */
const changes = Array.from({ length: 40 }, (_, index): Change => {
  if (index === 3) return { arn: arnOf(index), action: 'missing', fields: [], reason: 'does not exist' }
  if (index === 4) return { arn: arnOf(index), action: 'blocked', fields: [], reason: 'error of no-key-pair' }
  if (index % 7 === 0) return update(index, [{ pointer: '/keyPair', kind: 'clear', before: `key-${index}` }])
  return update(index)
})
const bigPlan = buildReport({ files: 3, specs: 40, changes })
const bigApply = buildReport({
  files: 3,
  specs: 40,
  changes,
  outcomes: changes.map(({ action, reason = '' }, index): Outcome => {
    if (action !== 'update') {
      const code = action === 'missing' ? 'ResourceNotFoundException' : 'RuleViolation'
      return outcome(index, 'skipped', { attempts: 0, error: { code, message: reason } })
    }
    if (index % 11 === 5) {
      const message = 'User is not authorized to perform iam:PassRole'
      return outcome(index, 'failed', { error: { code: 'AccessDeniedException', message, requestId: `r-${index}` } })
    }
    if (index % 11 === 6) {
      return outcome(index, 'skipped', { attempts: 0, error: { code: 'MaxFailures', message: 'too many failed' } })
    }
    return outcome(index, 'applied', index === 8 ? { attempts: 3 } : index === 9 ? { verified: false } : {})
  }),
})

describe('the comment', () => {
  it.each([
    ['findings', linted],
    ['a plan', planned],
    ['an apply', applied],
    ['a plan of 40', bigPlan],
    ['an apply with failures', bigApply],
  ])('shows %s', (_, report) => {
    expect(comment(report)).toMatchSnapshot()
  })

  it.each([
    ['a plan', bigPlan],
    ['an apply', bigApply],
  ])('shows %s in less room', (_, report) => {
    const collapsed = comment(report, comment(report).length - 1)
    expect(collapsed).toMatchSnapshot()
    expect(comment(report, collapsed.length - 1)).toMatchSnapshot()
  })

  it('begins with the verdict, then what went wrong, then the rest', () => {
    const text = comment(bigApply)
    expect(text).toMatch(/^### ❌ imagebuilder-guard apply: 30 applied, 6 skipped, 4 failed\n/)
    const order = ['❌&nbsp;failed', '⚠️&nbsp;skipped', 'What to do', 'PassRole to ec2', '```diff'].map((part) =>
      text.indexOf(part),
    )
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(order).not.toContain(-1)
  })

  it('says which part of a plan it is about', () => {
    const { findings, changes: of, outcomes } = bigApply
    const part = buildReport({ files: 3, specs: 40, findings, changes: of, outcomes, shard: { index: 2, count: 4 } })
    expect(comment(part)).toContain('apply: 30 applied, 6 skipped, 4 failed in shard 2/4\n')
    expect(renderReport(part, 'stylish')).toContain('Apply: 30 applied, 6 skipped, 4 failed in shard 2/4.')
  })

  it('names every target that changes, and its account and Region over it', () => {
    const text = comment(bigPlan)
    for (const { arn } of changes) expect(text).toContain(`<code>${arn.slice(arn.indexOf('/') + 1)}</code>`)
    for (const account of accounts) {
      for (const region of regions) {
        expect(text).toMatch(new RegExp(`<summary><b><code>${account}</code> <code>${region}</code></b>: (9|10) to`))
      }
    }
  })

  it('opens what is short, and folds up what is long', () => {
    expect(comment(planned)).toContain('<details open>')
    const different = Array.from({ length: 200 }, (_, index) =>
      update(index, [{ pointer: '/keyPair', kind: 'clear', before: `key-${index}` }]),
    )
    const long = comment(buildReport({ files: 1, specs: 200, changes: different }))
    expect(long).toContain('<details>')
    expect(long).not.toContain('<details open>')
    expect(comment(bigApply)).not.toContain('<details open>')
  })

  it('shows one diff for the targets that it is the same for', () => {
    const same = Array.from({ length: 100 }, (_, index) => update(index * 4))
    const text = comment(buildReport({ files: 1, specs: 100, changes: same }))
    expect(text.match(/```diff/g)).toHaveLength(1)
    for (const { arn } of same) expect(text).toContain(`<code>${arn.slice(arn.indexOf('/') + 1)}</code>`)
  })

  it('shows where long values differ, also when they begin alike', () => {
    const list = (last: string): string[] => [...Array.from({ length: 200 }, (_, index) => `sg-${index}`), last]
    const change = update(1, [
      { pointer: '/securityGroupIds', kind: 'change', before: list('sg-old'), after: list('sg-new') },
    ])
    const text = comment(buildReport({ files: 1, specs: 1, changes: [change] }))
    expect(text).toMatch(/^- securityGroupIds: ….*"sg-old"\]$/m)
    expect(text).toMatch(/^\+ securityGroupIds: ….*"sg-new"\]$/m)
  })

  it('fences off a diff with more runs of backticks than a call takes arguments', () => {
    const fields = Array.from({ length: 700 }, (_, index): FieldChange => {
      const after = ['`'.repeat(index % 9), '` '.repeat(240)].join(' ')
      return { pointer: `/resourceTags/${index}`, kind: 'add', after }
    })
    const text = renderJobSummary(buildReport({ files: 1, specs: 1, changes: [update(1, fields)] }), frame)
    expect(text).toContain(`\n${'`'.repeat(9)}diff\n`)
  })

  it('keeps what did run beside an error', () => {
    const text = renderPrComment(
      bigApply,
      { ...frame, isError: true, notices: ['There is no report of shard 2/4.'] },
      6e4,
    )
    expect(text).toMatch(/^### ❌ imagebuilder-guard: could not do its job\n\nApply: 30 applied/)
    expect(text).toContain('> There is no report of shard 2/4.')
    const nothing = renderPrComment(buildReport({ files: 0, specs: 0 }), { ...frame, isError: true }, 6e4)
    expect(nothing).toBe(
      `### ❌ imagebuilder-guard: could not do its job\n\n<sub><a href="${frame.runUrl}">Run</a></sub>\n`,
    )
  })
})

/** As GitHub reads it, as far as that goes: HTML passes, bare URLs and addresses become links. */
const github = markdownIt({ html: true, linkify: true })
github.linkify.set({ fuzzyLink: false }).add('//', null)

const ownTags = [
  /^<\/?(?:h3|p|strong|b|sub|details|summary|table|thead|tbody|tr|th|td|ul|li|blockquote|pre|code)>$/,
  /^<details open>$/,
  /^<code class="language-diff">$/,
  /^<a href="https:\/\/(?:github\.com\/acme\/images|example\.com)\/[^"<>]*">$/,
  /^<\/a>$/,
  /^<!-- -->$/,
  /^<wbr>$/,
]

/** Tags that are none of ours, and what GitHub would make a mention, a reference or a link of. */
function effects(markdown: string): string[] {
  const html = github.render(markdown).replaceAll(/<pre>.*?<\/pre>/gs, ' ')
  const decoded = (text: string): string =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  const tags = [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag)
  // URLs and addresses become links in `<code>` too, which the renderer of this test does not do for addresses.
  const everywhere = decoded(html.replaceAll(/<[^>]*>/g, ' '))
  const outsideCode = decoded(html.replaceAll(/<code>.*?<\/code>/gs, ' ').replaceAll(/<[^>]*>/g, ' '))
  return [
    ...tags.filter((tag) => !ownTags.some((own) => own.test(tag))),
    ...(everywhere.match(/[\w.+-]@[\w-]+\.\w/g) ?? []),
    ...(outsideCode.match(/@\w+|#\d+|\bGH-\d+|\w:\/\/|\bwww\.\w/gi) ?? []),
  ]
}

const forms: [string, (report: Report, notices?: string[]) => string][] = [
  ['comment', (report, notices) => comment(report, 60_000, notices)],
  ['summary', (report, notices = []) => renderJobSummary(report, { ...frame, notices })],
  ['collapsed', (report, notices) => comment(report, 8_000, notices)],
  ['cut', (report, notices) => comment(report, 3_000, notices)],
  ['markdown', (report) => renderReport(report, 'markdown')],
]

const pieces = [
  hostile,
  ...hostile.split(' '),
  '`',
  '```',
  '~~~',
  '\n',
  '\n\n',
  '</details>',
  '<!--',
  '\\',
  '|',
  '    ',
]
const text = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join('')) },
  fc.string({ unit: anyCharacter, maxLength: 60 }),
  fc.constant('long '.repeat(450)),
)
const field = fc.record({
  pointer: text.map((name) => `/${name}`),
  kind: fc.constantFrom<FieldChange['kind']>('add', 'change', 'clear'),
  before: fc.oneof(text, fc.dictionary(text, text, { maxKeys: 2 })),
  after: fc.oneof(text, fc.array(text, { maxLength: 3 })),
})
const change = fc.record({
  arn: fc.oneof(fc.nat(5).map(arnOf), text),
  action: fc.constantFrom<Change['action']>('update', 'no-op', 'missing', 'blocked'),
  fields: fc.array(field, { maxLength: 3 }),
  reason: text,
})
const result = fc.record({
  arn: fc.oneof(fc.nat(5).map(arnOf), text),
  status: fc.constantFrom<Outcome['status']>('applied', 'unchanged', 'skipped', 'failed', 'rolled-back'),
  attempts: fc.nat(3),
  verified: fc.boolean(),
  error: fc.record({ code: text, message: text, requestId: text }),
})
const reports = fc
  .record({
    findings: fc.array(
      fc.record({ message: text, file: text, ruleId: text, arn: text, fixable: fc.boolean() }).map(finding),
      { maxLength: 3 },
    ),
    changes: fc.array(change, { maxLength: 8 }),
    outcomes: fc.array(result, { maxLength: 8 }),
  })
  .map((parts) => buildReport({ files: 1, specs: 1, ...parts }))

describe.each(forms)('%s', (_, render) => {
  it('is read by the test as GitHub would', () => {
    const all = '@octocat <b onclick="x">a</b> https://evil.example #12 <code>a@evil.example</code>'
    for (const effect of ['<b onclick="x">', '<a href="https://evil.example">', '@octocat', '#12', 'a@evil.e']) {
      expect(effects(all)).toContain(effect)
    }
    expect(effects(render(linted))).toEqual([])
  })

  it('lets no text of others take effect', () => {
    for (const report of [attacked, attackedApply]) expect(effects(render(report, [hostile]))).toEqual([])
    fc.assert(
      fc.property(reports, fc.array(text, { maxLength: 2 }), (report, notices) => {
        expect(effects(render(report, notices))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  it('closes what it opens', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const html = github.render(render(report))
        expect(html.match(/<details/g)?.length).toBe(html.match(/<\/details>/g)?.length)
      }),
      { numRuns: 50 },
    )
  })
})

describe('the limits', () => {
  const huge = fc
    .record({
      text: fc.constantFrom('|'.repeat(900), '\u0000'.repeat(900), 'plain '.repeat(150), '`'.repeat(900)),
      // As many as fit, as fit in a summary only, and as fit nowhere.
      count: fc.constantFrom(1, 10, 40),
      isApply: fc.boolean(),
    })
    .map(({ text: word, count, isApply }) => {
      const list = Array.from({ length: count }, (_, index) => index)
      return buildReport({
        files: count,
        specs: count,
        findings: list.map((index) => finding({ message: word, ruleId: `${index}${word}`, file: `${index}${word}` })),
        changes: list.map((index) => ({
          arn: `arn:aws:imagebuilder:r${index}${word}:a:infrastructure-configuration/${index}${word}`,
          action: index % 2 === 0 ? 'update' : 'blocked',
          fields: [{ pointer: `/${word}`, kind: 'change', before: `${word}${index}`, after: word }],
          reason: `${index}${word}`,
        })),
        outcomes: isApply
          ? list.map((index) =>
              outcome(index, index % 2 === 0 ? 'applied' : 'failed', {
                error: { code: `${index}${word}`, message: `${index}${word}`, requestId: word },
              }),
            )
          : [],
      })
    })

  it('hold for any report and any notices', () => {
    fc.assert(
      fc.property(huge, fc.constantFrom(0, 3, 100), (report, notices) => {
        const said = Array.from({ length: notices }, () => '|'.repeat(5_000))
        const room = 60_000 - 200
        const text = comment(report, room, said)
        expect(text.length).toBeLessThanOrEqual(room)
        const summary = renderJobSummary(report, { ...frame, notices: said })
        expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1024 * 1024)
        for (const each of [text, summary]) expect(each).toContain(frame.runUrl)
      }),
      { numRuns: 6 },
    )
  })
})

describe('what is too long', () => {
  const severities = ['note', 'warning', 'error'] as const
  const specsOf = (files: number, each: number) =>
    Array.from({ length: files * each }, (_, at) =>
      finding({
        severity: severities[at % 3] ?? 'error',
        file: `images/team-${at % files}/spec.yaml`,
        line: at + 1,
        message: `Finding ${at} says what is wrong with the configuration and what is to be written instead of it.`,
      }),
    )
  const shownIn = (text: string): number[] =>
    [...text.matchAll(/Finding (\d+) says/g)].map(([, number]) => Number(number))
  const leftOutIn = (text: string): number => Number(/\*\*(\d+) findings? left out here\*\*/.exec(text)?.[1] ?? 0)

  it('still shows the worst of 500 findings in 100 files, and says how many it leaves out and where they are', () => {
    const report = buildReport({ files: 100, specs: 100, findings: specsOf(100, 5) })
    const text = renderPrComment(report, { ...frame, reportFile: 'out/report.json' }, 60_000)
    const shown = shownIn(text)
    expect(shown.length).toBeGreaterThan(150)
    expect(shown.slice(0, 160).every((number) => number % 3 === 2)).toBe(true)
    expect(leftOutIn(text)).toBe(500 - shown.length)
    expect(text).toContain(
      `in the log of <a href="${frame.runUrl}">the run</a> and in its report <code>out/report.json</code>`,
    )
  })

  it('keeps what failed, then what was refused, before what was only not begun', () => {
    const status = (at: number): Outcome => {
      if (at % 100 === 99) return outcome(at, 'failed', { error: { code: 'Denied', message: `Failure ${at}.` } })
      const code = at % 100 === 98 ? 'StalePlan' : 'MaxFailures'
      const message = code === 'StalePlan' ? `Refusal ${at}.` : `not started: reason ${at}`
      return outcome(at, 'skipped', { attempts: 0, error: { code, message } })
    }
    const outcomes = Array.from({ length: 1_000 }, (_, at) => status(at))
    const text = comment(buildReport({ files: 1, specs: 1_000, findings: specsOf(100, 5), outcomes }), 8_000)
    const words = [...text.matchAll(/Failure|Refusal|not started/g)].map(([word]) => word)
    expect(words.slice(0, 20)).toEqual([...Array(10).fill('Failure'), ...Array(10).fill('Refusal')])
    expect(text).toMatch(/And 9\d\d configurations more\./)
  })

  it('is cut at every length: within its room, the worst first, as many as fit, counted right', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 2_000, max: 70_000 }),
        fc.nat(60),
        (files, each, room, failures) => {
          const findings = specsOf(files, each)
          const outcomes = Array.from({ length: failures }, (_, at) =>
            outcome(at, 'failed', { error: { code: `Code${at}`, message: 'It was refused.' } }),
          )
          const text = comment(buildReport({ files, specs: files, findings, outcomes }), room)
          const shown = shownIn(text)
          expect(text.length).toBeLessThanOrEqual(room)
          expect(shown.length + leftOutIn(text)).toBe(findings.length)
          if (leftOutIn(text) === 0) return
          const worst = Math.min(shown.length, findings.filter(({ severity }) => severity === 'error').length)
          expect(shown.slice(0, worst).every((number) => number % 3 === 2)).toBe(true)
          // The next row of either kind, and no more, would have been too long.
          expect(text.length).toBeGreaterThan(room - 1_000)
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('links to files', () => {
  const linksOf = (file: string): string[] => {
    const report = buildReport({ files: 1, specs: 1, findings: [finding({ file, docsUrl: undefined } as object)] })
    const texts = [comment(report), comment(report, 700)]
    return texts
      .flatMap((each) => [...each.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url))
      .filter((url) => !url.includes('/runs/'))
  }

  it('lead to the line of the judged commit', () => {
    expect(linksOf('images/a b#.yaml')).toContain(`${frame.filesUrl}images/a%20b%23.yaml#L2`)
  })

  it('never lead out of it, whatever a forged report calls a file', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '',
      '%2e%2e',
      '..%2f',
      '\\',
      '..\\',
      '@evil',
      '?x',
      '#',
      'evil.example',
      'https:',
      'a',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(part, { maxLength: 12 }).map((parts) => parts.join('/')),
          fc.string({ unit: anyCharacter }),
        ),
        (file) => {
          for (const url of linksOf(file)) expect(new URL(url).href).toMatch(new RegExp(`^${frame.filesUrl}`))
        },
      ),
    )
    expect(linksOf('../../../../evil/repo/blob/main/x.yaml')).toEqual([])
    expect(linksOf('/etc/passwd')).toEqual([])
  })
})
