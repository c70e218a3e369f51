/** Why a run cannot do its job; each ends in exit code 2. */
export type GuardErrorCode =
  | 'Usage'
  | 'Config'
  | 'NoFiles'
  | 'NotFound'
  | 'Credentials'
  | 'Environment'
  | 'Io'
  | 'Journal'
  | 'Plan'
  | 'Report'
  | 'Server'
  | 'Git'
  | 'GitHub'
  | 'Refused'
  | 'Interrupted'
  | 'Internal'

/** One of several mistakes that a `GuardError` reports at once. */
export interface ErrorDetail {
  message: string
  file?: string
  line?: number
  column?: number
  hint?: string
}

/**
 * Everything thrown on purpose. `message` is one sentence that names the thing, its place, what was found and what was
 * expected; `hint` says what to do next. Shown without a stack trace.
 */
export class GuardError extends Error {
  override readonly name = 'GuardError'
  readonly code: GuardErrorCode
  readonly hint: string | undefined
  readonly details: readonly ErrorDetail[]

  constructor(
    code: GuardErrorCode,
    message: string,
    options: { hint?: string; details?: readonly ErrorDetail[]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.details = options.details ?? []
  }
}

/** An error as data: what `--format json` says of it. */
export interface ErrorData {
  code: GuardErrorCode
  message: string
  hint?: string
  details?: readonly ErrorDetail[]
}

/** The error that a report tells of. */
export function toGuardError({ code, message, hint, details }: ErrorData): GuardError {
  return new GuardError(code, message, { ...(hint && { hint }), ...(details && { details }) })
}

export function errorData(error: unknown): ErrorData {
  if (!(error instanceof GuardError)) {
    return { code: 'Internal', message: error instanceof Error ? error.message : String(error) }
  }
  const { code, message, hint, details } = error
  return { code, message, ...(hint && { hint }), ...(details.length > 0 && { details }) }
}
