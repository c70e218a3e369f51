import { expect, it } from 'vitest'
import { ibguard } from '../support/cli.ts'
import { specText } from '../support/spec-text.ts'
import { tempFolder } from '../support/temp-folder.ts'

it('reads back what it wrote, unless told not to', async () => {
  const cwd = tempFolder({ 'web.yaml': specText() })
  for (const [option, verified] of [
    [[], true],
    [['--no-verify'], false],
  ] as const) {
    const { stdout } = await ibguard(['apply', '--local', '--format', 'json', ...option, 'web.yaml'], { cwd })
    expect(JSON.parse(stdout).outcomes).toMatchObject([{ status: 'applied', verified }])
  }
})

it('colours what a terminal shows, unless told not to', async () => {
  const cwd = tempFolder({ 'web.yaml': specText() })
  for (const [option, isColoured] of [
    [[], true],
    [['--no-color'], false],
  ] as const) {
    const seen: string[] = []
    const stdout = { write: (text: string) => void seen.push(text), isTTY: true, columns: 100 }
    await ibguard(['plan', '--local', ...option, 'web.yaml'], { cwd, stdout, env: {} })
    expect(seen.join('').includes('\u001b[')).toBe(isColoured)
  }
})
