import { GuardError } from '../model/errors.ts'
import type { FixOf } from '../report/formats/findings-markdown.ts'
import type { Result } from './result.ts'

type Environment = Readonly<Record<string, string | undefined>>
export type Redact = (text: string) => string

const secretVariables = [
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
]

/** https://github.blog/engineering/behind-githubs-new-authentication-token-formats/ */
const tokens = /\b(?:gh[oprsu]_[A-Za-z0-9_]{20,}|github_pat_[A-Za-z0-9_]{20,})/g

/** Of a URL; what stands in its path, such as `checkout@v6`, is none. */
const userInfo = /(\w:\/\/)[^\s/?#"'<>]*@/g

/** Takes out of a text what must not be seen, wherever an error may have brought it from. A runner masks its own secrets only. */
export function redactor(env: Environment): Redact {
  const token = env['INPUT_GITHUB-TOKEN']?.trim()
  const given = [token, token && basicOf(token), ...secretVariables.map((name) => env[name])]
  const secrets = given.filter((secret) => secret !== undefined && secret.length >= 8) as string[]
  return (text) => {
    const plain = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
    return plain.replaceAll(tokens, '***').replaceAll(userInfo, '$1***@')
  }
}

/** A token as git's HTTP header has it. */
export function basicOf(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64')
}

/** What is to be reported without secrets, before a format escapes, cuts or wraps them beyond recognition. */
export function redactResult(result: Result, redact: Redact): Result {
  const { notices, error, fixOf, detailed, places, outputs } = result
  const report = redactValue(result.report, redact)
  // Fixes are known by the findings as they were.
  const originals = new Map(report.findings.map((finding, at) => [finding, result.report.findings[at]]))
  const fixes: FixOf = (finding) => redactValue(fixOf?.(originals.get(finding) ?? finding), redact)
  return {
    ...result,
    report,
    notices: redactValue(notices, redact),
    error: error === undefined ? undefined : redactError(error, redact),
    fixOf: fixOf && fixes,
    detailed: detailed && (() => redactValue(detailed(), redact)),
    places: places && new Map(redactValue([...places], redact)),
    outputs: redactValue(outputs, redact),
  }
}

/** A copy of plain data with every text in it redacted, keys too. */
function redactValue<T>(value: T, redact: Redact): T {
  if (typeof value === 'string') return redact(value) as T
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [redact(key), redactValue(item, redact)])) as T
}

function redactError(error: unknown, redact: Redact): unknown {
  if (error instanceof GuardError) {
    const { code, message, hint, details } = error
    return new GuardError(code, redact(message), {
      ...(hint !== undefined && { hint: redact(hint) }),
      details: redactValue(details, redact),
    })
  }
  if (!(error instanceof Error)) return redact(String(error))
  const plain = new Error(redact(error.message))
  plain.stack = redact(error.stack ?? '')
  return plain
}
