import { describe, expect, it } from 'vitest'
import { type Block, blocksOf, pages, readPage, script } from './page.ts'
import { createProject } from './project.ts'

/** Languages that run, or are files of the reader's project; a marker says which. */
const tried = ['sh', 'yaml', 'json', 'ts']
const arnPattern = /arn:aws:imagebuilder:[a-z0-9-]+:\d{12}:infrastructure-configuration\/[a-z0-9-]+/g

describe.each(pages)('%s', (page) => {
  const text = readPage(page)
  const blocks = blocksOf(text).filter(({ language }) => tried.includes(language))

  it('marks every block that is neither run nor a file', () => {
    const loose = blocks.filter(
      ({ language, file, notRun }) => language !== 'sh' && file === undefined && notRun === undefined,
    )
    expect(loose.map(({ line }) => `${page}:${line}`)).toEqual([])
  })

  it.runIf(blocks.length > 0)('runs, line by line, as it is written', { timeout: 240_000 }, async () => {
    const project = await createProject(text.match(arnPattern) ?? [])
    for (const block of blocks.filter(({ notRun }) => notRun === undefined)) await tryBlock(block, project, page)
  })
})

async function tryBlock(block: Block, project: Awaited<ReturnType<typeof createProject>>, page: string): Promise<void> {
  if (block.file !== undefined) project.write(block.file, block.text)
  else if (block.isBackground) await project.background(script(block.text))
  else {
    const { code, output } = await project.run(script(block.text))
    expect(code, `${page}:${block.line}\n${block.text}\n${output}`).toBe(0)
  }
}

it('runs nearly all of them', () => {
  const all = pages.flatMap((page) => blocksOf(readPage(page)).filter(({ language }) => tried.includes(language)))
  const left = all.filter(({ notRun }) => notRun !== undefined)
  expect(all.length).toBeGreaterThan(40)
  expect(left.length / all.length).toBeLessThan(0.2)
})
