import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { expect, it } from 'vitest'

it('has a hook that runs this version', () => {
  const hooks = load(readFileSync('.pre-commit-hooks.yaml', 'utf8'))
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(hooks).toMatchObject([
    { id: 'ibguard-lint', language: 'node', entry: `npx --yes --package=imagebuilder-guard@${version} ibguard lint` },
  ])
})
