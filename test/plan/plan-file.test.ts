import { readFile, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Plan } from '../../src/model/plan.ts'
import { isPlanFile, readPlanFile, writePlanFile } from '../../src/plan/plan-file.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { createWorld } from '../support/world.ts'

async function examplePlan(): Promise<Plan> {
  const { changes } = await createWorld(2)
  const tool = { name: 'imagebuilder-guard', version: '1.0.0' }
  return {
    kind: 'ibguard-plan',
    version: 1,
    tool,
    summary: { files: 1, specs: 2 },
    findings: [],
    suppressed: [],
    changes,
  }
}

describe('a plan file', () => {
  it('comes back as it was written, for its owner only', async () => {
    const path = join(tempFolder(), 'out', 'plan.json')
    const plan = await examplePlan()
    writePlanFile(path, plan, dirname(path))
    expect(await readPlanFile(path)).toEqual(plan)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('shows the fields that would really change, whatever it says', async () => {
    const path = join(tempFolder(), 'plan.json')
    const plan = await examplePlan()
    const [first, ...rest] = plan.changes
    writePlanFile(path, { ...plan, changes: [{ ...first!, fields: [] }, ...rest] }, dirname(path))
    expect((await readPlanFile(path)).changes).toEqual(plan.changes)
  })

  it('is known by its own kind, whole or cut off, and not by a value further down', async () => {
    const path = join(tempFolder(), 'plan.json')
    writePlanFile(path, await examplePlan(), dirname(path))
    expect(await isPlanFile(path)).toBe(true)
    await writeFile(path, (await readFile(path, 'utf8')).slice(0, -10))
    expect(await isPlanFile(path)).toBe(true)
    await writeFile(path, '{ "resourceTags": { "kind": "ibguard-plan" } }')
    expect(await isPlanFile(path)).toBe(false)
  })

  it.each<[string, (text: string) => string, string]>([
    ['is cut off', (text) => text.slice(0, -10), 'it is no JSON'],
    ['is something else', () => '{"specs": []}', '"kind" is not "ibguard-plan"'],
    [
      'is of another version',
      (text) => text.replace('"version": 1', '"version": 7'),
      'its version is 7, this tool reads 1',
    ],
    ['holds no findings', (text) => text.replace('"findings": []', '"findings": [null]'), 'that is no finding'],
    ['counts nothing', (text) => text.replace('"files": 1', '"files": "x"'), 'does not count files and specs'],
    ['has a strange guard', (text) => text.replace('"guard": {}', '"guard": {"suppress": "x"}'), 'that are no list'],
    [
      'has a suppression of no text',
      (text) => text.replace('"guard": {}', '"guard": {"suppress": [{"rule": 1}]}'),
      'that are no list',
    ],
    [
      'names what cannot be read',
      (text) => text.replace(/"arn": "[^"]*"/, '"arn": "x"').replace('"update",\n   "f', '"no-op",\n   "f'),
      'no infrastructure',
    ],
    ['holds no changes', (text) => text.replace('"changes"', '"other"'), '"changes" is no list'],
    [
      'has an unknown action',
      (text) => text.replace('"update",\n   "fields"', '"destroy",\n   "fields"'),
      'unknown action: "destroy"',
    ],
    ['names a target twice', (text) => text.replaceAll('web-1', 'web-0'), 'change 2 names'],
    [
      'names something else',
      (text) => text.replaceAll('infrastructure-configuration/web-0', 'image/web-0'),
      'no infrastructure',
    ],
    ['was edited', (text) => text.replace('ProfileForImageBuilder', 'Admin'), 'that is not that of "before"'],
    [
      'lacks a side',
      (text) => text.replace('"after": {', '"after2": {').replace('"after": {', '"after2": {'),
      'no complete',
    ],
  ])('is refused when it %s', async (_name, edit, message) => {
    const path = join(tempFolder(), 'plan.json')
    writePlanFile(path, await examplePlan(), dirname(path))
    await writeFile(path, edit(await readFile(path, 'utf8')))
    await expect(readPlanFile(path)).rejects.toMatchObject({ code: 'Plan', message: expect.stringContaining(message) })
  })

  it('says how to make one where there is none', async () => {
    const path = join(tempFolder(), 'plan.json')
    await expect(readPlanFile(path)).rejects.toMatchObject({ code: 'Plan', hint: expect.stringContaining('--out') })
  })

  it('says where it cannot be written', async () => {
    const path = join(tempFolder(), 'file')
    await writeFile(path, '')
    const plan = await examplePlan()
    expect(() => writePlanFile(join(path, 'plan.json'), plan, path)).toThrow('The plan cannot be written to')
  })
})
