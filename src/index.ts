export { createImageBuilders } from './adapters/aws.ts'
export { defineConfig } from './config/define-config.ts'
export { GuardError } from './errors.ts'
export type { ConfigFile } from './generated/config.ts'
export { apply, type ConfigOptions, lint, loadSpecs, plan, rollback, type TargetOptions } from './library.ts'
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
export { defineRule } from './rule/define-rule.ts'
export type { ChangeContext, CheckContext, Configuration, Rule, Violation } from './rule/rule.ts'
