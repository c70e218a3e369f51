import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { type Block, blocksOf, pages, readPage, script } from './page.ts'
import { createProject } from './project.ts'

/** Languages that run, or are files of the reader's project; a marker says which. */
const tried = ['sh', 'yaml', 'json', 'ts', 'hcl']
const arnPattern = /arn:aws:imagebuilder:[a-z0-9-]+:\d{12}:infrastructure-configuration\/[a-z0-9-]+/g

const pagesWithBlocks = pages
  .map((page) => ({ page, blocks: blocksOf(readPage(page)).filter(({ language }) => tried.includes(language)) }))
  .filter(({ blocks }) => blocks.length > 0)

describe.each(pagesWithBlocks)('$page', ({ page, blocks }) => {
  it('marks every block that is neither run nor a file', () => {
    const loose = blocks.filter(
      ({ language, file, notRun }) => language !== 'sh' && file === undefined && notRun === undefined,
    )
    expect(loose.map(({ line }) => `${page}:${line}`)).toEqual([])
  })

  it('runs, line by line, as it is written', { timeout: 240_000 }, async () => {
    const text = readPage(page)
    // What is built is run as the first page says; the smoke tests do the rest of it.
    const project = await createProject(text.match(arnPattern) ?? [], { isBuilt: page === 'README.md' })
    const withPorts = await freePorts(text)
    for (const block of blocks.filter(({ notRun }) => notRun === undefined)) {
      await tryBlock({ ...block, text: withPorts(block.text) }, project, page)
    }
  })
})

/** Ports that a page names are taken by others now and then: free ones instead. */
async function freePorts(text: string): Promise<(script: string) => string> {
  const named = [...new Set([...text.matchAll(/--port (\d+)/g)].map(([, port]) => port ?? ''))]
  const ports = await Promise.all(named.map(async (port) => [port, await freePort()] as const))
  return (script) => ports.reduce((result, [from, to]) => result.replaceAll(from, to), script)
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return String(port)
}

async function tryBlock(block: Block, project: Awaited<ReturnType<typeof createProject>>, page: string): Promise<void> {
  if (block.file !== undefined) project.write(block.file, block.text)
  else if (block.isBackground) await project.background(script(block.text))
  else {
    const { code, output } = await project.run(script(block.text))
    expect(code, `${page}:${block.line}\n${block.text}\n${output}`).toBe(0)
  }
}

it('runs nearly all of them', () => {
  const all = pagesWithBlocks.flatMap(({ blocks }) => blocks)
  const left = all.filter(({ notRun }) => notRun !== undefined)
  expect(all.length).toBeGreaterThan(40)
  expect(left.length / all.length).toBeLessThan(0.2)
})
