export { createImageBuilders } from './adapters/aws.ts'
export { defineConfig } from './config/define-config.ts'
export { defineRule } from './define-rule.ts'
export { GuardError } from './errors.ts'
export { apply, type ConfigOptions, lint, loadSpecs, plan, type TargetOptions } from './library.ts'
export type {
  Change,
  FieldChange,
  Finding,
  Fleet,
  Outcome,
  Plan,
  PlannedChange,
  Report,
  Spec,
  SuppressedFinding,
} from './model.ts'
export type { ImageBuilder, ImageBuilders } from './ports/image-builder.ts'
export { renderReport } from './reporters/index.ts'
export type { ChangeContext, CheckContext, Configuration, Rule, Violation } from './rule.ts'
