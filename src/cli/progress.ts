import type { Io } from './io.ts'

/** A live line on a terminal; elsewhere a line every few seconds. */
interface ProgressLine {
  show(text: string): void
  /** Clears the live line. */
  end(): void
}

export function createProgressLine({ stderr }: Io, now: () => number = () => performance.now()): ProgressLine {
  const everyMs = stderr.isTTY ? 100 : 5_000
  let shownAt = stderr.isTTY ? Number.NEGATIVE_INFINITY : now()
  let isLive = false
  return {
    show(text) {
      if (now() - shownAt < everyMs) return
      shownAt = now()
      isLive = stderr.isTTY
      stderr.write(stderr.isTTY ? `\r\u001b[K${text.slice(0, Math.max(20, stderr.columns - 1))}` : `${text}\n`)
    },
    end() {
      if (isLive) stderr.write('\r\u001b[K')
      isLive = false
    },
  }
}
