import { configurationShape, type FieldShape } from './field-shape.ts'
import { snakeNaming } from './names.ts'

const names = new Set(blocksIn(configurationShape))

/** Whether Terraform writes a field of a configuration as a block, without `=`. */
export const isBlockName = (name: string): boolean => names.has(name)

function blocksIn({ fields }: Extract<FieldShape, { type: 'fields' }>): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'fields' ? [snakeNaming.ownName(name), ...blocksIn(field)] : [],
  )
}
