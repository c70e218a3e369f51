// Generated from schema/config.schema.json by `npm run generate`.
import type { ErrorObject } from '../validation/validation-error.ts'
export declare const validateConfig: { (data: unknown): boolean; errors: ErrorObject[] | null }
