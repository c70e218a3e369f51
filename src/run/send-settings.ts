import type { Config } from '../config/config.ts'
import type { AllowConfig } from '../generated/config.ts'

/** How a run sends, as the shell was told; what is absent the config says. */
export interface SendSettings {
  concurrency?: number | undefined
  /** Updates per second, account and Region. */
  rate?: 'auto' | number | undefined
  /** A count or a share such as `5%`. */
  maxFailures?: number | string | undefined
  waves?: readonly (number | string)[] | undefined
  deadlineMs?: number | undefined
  /** @default true */
  verify?: boolean | undefined
  /** What in flight gets after an interruption. */
  drainMs?: number | undefined
}

interface Settings {
  concurrency: number
  rate: 'auto' | number
  maxFailures: number | string
  waves: (number | string)[]
  verify: boolean
  allow: AllowConfig | undefined
  /** Whether STS is asked whose credentials these are. */
  checksCaller: boolean
  deadlineMs: number | undefined
  drainMs: number | undefined
}

/** What was told where it was told, else what the config says; `defaults` stand above the config's. */
export function settingsOf(
  given: SendSettings,
  { apply, targets }: Pick<Config, 'apply' | 'targets'>,
  defaults: SendSettings = {},
): Settings {
  const { deadlineMs, drainMs } = given
  return {
    concurrency: given.concurrency ?? apply.concurrency,
    rate: given.rate ?? apply.rate,
    maxFailures: given.maxFailures ?? defaults.maxFailures ?? apply.maxFailures,
    waves: [...(given.waves ?? apply.waves)],
    verify: given.verify ?? true,
    checksCaller: targets.checkCaller !== false,
    allow: targets.allow,
    deadlineMs,
    drainMs,
  }
}
