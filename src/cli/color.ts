import type { Io } from './io.ts'

/** Colours go to a terminal, unless `--no-color` or NO_COLOR (https://no-color.org) says otherwise. */
export function useColor(options: { color: boolean }, io: Io): boolean {
  return options.color && !io.env.NO_COLOR && (io.stdout.isTTY || Boolean(io.env.FORCE_COLOR))
}
