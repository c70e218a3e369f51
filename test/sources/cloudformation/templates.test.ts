import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findingsOf } from './judge.ts'

// `.ci/cfn-lint` holds that the linter of CloudFormation takes and refuses the same ones.
const folder = new URL('templates/', import.meta.url)
const filesIn = (name: string): string[] => readdirSync(new URL(`${name}/`, folder))
const schemaIn = async (file: string): Promise<string[]> => {
  const findings = await findingsOf({ [file]: readFileSync(new URL(file, folder), 'utf8') })
  return findings.filter(({ ruleId }) => ruleId === 'schema' || ruleId === 'syntax').map(({ message }) => message)
}

describe('a template that cfn-lint takes has no mistake', () => {
  it.each(filesIn('valid'))('%s', async (file) => {
    expect(await schemaIn(`valid/${file}`)).toEqual([])
  })
})

describe('a template that cfn-lint refuses has one', () => {
  it.each(filesIn('invalid'))('%s', async (file) => {
    expect(await schemaIn(`invalid/${file}`)).not.toEqual([])
  })
})
