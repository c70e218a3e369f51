export { createImageBuilders } from './aws/clients.ts'
export type { ImageBuilder, ImageBuilders } from './aws/image-builder.ts'
export { defineConfig } from './config/define-config.ts'
export type { ConfigFile } from './generated/config.ts'
export {
  apply,
  audit,
  type ConfigOptions,
  type LiveOptions,
  lint,
  loadSpecs,
  plan,
  remediate,
  rollback,
  type TargetOptions,
} from './library.ts'
export { defineRule } from './lint/define-rule.ts'
export type { ChangeContext, CheckContext, Rule, Violation } from './lint/rule.ts'
export type { Fleet, Spec } from './lint/spec.ts'
export type { Change, FieldChange, PlannedChange } from './model/change.ts'
export { GuardError } from './model/errors.ts'
export type { FactName, Facts, KnownFacts } from './model/facts.ts'
export type { Finding, SuppressedFinding } from './model/finding.ts'
export type { Outcome } from './model/outcome.ts'
export type { Plan } from './model/plan.ts'
export type { Report } from './model/report.ts'
export { renderReport } from './report/render-report.ts'
export type { Configuration } from './resource/configuration.ts'
