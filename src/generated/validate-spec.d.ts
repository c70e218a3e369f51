// Generated from schema/spec.schema.json by `npm run generate`.
import type { ErrorObject } from '../validation/validation-error.ts'
export declare const validateSpec: { (data: unknown): boolean; errors: ErrorObject[] | null }
