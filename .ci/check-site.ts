/**
 * Looks at the built site: every link leads to a page of it and every anchor to a heading, nothing is loaded from
 * elsewhere, and each page has its policy. VitePress itself refuses dead links between pages; it knows no anchors.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

const base = '/imagebuilder-guard/'
const folder = new URL('../docs/.vitepress/dist/', import.meta.url).pathname
const pages = globSync('**/*.html', { cwd: folder }).sort()
const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]))
const ids = new Map([...texts].map(([page, text]) => [page, new Set(valuesOf(text, 'id'))]))
const mistakes: string[] = []

for (const [page, text] of texts) {
  if (!text.includes('http-equiv="Content-Security-Policy"')) mistakes.push(`${page} has no policy`)
  for (const link of valuesOf(text, 'href', 'a')) {
    const why = whyBroken(decodeURI(link), page)
    if (why !== undefined) mistakes.push(`${page} links to ${link}: ${why}`)
  }
  const loaded = [...valuesOf(text, 'src'), ...valuesOf(text, 'href', 'link')]
  for (const from of loaded) {
    const isOwn =
      from.startsWith('data:') || (from.startsWith(base) && existsSync(join(folder, from.slice(base.length))))
    if (!isOwn) mistakes.push(`${page} loads ${from}`)
  }
}

if (mistakes.length > 0) {
  console.error(mistakes.join('\n'))
  process.exit(1)
}
const size = globSync('**/*', { cwd: folder }).length
console.log(
  `${pages.length} pages, ${size} files: every link and anchor leads somewhere, and nothing comes from elsewhere`,
)

function whyBroken(link: string, page: string): string | undefined {
  if (/^https:/.test(link)) return undefined
  if (/^[a-z]+:/.test(link)) return 'is no https address'
  const [path = '', anchor] = link.split('#')
  if (path !== '' && !path.startsWith('/') && !path.startsWith('.')) return 'is of unknown kind'
  const target = path === '' ? page : pageOf(posix.resolve(base, posix.dirname(page), path))
  if (target === undefined) return 'there is no such page'
  // Of the playground a hash names an example.
  const isHeading = anchor !== undefined && anchor !== '' && !anchor.startsWith('rule=')
  return isHeading && !ids.get(target)?.has(anchor) ? 'there is no such anchor' : undefined
}

function pageOf(path: string): string | undefined {
  const inner = path.slice(base.length).replace(/\/$/, '')
  return [`${inner}.html`, `${inner}/index.html`, 'index.html'].find(
    (page, at) => texts.has(page) && (at < 2 || inner === ''),
  )
}

/** Values of an attribute; the built pages quote all of them. */
function valuesOf(text: string, attribute: string, tag = '[a-zA-Z][\\w-]*'): string[] {
  const pattern = new RegExp(`<${tag}\\s(?:[^>"]|"[^"]*")*?\\b${attribute}="([^"]*)"`, 'g')
  return [...text.matchAll(pattern)].map(([, value = '']) => value.replaceAll('&amp;', '&').replaceAll('&quot;', '"'))
}
