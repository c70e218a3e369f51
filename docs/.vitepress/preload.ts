import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What the playground judges its first text with; each would else be asked for only when the one before has come. */
const needed = /^(?:playground|browser|chunk-\w+|read-templates-\w+)\.[\w-]+\.js$/

/** The playground's page, which asks for all of it at once. */
export function withPreloads(html: string, file: string, base: string): string {
  if (!file.endsWith('/playground.html')) return html
  const chunks = readdirSync(join(dirname(file), 'assets/chunks')).filter((name) => needed.test(name))
  const links = chunks.map((name) => `    <link rel="modulepreload" href="${base}assets/chunks/${name}">\n`)
  return html.replace('  </head>', `${links.join('')}  </head>`)
}
