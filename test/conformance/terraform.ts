import { deepStrictEqual } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { agrees, answersTo } from '../support/evaluate-terraform.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { certain, expression, heredoc, surroundings } from '../support/terraform-expressions.ts'

// What expressions are, asked of Terraform itself, which has to be installed; ours must never be another.
// `--record` writes down what it says of some, for machines without it.
const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
})
const most = values.record ? 140 : 2_000
const drawn = fc
  .sample(fc.oneof({ weight: 6, arbitrary: expression }, { weight: 1, arbitrary: heredoc }), {
    numRuns: Number(values.count),
    seed: Number(values.seed),
  })
  .filter((each) => each.length <= most)
const expressions = [...new Set([...certain, ...drawn])]

const folder = scratchFolder('terraform')
const said: string[] = []
for (let at = 0; at < expressions.length; at += 500) said.push(...ask(expressions.slice(at, at + 500)))
const ours = answersTo(expressions)
const wrong = expressions.flatMap((text, at) => {
  const [answer = 'unknown', terraform = ''] = [ours[at], said[at]]
  return terraform === '?' || agrees(answer, terraform) ? [] : [{ text, ours: answer, terraform }]
})
deepStrictEqual(wrong, [])
const known = ours.filter((answer) => typeof answer === 'object').length
if (values.record) {
  const answers = expressions.flatMap((text, at) => (said[at] === '?' ? [] : [[text, said[at]]]))
  const file = new URL('../sources/terraform/terraform-answers.json', import.meta.url)
  writeFileSync(file, `[\n${answers.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`)
}
console.log(`terraform: of ${expressions.length} expressions ${known} are known, and none is another than it says`)

/** What Terraform says, as JSON; `!` where it refuses, `?` where it does not say. */
function ask(asked: readonly string[]): string[] {
  const answers = asked.map((each) => `try(base64encode(jsonencode(\n${each}\n)), "!"),`).join('\n')
  writeFileSync(join(folder, 'main.tf'), `${surroundings}locals {\n  answers = [\n${answers}\n  ]\n}\n`)
  const { stdout, stderr, error } = spawnSync('terraform', ['console', '-no-color'], {
    cwd: folder,
    input: 'local.answers\n',
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (error) throw error
  const lines = stdout.split('\n').filter((line) => line.startsWith('  '))
  if (lines.length !== asked.length) throw new Error(`Terraform does not answer: ${stderr.slice(0, 2_000)}`)
  return lines.map((line) => {
    const [, text] = /"(.*)"/.exec(line) ?? []
    if (text === undefined) return '?'
    return text === '!' ? text : Buffer.from(text, 'base64').toString()
  })
}
