import { createHash } from 'node:crypto'
import { script, style } from '../../../generated/html-assets.ts'
import { htmlText } from './html-text.ts'

/** One self-contained page. It fetches nothing, and runs and wears only what its hashes name. */
export function page(title: string, body: string, data?: unknown): string {
  const policy = [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${htmlText(title)}</title>`,
    `<style>${style}</style>`,
    body,
    ...(data === undefined
      ? []
      : [`<script type="application/json" id="data">${json(data)}</script>`, `<script>${script}</script>`]),
    '</html>',
    '',
  ].join('\n')
}

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** JSON that neither ends its element nor steers what reads the page as a log. */
function json(data: unknown): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c').replaceAll('##[', '#\\u0023[')
}
