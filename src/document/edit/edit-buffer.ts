import type { Style } from './write-value.ts'

/** The text that is edited, and how it is written. */
export interface EditBuffer {
  text: string
  style: Style
}
