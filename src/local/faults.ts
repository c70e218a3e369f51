import { GuardError } from '../model/errors.ts'
import { ApiError, errorNames, statusOf } from './api-error.ts'
import { isOperationName, isOtherAction, operations, otherActions } from './model.ts'

export interface Fault {
  /** The API's operation. */
  operation: string
  /**
   * Name of an error of the model, or `reset-before` `reset-after` `truncate` `html-502` `delay=2s` `in-use=30s`
   * `profile-missing=30s`. `html-502` and `reset-before` come before the write, `reset-after` and `truncate` after it.
   */
  kind: string
  /** Chance of each request, 0 to 1. @default 1 */
  probability?: number
  /** How often, in all; for `in-use` and `profile-missing` how often for each ARN. */
  count?: number
  /** Only for this resource. */
  arn?: string
}

export interface Faults {
  /** @throws {GuardError} when operation or kind is unknown, or a number out of range */
  add(fault: Fault): void
}

/** What becomes of a request. */
export interface Strike {
  delayMs: number
  /** Answered instead, before the write. */
  error?: ApiError
  cut?: 'reset-before' | 'reset-after' | 'truncate' | 'html-502'
}

/** One request, as faults see it. */
export interface Target {
  operation: string
  /** '' when the request is about no single resource. */
  arn: string
  now: number
  /** A number in [0, 1). */
  roll(): number
}

/** Errors that may say when to try again. */
const passing = [
  'CallRateLimitExceededException',
  'TooManyRequestsException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'ServiceUnavailableException',
]

const cuts = ['reset-before', 'reset-after', 'truncate', 'html-502'] as const
const windows: Record<string, (arn: string) => ApiError> = {
  'in-use': (arn) =>
    new ApiError('ResourceInUseException', `The resource '${arn}' is currently in use by another operation.`),
  // The service's own words while a new instance profile spreads (https://github.com/aws/aws-cdk/issues/11441).
  'profile-missing': () =>
    new ApiError(
      'InvalidParameterValueException',
      "The value supplied for parameter 'instanceProfileName' is not valid. The provided instance profile does not exist. Please specify a different instance profile and try again.",
    ),
}

type Rule = (target: Target) => Partial<Strike> | undefined

/** A plan of faults: each request asks what strikes it. */
export class FaultPlan implements Faults {
  readonly #rules: Rule[] = []

  add(fault: Fault): void {
    checkFault(fault)
    this.#rules.push(compile(fault))
  }

  /** Delays add up until a fault ends the request. */
  strike(target: Target): Strike {
    let delayMs = 0
    for (const rule of this.#rules) {
      const strike = rule(target)
      delayMs += strike?.delayMs ?? 0
      if (strike?.cut || strike?.error) return { ...strike, delayMs }
    }
    return { delayMs }
  }
}

function compile(fault: Fault): Rule {
  const [kind = '', duration] = fault.kind.split('=')
  const milliseconds = duration === undefined ? 0 : parseDuration(duration)
  const errorFor = windows[kind]
  const strikes = errorFor ? windowed(fault, milliseconds, errorFor) : counted(fault, kind, milliseconds)
  return (target) => {
    const concerned = fault.operation === '*' || fault.operation === target.operation
    return concerned && (fault.arn ?? target.arn) === target.arn ? strikes(target) : undefined
  }
}

function counted(fault: Fault, kind: string, milliseconds: number): Rule {
  let left = fault.count ?? Number.POSITIVE_INFINITY
  return ({ roll, operation }) => {
    if (left === 0 || roll() >= (fault.probability ?? 1)) return undefined
    left -= 1
    if (kind === 'delay') return { delayMs: milliseconds }
    const cut = cuts.find((name) => name === kind)
    if (cut) return { cut }
    const message = `A fault that the local Image Builder was told to raise for ${operation}.`
    return { error: new ApiError(kind, message, passing.includes(kind) ? 1 : undefined) }
  }
}

/** Without chance and count a window opens once for each ARN. */
function windowed(fault: Fault, milliseconds: number, errorFor: (arn: string) => ApiError): Rule {
  const count = fault.count ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY)
  const opened = new Map<string, { until: number; times: number }>()
  return ({ arn, now, roll }) => {
    const { until, times } = opened.get(arn) ?? { until: now, times: 0 }
    if (now < until) return { error: errorFor(arn) }
    if (times === count || roll() >= (fault.probability ?? 1)) return undefined
    opened.set(arn, { until: now + milliseconds, times: times + 1 })
    return { error: errorFor(arn) }
  }
}

/**
 * Reads `OP=KIND[:5%|:x3][@ARN]`, such as `UpdateInfrastructureConfiguration=in-use=30s:x1`.
 * @throws {GuardError} when it is not of that form, or names what does not exist
 */
export function parseFault(text: string): Fault {
  const form = /^([^=]+)=([^:@]+)(?::(?:(\d+(?:\.\d+)?)%|x(\d+)))?(?:@(.+))?$/.exec(text)
  if (!form) {
    throw new GuardError('Usage', `The fault "${text}" is not of the form OP=KIND[:5%|:x3][@ARN].`, {
      hint: 'Example: UpdateInfrastructureConfiguration=CallRateLimitExceededException:5%',
    })
  }
  const [, operation = '', kind = '', percent, count, arn] = form
  const fault = {
    operation,
    kind,
    ...(percent === undefined ? {} : { probability: Number(percent) / 100 }),
    ...(count === undefined ? {} : { count: Number(count) }),
    ...(arn === undefined ? {} : { arn }),
  }
  checkFault(fault)
  return fault
}

function checkFault({ operation, kind, probability, count }: Fault): void {
  const [name = '', duration] = kind.split('=')
  const timed = name === 'delay' || Object.hasOwn(windows, name)
  if (operation !== '*' && !isOperationName(operation) && !isOtherAction(operation)) {
    throw new GuardError('Usage', `A fault names the operation "${operation}", which is not served here.`, {
      hint: `Operations: ${[...Object.keys(operations), ...Object.values(otherActions).flat()].join(', ')}, or * for all.`,
    })
  }
  if (
    timed ? duration === undefined : duration !== undefined || !(cuts.some((cut) => cut === kind) || statusOf(kind))
  ) {
    throw new GuardError('Usage', `A fault has the kind "${kind}", which is not known.`, {
      hint: `Kinds: ${[...cuts, 'delay=2s', 'in-use=30s', 'profile-missing=30s', ...errorNames].join(', ')}.`,
    })
  }
  if (duration !== undefined) parseDuration(duration)
  if (!(probability === undefined || (probability >= 0 && probability <= 1))) {
    throw new GuardError('Usage', `A fault has the chance ${probability}, expected 0 % to 100 %.`)
  }
  if (!(count === undefined || (Number.isInteger(count) && count >= 0))) {
    throw new GuardError('Usage', `A fault has the count ${count}, expected a whole number.`)
  }
}

const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

function parseDuration(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? []
  if (number === undefined) {
    throw new GuardError('Usage', `A fault has the duration "${text}", expected a number with a unit, such as 30s.`)
  }
  return Number(number) * (units[unit] ?? 0)
}
