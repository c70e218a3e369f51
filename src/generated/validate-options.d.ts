// Generated from rules/ by `npm run generate`.
import type { ErrorObject } from '../validation/validation-error.ts'
/** By the id of a built-in rule that has options. */
export declare const optionValidators: Readonly<
  Record<string, { (data: unknown): boolean; errors: ErrorObject[] | null } | undefined>
>
