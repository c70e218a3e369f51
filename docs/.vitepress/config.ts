import { globSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { readExamples } from './examples.ts'
import { keepBraces, linkToPlayground, linkToRepository } from './markdown.ts'
import { withPolicy } from './policy.ts'
import { withPreloads } from './preload.ts'
import { slugOf } from './slug.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const repository = 'https://github.com/imagebuilder-guard/imagebuilder-guard'

const pages = new Set(
  globSync(['docs/*.md', 'docs/decisions/*.md', 'rules/*.md', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'], {
    cwd: root,
  }),
)
const places = new Set([...pages].map((page) => page.split('/')[0]))

const base = '/imagebuilder-guard/'
/** A shield. */
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="#3557c7" d="M8 0 1 3v5c0 4 3 7 7 8 4-1 7-4 7-8V3z"/><path fill="none" stroke="#fff" stroke-width="2" d="m4.5 8 2.5 2.5L11.5 6"/></svg>'

interface Item {
  text: string
  link: string
}

function itemOf(page: string): Item {
  const title = /^# (.*)$/m.exec(readFileSync(root + page, 'utf8'))?.[1] ?? page
  return { text: title.replaceAll('`', ''), link: `/${page.replace(/\.md$/, '')}` }
}

const inFolder = (folder: string): Item[] =>
  [...pages]
    .filter((page) => page.startsWith(folder))
    .sort()
    .map(itemOf)
const docs = (...names: string[]): Item[] => names.map((name) => itemOf(`docs/${name}.md`))

const lookUp = [...docs('reference', 'library', 'security'), itemOf('CHANGELOG.md')]
const sidebar = [
  {
    text: 'Begin',
    items: [
      { text: 'Overview', link: '/README' },
      { text: 'Playground', link: '/playground' },
    ],
  },
  { text: 'Lint what you have', items: docs('cloudformation', 'terraform', 'specs', 'editors', 'github-action') },
  { text: 'What is live, put right', items: docs('audit', 'applying', 'accounts', 'local-image-builder') },
  {
    text: 'Policy',
    items: [{ text: 'Rules', link: '/README#rules' }, ...docs('policy', 'adopting', 'writing-rules', 'reports')],
  },
  { text: 'Look up', items: lookUp },
  { text: 'How it is made', items: [...docs('architecture', 'performance'), itemOf('CONTRIBUTING.md')] },
  { text: 'Decisions', items: inFolder('docs/decisions/') },
]
const listed = new Set([
  '/docs/index',
  '/docs/playground',
  ...sidebar.flatMap(({ items }) => items.map(({ link }) => link)),
])
// A page that nobody gave a place is found all the same.
lookUp.push(...inFolder('docs/').filter(({ link }) => !listed.has(link)))

/** The pages are the repository's own at the paths that they have there, so that a link works here and on GitHub. */
export default defineConfig({
  title: 'imagebuilder-guard',
  description: 'A linter and bulk updater for EC2 Image Builder infrastructure configurations.',
  lang: 'en',
  base,
  srcDir: '..',
  srcExclude: readdirSync(root).flatMap((name) => (places.has(name) ? [] : [name, `${name}/**`])),
  rewrites: { 'docs/index.md': 'index.md', 'docs/playground.md': 'playground.md' },
  cleanUrls: true,
  // By the system's clock a build would differ from the next one.
  lastUpdated: false,
  head: [
    ['meta', { name: 'referrer', content: 'no-referrer' }],
    ['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }],
  ],
  transformHtml: (html, file) => withPolicy(withPreloads(html, file, base)),
  vite: { resolve: { alias: { 'imagebuilder-guard/browser': `${root}dist/browser.js` } } },
  markdown: {
    anchor: { slugify: slugOf },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    config(markdown) {
      keepBraces(markdown)
      linkToPlayground(markdown, { base, rules: new Set(readExamples().map(({ rule }) => rule)) })
      linkToRepository(markdown, { root, repository, isPage: (path) => pages.has(path) })
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [
      { text: 'Docs', link: '/docs/cloudformation', activeMatch: '/(?:docs/(?!reference)|README)' },
      { text: 'Rules', link: '/rules/imdsv2-required', activeMatch: '/rules/' },
      { text: 'Playground', link: '/playground' },
      { text: 'Reference', link: '/docs/reference' },
    ],
    sidebar: {
      '/rules/': [{ text: 'Rules', items: inFolder('rules/') }],
      '/': sidebar,
    },
    editLink: { pattern: `${repository}/edit/main/:path` },
    footer: { message: 'Apache-2.0. Not affiliated with Amazon Web Services.' },
  },
})
