import { configurationShape, type FieldShape } from './field-shape.ts'
import { snakeNaming } from './names.ts'

let names: ReadonlySet<string> | undefined

/** Whether Terraform writes a field of a configuration as a block, without `=`. */
export function isBlockName(name: string): boolean {
  names ??= new Set(blocksIn(configurationShape()))
  return names.has(name)
}

function blocksIn({ fields }: Extract<FieldShape, { type: 'fields' }>): string[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'fields' ? [snakeNaming.ownName(name), ...blocksIn(field)] : [],
  )
}
