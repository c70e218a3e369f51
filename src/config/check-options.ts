import type { Rule } from '../lint/rule.ts'
import { compileSchema } from '../validation/json-schema.ts'
import { checkStated, rulesToCheck } from './check-stated.ts'
import type { Layer } from './layer.ts'
import { ownValidators } from './own-validators.ts'
import type { Plugin } from './plugins.ts'
import type { Problems } from './problems.ts'

/** As `checkStated`, of plugins too, whose schemas are compiled for it. */
export async function checkOptions(
  layers: readonly Layer[],
  available: readonly Rule[],
  plugins: readonly Plugin[],
  problems: Problems,
): Promise<void> {
  const asked = rulesToCheck(layers, available, plugins)
  const validators = await ownValidators(asked)
  for (const rule of asked) {
    if (rule.options && !validators.has(rule)) validators.set(rule, await compileSchema(rule.options))
  }
  checkStated(layers, available, plugins, problems, validators)
}
