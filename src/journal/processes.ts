import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process, as a lock names it. */
export interface ProcessName {
  pid: number
  host: string
  /** Tells a process from a later one with the same number; ticks since boot where the system says it. */
  startedAt: string
  /** Where its number means something: the host, and on Linux boot and PID namespace; '' where that is unknown. */
  space: string
}

/** The processes that this one can see. */
export interface Processes {
  self: ProcessName
  /** `unknown` for what lives elsewhere. */
  stateOf(process: ProcessName): 'alive' | 'dead' | 'unknown'
}

export function systemProcesses(): Processes {
  const host = hostname()
  const self = { pid: process.pid, host, startedAt: startOf('self'), space: spaceOf(host) }
  return {
    self,
    stateOf({ pid, startedAt, space }) {
      if (space === '' || space !== self.space) return 'unknown'
      if (!exists(pid)) return 'dead'
      const start = startOf(pid)
      if (start === '' || startedAt === '') return 'unknown'
      return start === startedAt ? 'alive' : 'dead'
    },
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startOf(pid: number | 'self'): string {
  const stat = read(`/proc/${pid}/stat`)
  // The second field, the command in parentheses, may hold spaces; the start is the 22nd.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

function spaceOf(host: string): string {
  if (process.platform !== 'linux') return `${process.platform} ${host}`
  try {
    // With the /proc of another namespace the numbers that it shows are not ours.
    if (readlinkSync('/proc/self') !== String(process.pid)) return ''
    return `${host} ${read('/proc/sys/kernel/random/boot_id').trim()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return ''
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
