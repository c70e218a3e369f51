import { expect, it } from 'vitest'
import { blocksOf, readPage } from './page.ts'

const blocks = blocksOf(readPage('docs/editors.md'))
const block = (language: string): string => blocks.find((each) => each.language === language)?.text ?? ''

/** What each editor is told to start, and with what. */
const started: Record<string, unknown[]> = {
  vscode: (() => {
    const settings = JSON.parse(block('json'))
    const { trusted } = settings['glspc.server.initializationOptions']
    return [settings['glspc.server.command'], ...settings['glspc.server.commandArguments'], trusted]
  })(),
  neovim: [
    ...(/cmd = \{ '(\w+)', '(\w+)' \}/.exec(block('lua'))?.slice(1) ?? []),
    /init_options = \{ trusted = (\w+) \}/.exec(block('lua'))?.[1] !== 'false',
  ],
  helix: [
    /command = "(\w+)"/.exec(block('toml'))?.[1],
    /args = \["(\w+)"\]/.exec(block('toml'))?.[1],
    /config = \{ trusted = (\w+) \}/.exec(block('toml'))?.[1] !== 'false',
  ],
}

it.each(Object.entries(started))('starts the server as it is called, from %s', (_, command) => {
  expect(command).toEqual(['ibguard', 'lsp', false])
})
