import { GuardError } from '../model/errors.ts'
import { type Fault, parseFault } from './faults.ts'
import type { LocalImageBuilderOptions } from './options.ts'
import { TokenBuckets } from './token-bucket.ts'

/** Options, held against what they may be, with their defaults. */
export interface Settings {
  host: string
  port: number
  account: string
  latency: number
  faults: Fault[]
  buckets: Record<'read' | 'write', TokenBuckets | undefined>
}

/** @throws {GuardError} naming every option that is not what it should be */
export function checkOptions(options: LocalImageBuilderOptions): Settings {
  const { host = '127.0.0.1', port = 0, account = '123456789012', latency = 0, fault = [] } = options
  const { rate, burst, readRate, rival = 0 } = options
  const problems = [
    ...mustBe(port, 'port', 'a whole number from 0 to 65535', Number.isInteger(port) && port >= 0 && port < 65_536),
    ...mustBe(account, 'account', '12 digits', /^\d{12}$/.test(account)),
    ...mustBe(latency, 'latency', 'a number of milliseconds', latency >= 0 && Number.isFinite(latency)),
    ...mustBe(rate, 'rate', 'a number above 0', rate === undefined || rate > 0),
    ...mustBe(burst, 'burst', 'a number of at least 1', burst === undefined || burst >= 1),
    ...mustBe(readRate, 'readRate', 'a number above 0', readRate === undefined || readRate > 0),
    ...mustBe(rival, 'rival', 'a share such as 0.5', rival >= 0 && Number.isFinite(rival)),
    ...mustBe(burst, 'burst', 'given together with a rate', burst === undefined || rate !== undefined),
  ]
  if (problems.length > 0) {
    const details = problems.map((message) => ({ message }))
    throw new GuardError('Usage', problems[0] ?? '', {
      hint: 'Correct it; `ibguard serve --help` lists the options.',
      ...(problems.length > 1 && { details }),
    })
  }
  return {
    host,
    port,
    account,
    latency,
    faults: [fault].flat().map((item) => (typeof item === 'string' ? parseFault(item) : item)),
    buckets: {
      write: bucketOf(rate, burst, rival),
      read: bucketOf(readRate, undefined, 0),
    },
  }
}

function bucketOf(rate: number | undefined, burst: number | undefined, rival: number): TokenBuckets | undefined {
  return rate === undefined ? undefined : new TokenBuckets({ rate, burst: burst ?? Math.max(1, rate), rival })
}

function mustBe(value: unknown, name: string, expected: string, holds: boolean): string[] {
  return holds ? [] : [`${flag(name)} is ${JSON.stringify(value)}, expected ${expected}.`]
}

/** An option as the command line has it: readRate is --read-rate. */
function flag(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
