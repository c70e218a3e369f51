import type { Toolkit } from './toolkit.ts'

export interface ActionPorts {
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
  toolkit: Toolkit
}
