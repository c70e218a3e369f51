// Generated from schema/report.schema.json by `npm run generate`.
import type { ErrorObject } from '../validation/validation-error.ts'
export declare const validateReport: { (data: unknown): boolean; errors: ErrorObject[] | null }
