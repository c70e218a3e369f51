import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { agrees, answersTo } from '../../support/evaluate-terraform.ts'

/** What Terraform 1.11.4 said of generated expressions; `npm run conformance:terraform -- --record` asks it anew. */
const answers = JSON.parse(readFileSync(new URL('terraform-answers.json', import.meta.url), 'utf8')) as [
  text: string,
  terraform: string,
][]

it('works out expressions as Terraform does', () => {
  const ours = answersTo(answers.map(([text]) => text))
  for (const [at, [text, terraform]] of answers.entries()) {
    const answer = ours[at] ?? 'unknown'
    expect(agrees(answer, terraform), `${text}\n${JSON.stringify(answer)}\nTerraform: ${terraform}`).toBe(true)
  }
  const known = ours.filter((answer) => typeof answer === 'object').length
  const there = answers.filter(([, terraform]) => terraform !== '!').length
  expect(known / there).toBeGreaterThan(0.95)
})
