/**
 * `npm run new-rule NAME` writes a rule with its page and its test into rules/, lists it, puts it into the presets (off
 * and warning) and into the README's table. What it writes passes all tests; change it from there.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const rule = (id: string, name: string): string => `import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['description']

export const ${name}: Rule = defineRule({
  id: '${id}',
  summary: 'A configuration says what it is for.',
  severity: 'warning',
  messages: { missing: 'description is missing.' },
  *check({ config }) {
    if (config.description === undefined) yield { messageId: 'missing', path }
  },
})
`

const test = (id: string, name: string): string => `import { ruleTest } from '../test/support/rule-test.ts'
import { ${name} } from './${id}.ts'

ruleTest(${name}, {
  valid: [{ description: 'Web servers' }],
  invalid: [{ spec: {}, errors: [{ messageId: 'missing', pointer: '/description' }] }],
})
`

const page = (id: string): string => `# ${id}

A configuration says what it is for.

## What it checks

\`description\` is stated.

## Why

Say what goes wrong without it, and who says so.

## Failing spec

\`\`\`yaml
infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
\`\`\`

## Passing spec

\`\`\`yaml
infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
description: Web servers
\`\`\`

## How to fix

State \`description\`.

## Options

None.

## References

- [UpdateInfrastructureConfiguration](https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateInfrastructureConfiguration.html)
`

const id = process.argv[2] ?? ''
const name = id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) fail(`${JSON.stringify(id)} is no name for a rule, such as no-key-pair.`)
if (existsSync(join(root, `rules/${id}.ts`))) fail(`rules/${id}.ts exists.`)

const files = [`rules/${id}.ts`, `rules/${id}.md`, `rules/${id}.test.ts`]
for (const [at, text] of [rule(id, name), page(id), test(id, name)].entries()) write(files[at] ?? '', text)
edit('rules/index.ts', (text) => {
  const [imports = '', list = '', exported = ''] = text.split(/(?<=\n)(?=\/\*\* Every built-in|export \{\n)/)
  const lines = [...imports.trim().split('\n'), `import { ${name} } from './${id}.ts'`]
  const names = [...exported.matchAll(/^ {2}(\w+),$/gm)].map(([, known]) => known ?? '')
  const [types, ...rules] = lines
  return `${[types, ...rules.sort()].join('\n')}\n\n${list.replace('\n]\n', `\n  ${name},\n]\n`)}export {\n${[
    ...names,
    name,
  ]
    .sort()
    .map((known) => `  ${known},\n`)
    .join('')}}\n`
})
edit('src/config/presets.ts', (text) => text.replace('\n]\n', `\n  ['${id}', 'off', 'warning'],\n]\n`))
execFileSync(process.execPath, ['.ci/rules-table.ts'], { cwd: root })
console.log(`Wrote ${files.join(', ')}; listed it in rules/index.ts, src/config/presets.ts and README.md.`)
console.log(`Try it: npx vitest run rules/${id}.test.ts test/rules`)

function write(file: string, text: string): void {
  writeFileSync(join(root, file), text, { flag: 'wx' })
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(join(root, file), change(readFileSync(join(root, file), 'utf8')))
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
