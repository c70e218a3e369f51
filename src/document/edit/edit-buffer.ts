import type { Style } from './write-value.ts'

/** The text that is edited, and how it is written. */
export interface Sheet {
  text: string
  style: Style
}
