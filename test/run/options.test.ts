import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, it } from 'vitest'
import { createProgram } from '../../src/cli/program.ts'
import { rate, shared } from '../../src/run/options.ts'
import { silentIo } from '../support/silent-io.ts'

interface ActionFile {
  inputs: Record<string, { description: string }>
}

const { inputs } = load(readFileSync('action.yml', 'utf8')) as ActionFile

it.each(shared.map((option) => [option.name, option] as const))('%s says the same everywhere', (name, option) => {
  const said = inputs[name]?.description.replaceAll('`', '')
  const ends = option.config ? ". Default - the config's." : '.'
  expect(said).toBe(option.help.charAt(0).toUpperCase() + option.help.slice(1) + ends)
  const commands = createProgram(silentIo)
    .described()
    .commands.flatMap((command) => [...command.options])
  const described = commands.filter((each) => each.long === `--${name}` && each.description === option.help)
  expect(described.length).toBeGreaterThan(0)
})

it.each([
  ['auto', 'auto'],
  ['20', 20],
  ['19.4', 19.4],
  ['0.25', 0.25],
  ['0', undefined],
  ['-1', undefined],
  ['19,4', undefined],
  ['', undefined],
  ['1e999', undefined],
])('a rate of %s is %s', (text, read) => {
  expect(rate.parse(text)).toBe(read)
})
