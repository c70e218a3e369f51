/**
 * Draws docs/pictures/*.png in headless Chromium: comments, summaries and an issue as people see them, with a
 * GitHub-flavoured renderer, the HTML report, and the built site. `node .ci/pictures.ts [NAME…]`; CHROMIUM names another
 * browser than `chromium`.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import markdownIt from 'markdown-it'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { applyPictures } from './pictures/apply.ts'
import { auditPictures } from './pictures/audit.ts'
import { lintPictures } from './pictures/lint.ts'
import { pagePictures } from './pictures/pages.ts'
import { drawSite } from './pictures/site.ts'

const chromium = process.env.CHROMIUM ?? 'chromium'
const css = readFileSync(new URL(import.meta.resolve('github-markdown-css/github-markdown-light.css')), 'utf8')
const out = new URL('../docs/pictures/', import.meta.url).pathname
const folder = scratchFolder('pictures')
const width = 1000
const asked = process.argv.slice(2)
const isAsked = (name: string): boolean => asked.length === 0 || asked.includes(name)

function chrome(...args: string[]): string {
  const always = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-color-profile=srgb']
  return execFileSync(chromium, [...always, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** The colours of a diff, as GitHub gives them. */
function coloured(text: string, language: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  if (language !== 'diff') return escaped
  return escaped.replaceAll(
    /^([-+]).*$/gm,
    (line, sign) => `<span class="pl-${sign === '+' ? 'mi1' : 'md'}">${line}</span>`,
  )
}

/** A page around the text; its title is the height that it takes. */
function page(markdown: string): string {
  const body = markdownIt({ html: true, highlight: coloured }).render(markdown)
  return `<!doctype html><meta charset="utf-8"><style>${css}
body { margin: 0; padding: 24px; background: #fff; box-sizing: border-box; width: ${width}px }
.markdown-body { border: 1px solid #d1d9e0; border-radius: 6px; padding: 20px }
</style><body><div class="markdown-body">${body}</div>
<script>document.title = document.body.getBoundingClientRect().height</script>`
}

const texts = { ...(await lintPictures()), ...(await applyPictures()), ...(await auditPictures()) }
for (const [name, markdown] of Object.entries(texts)) {
  if (!isAsked(name)) continue
  const path = join(folder, `${name}.html`)
  writeFileSync(path, page(markdown))
  const height = Math.ceil(Number(/<title>([\d.]+)/.exec(chrome('--dump-dom', `file://${path}`))?.[1]))
  chrome(`--screenshot=${join(out, `${name}.png`)}`, `--window-size=${width},${height}`, `file://${path}`)
  console.log(`${name}.png ${width} × ${height}`)
}
// Of a page what is seen without scrolling.
for (const [name, { html, isDark }] of Object.entries(await pagePictures())) {
  if (!isAsked(name)) continue
  const path = join(folder, `${name}.html`)
  writeFileSync(path, html)
  const colours = `--blink-settings=preferredColorScheme=${isDark ? 0 : 1}`
  chrome(colours, `--screenshot=${join(out, `${name}.png`)}`, '--window-size=1280,900', `file://${path}`)
  console.log(`${name}.png 1280 × 900`)
}
for (const name of await drawSite(isAsked, (each) => join(out, `${each}.png`))) console.log(`${name}.png 1280 × 900`)
