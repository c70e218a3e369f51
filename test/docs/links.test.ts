import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { globSync } from 'tinyglobby'
import { expect, it } from 'vitest'

const files = globSync(['*.md', 'docs/**/*.md', 'rules/*.md', 'examples/**/*.md']).sort()

/** GitHub's anchors of a page's headings. */
function anchors(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(/^```.*?^```$/gms, '')
  return [...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

it.each(files)('%s links to what is there', (file) => {
  const text = readFileSync(file, 'utf8').replace(/^```.*?^```$/gms, '')
  const links = [...text.matchAll(/\]\((?<target>[^)\s]+)\)/g)].map(({ groups }) => groups?.target ?? '')
  const broken = links
    .filter((link) => !/^https?:/.test(link))
    .filter((link) => {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : normalize(join(dirname(file), path))
      return !existsSync(target) || (anchor !== undefined && !anchors(target).includes(anchor))
    })
  expect(broken).toEqual([])
})

it.each(files)('%s names no plain-text address', (file) => {
  const addresses = readFileSync(file, 'utf8').match(/http:\/\/(?!127\.0\.0\.1|localhost)[^\s)`"]+/g)
  expect(addresses).toBeNull()
})

it.each(files)('%s names each column of its tables', (file) => {
  const rows = readFileSync(file, 'utf8').split('\n')
  const heads = rows.filter((row, index) => row.startsWith('|') && /^\|(?: ?:?-+:? ?\|)+$/.test(rows[index + 1] ?? ''))
  // A screen reader says the name with each cell.
  expect(heads.filter((head) => /\|\s*\|/.test(head))).toEqual([])
})
