import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Audit } from '../../../src/model/audit.ts'
import type { Report } from '../../../src/model/report.ts'
import { buildReport } from '../../../src/report/build-report.ts'
import { render, renderError } from '../../../src/report/formats/html.ts'
import { anyCharacter } from '../../support/any-character.ts'
import { axePath, type Browser, chromium, type Page, startBrowser } from '../../support/browser.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { bigApply, bigAudit, bigLint, bigPlan } from './big-report.ts'
import { applied, attacked, attackedApply, finding, hostile, linted, planned } from './report.ts'

if (!chromium) console.warn('The HTML report is not looked at: there is no Chromium. Install it with .ci/chromium.')

interface Opened {
  page: Page
  /** What went wrong, was asked for or popped up. */
  seen: string[]
}

describe.skipIf(!chromium)('in a browser, the page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser?.close())

  async function open(html: string, options: { javaScriptEnabled?: boolean } = {}, hash = ''): Promise<Opened> {
    const page = await browser.newPage(options)
    const seen: string[] = []
    page.on('console', (message) => void (message.type() === 'error' && seen.push(message.text())))
    page.on('pageerror', (error) => void seen.push(error.message))
    page.on('request', (request) => void (request.url().startsWith('file:') || seen.push(request.url())))
    page.on('dialog', (dialog) => {
      seen.push('a dialog')
      void dialog.dismiss()
    })
    await page.goto(pathToFileURL(join(tempFolder({ 'page.html': html }), 'page.html')).href + hash)
    return { page, seen }
  }
  const text = (page: Page, selector: string): Promise<string> =>
    page.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`)
  const count = (page: Page, selector: string): Promise<number> =>
    page.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`)

  it('filters by the matrix, by words and by kind, groups, and keeps all of it in the URL', async () => {
    const { page, seen } = await open(render(bigLint(30)))
    expect(await text(page, '#shown')).toBe('60 in all.')
    const label = await page.evaluate<string>("document.querySelector('.cell').getAttribute('aria-label')")
    const [, number, rule, name] = /^(\d+) of (\S+) in (\S+)$/.exec(label) ?? []
    await page.click('.cell')
    expect(await text(page, '#shown')).toBe(`${number} that match, of 60 in all.`)
    expect(new URLSearchParams(new URL(page.url()).hash.slice(1)).get('rule')).toBe(rule)
    expect(await text(page, '#list')).toContain(name)
    await page.selectOption('#group', 'lane')
    expect(await text(page, '#list h3')).toMatch(/^\d{12} [a-z]+-[a-z]+-\d$/)
    const again = await open(render(bigLint(30)), {}, new URL(page.url()).hash)
    expect(await text(again.page, '#list')).toBe(await text(page, '#list'))
    expect(await text(again.page, '#shown')).toBe(await text(page, '#shown'))
    await page.click('#clear')
    expect(await text(page, '#shown')).toBe('60 in all.')
    await page.fill('#query', 'IMAGE-7.yaml')
    expect(await count(page, '#list li .head')).toBe(2)
    expect(seen).toEqual([])
  })

  it('groups an apply by wave', async () => {
    const big = bigApply(40)
    const outcomes = big.outcomes.map((each, at) => (each.attempts > 0 ? { ...each, wave: at < 12 ? 1 : 2 } : each))
    const { page, seen } = await open(render({ ...big, outcomes }))
    await page.selectOption('#group', 'wave')
    const names = await page.evaluate<string[]>(
      "[...document.querySelectorAll('#list h3')].map((each) => each.textContent)",
    )
    expect(names.toSorted()).toEqual(['No wave', 'Wave 1', 'Wave 2'])
    expect(new URL(page.url()).hash).toBe('#group=wave')
    expect(seen).toEqual([])
  })

  it('shows an audit by account and Region and by who keeps a configuration', async () => {
    const { page, seen } = await open(render(bigAudit(80)))
    expect(await text(page, 'h1')).toContain('Audit: 20 of 80 configurations in 7 accounts comply; 5 of the rest can')
    const lane = await text(page, '.lanes th')
    const rows = await count(page, '.lanes tr')
    expect([lane, rows]).toEqual([expect.stringMatching(/^\d{12} [a-z]+-[a-z]+-\d$/), 21])
    await page.click('.lanes a')
    await page.selectOption('#group', 'lane')
    expect([await count(page, '#list h3'), await text(page, '#list h3')]).toEqual([1, lane])
    await page.click('#clear')
    await page.selectOption('#group', 'keeper')
    expect(await text(page, '#list')).toContain('CloudFormation stack team-1')
    expect(await text(page, 'main')).toContain('account 999999999999 in eu-west-1: AccessDeniedException: no')
    expect(await text(page, 'main details summary')).toBe('5 more')
    expect(seen).toEqual([])
  })

  it('does all of it by keyboard', async () => {
    const { page } = await open(render(bigLint(30)))
    await page.focus('.cell')
    await page.keyboard.press('Enter')
    expect(await text(page, '#shown')).toContain('that match')
    expect(await page.evaluate('document.activeElement.id')).toBe('query')
    await page.focus('summary')
    await page.keyboard.press('Enter')
    expect(await page.evaluate("document.querySelector('details').open")).toBe(false)
  })

  it('is read without JavaScript, and on paper without what only a screen needs', async () => {
    for (const report of [bigLint(400), bigPlan(400), bigApply(400)]) {
      const { page } = await open(render(report), { javaScriptEnabled: false })
      expect(await text(page, 'h1')).toMatch(/Lint|Plan|Apply/)
    }
    const { page, seen } = await open(render(bigLint(400)))
    await page.emulateMedia({ media: 'print' })
    expect(await page.evaluate("getComputedStyle(document.querySelector('.controls')).display")).toBe('none')
    expect(seen).toEqual([])
  })

  it('shows 10,000 configurations in under two seconds, and more of them on demand', async () => {
    const html = render(bigLint(10_000))
    const times: number[] = []
    for (let round = 0; round < 3; round++) {
      const { page } = await open(html)
      expect(await text(page, '#shown')).toBe('The worst 200 of 20000.')
      // Of the page alone: that a new tab takes longer when the machine is busy is not its doing.
      times.push(await page.evaluate<number>("performance.getEntriesByType('navigation')[0].loadEventEnd"))
      await page.click('#more-items')
      expect(await count(page, '#list li .head')).toBe(1_200)
      await page.click('#more-rows')
      expect(await count(page, '#matrix tbody tr')).toBe(225)
    }
    expect(Math.min(...times)).toBeLessThan(2_000)
  }, 60_000)

  it('gives hostile text no effect, in a thousand forms', async () => {
    const pieces = [
      hostile,
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onfocus=alert(1) autofocus='",
    ]
    const more = [
      '</script>',
      '</style>',
      '-->',
      '<!--',
      '${alert(1)}',
      '`',
      'javascript:alert(1)',
      '__proto__',
      'constructor',
    ]
    const words = fc.oneof(
      fc.array(fc.constantFrom(...pieces, ...more), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
      fc.string({ unit: anyCharacter, maxLength: 40 }),
    )
    const findings = fc.sample(words, 1_000).map((word, at) =>
      finding({
        message: word,
        ruleId: word,
        file: word,
        arn: word,
        docsUrl: word,
        source: word,
        fix: { write: word },
        line: at + 1,
      }),
    )
    const rules = findings.map(({ ruleId, message }) => ({
      id: ruleId,
      summary: message,
      docsUrl: message,
      severity: 'error' as const,
    }))
    const audit: Audit = {
      managed: findings.map(({ message }) => ({ arn: message, by: message })),
      missing: findings.map(({ message }) => ({ arn: message, file: message })),
      unreachable: findings.map(({ message }) => ({ account: message, region: message, code: message, message })),
      suspended: findings.map(({ message }) => message),
      lanes: findings.map(({ message }) => ({ account: message, region: message, configurations: 1, compliant: 0 })),
      rest: { remediable: 0, cloudFormation: 0, elsewhere: 0, specs: 0, byHand: 0 },
    }
    const lintReport = buildReport({ files: 1, specs: 1, findings, rules })
    for (const report of [lintReport, { ...lintReport, audit }, attacked, attackedApply]) {
      const { page, seen } = await open(render(report))
      for (const group of ['file', 'lane', 'configuration', 'label', 'rule']) await page.selectOption('#group', group)
      if (report === attacked) await page.click('.filter')
      const odd = await page.evaluate<string[]>(`[...document.querySelectorAll('*')].filter((node) =>
        ['IMG', 'IFRAME', 'OBJECT', 'SVG', 'STYLE', 'SCRIPT', 'BASE', 'LINK'].includes(node.nodeName) && !node.matches('head > style, body > script') ||
        [...node.attributes].some(({ name, value }) => name.startsWith('on') || name === 'style' || /^javascript:/i.test(value))
      ).map((node) => node.outerHTML.slice(0, 200))`)
      expect(odd).toEqual([])
      expect(await count(page, 'script')).toBe(2)
      expect(seen).toEqual([])
    }
  }, 60_000)

  it('runs nothing that somebody adds to it', async () => {
    const added =
      '<script>window.taken = 1</script><img src="https://evil.example/x" onerror="window.taken = 1"><style>h1 { color: red }</style>'
    const { page, seen } = await open(render(linted).replace('</main>', `${added}</main>`))
    expect(await page.evaluate('window.taken')).toBeUndefined()
    expect(seen.filter((each) => /Content Security Policy/.test(each)).length).toBeGreaterThanOrEqual(3)
    expect(await text(page, '#shown')).not.toBe('')
  })

  const pages: [string, () => Report][] = [
    ['a lint', () => bigLint(30)],
    ['a plan', () => bigPlan(40)],
    ['an apply', () => bigApply(40)],
    ['an audit', () => bigAudit(40)],
    ['nothing', () => buildReport({ files: 1, specs: 1 })],
  ]
  it.each(pages)(
    'has nothing that axe objects to: %s',
    async (_, made) => {
      const axe = readFileSync(axePath, 'utf8')
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page } = await open(render(made()))
        await page.emulateMedia({ colorScheme })
        await page.evaluate(axe)
        const found = await page.evaluate<object[]>(
          'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => ({ id, nodes: nodes.slice(0, 3).map(({ html, failureSummary }) => html + failureSummary) })))',
        )
        expect(found).toEqual([])
      }
    },
    60_000,
  )
})

it('takes at most 60 kB beside its data', () => {
  for (const report of [linted, planned, applied, buildReport({ files: 1, specs: 1 })]) {
    const data = /<script type="application\/json" id="data">.*<\/script>/
    expect(Buffer.byteLength(render(report).replace(data, ''))).toBeLessThan(60_000)
  }
  expect(renderError(new Error('x'))).toContain('could not do its job')
})
