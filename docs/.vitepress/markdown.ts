import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

interface Options {
  /** Absolute, with `/` at its end. */
  root: string
  /** Where files are that are no pages: the repository on GitHub. */
  repository: string
  isPage(path: string): boolean
}

/** Links into the repository that lead to no page of the site lead to GitHub. */
export function linkToRepository(markdown: MarkdownRenderer, { root, repository, isPage }: Options): void {
  markdown.core.ruler.push('link-to-repository', ({ tokens, env }) => {
    const folder = posix.dirname(env.relativePath ?? '')
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const link = token.type === 'link_open' ? token.attrGet('href') : null
      if (!link || /^(?:[a-z]+:|#|\/)/.test(link)) continue
      const [path = '', anchor] = link.split('#')
      const target = posix.join(folder, decodeURI(path))
      if (isPage(target) || !existsSync(root + target)) continue
      token.attrSet('href', `${repository}/blob/main/${target}${anchor === undefined ? '' : `#${anchor}`}`)
    }
  })
}

/** Braces of the pages are text: the site's framework would take two of them for a program. */
export function keepBraces(markdown: MarkdownRenderer): void {
  for (const name of ['text', 'code_inline'] as const) {
    const render = markdown.renderer.rules[name]
    markdown.renderer.rules[name] = (...args) => (render?.(...args) ?? '').replaceAll('{{', '&#123;&#123;')
  }
}

/** A rule's page leads from its failing specimen to the playground. */
export function linkToPlayground(
  markdown: MarkdownRenderer,
  { base, rules }: { base: string; rules: Set<string> },
): void {
  markdown.core.ruler.push('link-to-playground', ({ tokens, env, Token }) => {
    const [, rule = ''] = /^rules\/(.*)\.md$/.exec(env.relativePath ?? '') ?? []
    const heading = tokens.findIndex(({ content, type }) => type === 'inline' && content === 'Failing spec')
    if (!rules.has(rule) || heading === -1) return
    const link = new Token('html_block', '', 0)
    link.content = `<p><a href="${base}playground#rule=${rule}">Open it in the playground</a></p>\n`
    const next = tokens.findIndex(({ type }, at) => at > heading && type === 'heading_open')
    tokens.splice(next === -1 ? tokens.length : next, 0, link)
  })
}
