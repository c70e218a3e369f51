import { globSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { keepBraces, linkToRepository } from './markdown.ts'
import { withPolicy } from './policy.ts'
import { slugOf } from './slug.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const repository = 'https://github.com/imagebuilder-guard/imagebuilder-guard'

const pages = new Set(
  globSync(['docs/*.md', 'docs/decisions/*.md', 'rules/*.md', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md'], {
    cwd: root,
  }),
)
const places = new Set([...pages].map((page) => page.split('/')[0]))

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

/** The pages are the repository's own at the paths that they have there, so that a link works here and on GitHub. */
export default defineConfig({
  title: 'imagebuilder-guard',
  description: 'A linter and bulk updater for EC2 Image Builder infrastructure configurations.',
  lang: 'en',
  base: '/imagebuilder-guard/',
  srcDir: '..',
  srcExclude: readdirSync(root).flatMap((name) => (places.has(name) ? [] : [name, `${name}/**`])),
  rewrites: { 'docs/index.md': 'index.md', 'docs/playground.md': 'playground.md' },
  cleanUrls: true,
  // By the system's clock a build would differ from the next one.
  lastUpdated: false,
  head: [['meta', { name: 'referrer', content: 'no-referrer' }]],
  transformHtml: withPolicy,
  markdown: {
    anchor: { slugify: slugOf },
    config(markdown) {
      keepBraces(markdown)
      linkToRepository(markdown, { root, repository, isPage: (path) => pages.has(path) })
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    socialLinks: [{ icon: 'github', link: repository }],
    nav: [
      { text: 'Docs', link: '/docs/cloudformation', activeMatch: '/docs/' },
      { text: 'Rules', link: '/rules/imdsv2-required', activeMatch: '/rules/' },
      { text: 'Playground', link: '/playground' },
      { text: 'Reference', link: '/docs/reference' },
    ],
    sidebar: [
      { text: 'Lint what you have', items: docs('cloudformation', 'terraform', 'specs', 'github-action') },
      { text: 'What is live, put right', items: docs('audit', 'applying', 'accounts', 'local-image-builder') },
      { text: 'Policy', items: docs('policy', 'adopting', 'writing-rules', 'reports') },
      { text: 'Rules', collapsed: true, items: inFolder('rules/') },
      {
        text: 'More',
        items: [
          ...docs('reference', 'library', 'security', 'architecture'),
          itemOf('CHANGELOG.md'),
          itemOf('CONTRIBUTING.md'),
        ],
      },
      { text: 'Decisions', collapsed: true, items: inFolder('docs/decisions/') },
    ],
    editLink: { pattern: `${repository}/edit/main/:path` },
    footer: { message: 'Apache-2.0. Not affiliated with Amazon Web Services.' },
  },
})
