import type { Host } from '../run/host.ts'

/** Fewer accounts and Regions are done before there is much to spare. */
const many = 20

/**
 * What dies young gets no more room than it has by now. In a run that holds what it reads, or waits more than it works,
 * that room would grow to a hundred megabytes and more, and gain nothing.
 */
export function spareMemory(): void {
  // Loaded only then: for one file it is a tenth of the run.
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
}

/** A host that spares memory from when an audit of many accounts and Regions begins. */
export function sparing<T extends Host>(host: T): T {
  let isSpared = false
  return {
    ...host,
    progress(now) {
      if (!isSpared && now.stage === 'auditing' && now.now.places > many) {
        isSpared = true
        spareMemory()
      }
      host.progress(now)
    },
  }
}
