import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'docs/.vitepress/dist')
const base = '/imagebuilder-guard/'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/** Builds the site unless it is newer than what it is made of. */
export function buildSite(): void {
  const patterns = [
    '{docs,rules}/**/*.md',
    'docs/.vitepress/{*,theme/**/*}.{ts,css}',
    'src/**/*.ts',
    'rules/*.ts',
    '*.md',
  ]
  const newest = Math.max(...globSync(patterns, { cwd: root }).map((file) => changedAt(join(root, file))))
  if (changedAt(join(folder, 'playground.html')) < newest) {
    execFileSync('npm', ['run', '--silent', 'build:site'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  }
}

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** The built site as GitHub Pages serves it. */
export async function serveSite(): Promise<{ url: string; server: Server }> {
  const server = createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://localhost')
    const inner = pathname.startsWith(base) ? decodeURIComponent(pathname.slice(base.length)) : undefined
    const path = ['', '.html', '/index.html']
      .map((end) => join(folder, `${inner}${end}`))
      .find((each) => inner !== undefined && each.startsWith(folder) && existsSync(each) && statSync(each).isFile())
    if (path === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': types[extname(path)] ?? 'text/plain' }).end(readFileSync(path))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`, server }
}
