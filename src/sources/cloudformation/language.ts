import { pascalNaming } from '../../resource/names.ts'
import type { Language } from '../resource/resource-subject.ts'

const flags: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'on'].map((word) => [word, true] as const),
  ...['false', 'no', 'off'].map((word) => [word, false] as const),
])

/** How templates write configurations; `yes` and `"true"` are as good as `true` to CloudFormation. */
export const cloudformation: Language = {
  origin: 'cloudformation',
  naming: pascalNaming,
  beside: ['Name', 'Tags'],
  required: [['Name'], ['InstanceProfileName']],
  toFlag: (value) => (typeof value === 'boolean' ? value : flags.get(String(value).toLowerCase())),
}
