import type { ConfigFile } from '../generated/config.ts'
import type { ConfigSource } from './config-source.ts'
import { presets } from './presets.ts'

/** What one preset or file says; later layers win over earlier ones. */
export interface Layer {
  /** A preset's name or a file. */
  origin: string
  value: ConfigFile
  /** Absent for a preset. */
  source?: ConfigSource
}

export function presetLayer(name: keyof typeof presets): Layer {
  return { origin: name, value: { rules: presets[name] } }
}

/** A config without `extends` builds on recommended; an extended file adds only what it says. */
export function extended({ extends: names }: ConfigFile, isTop: boolean): string[] {
  if (names === undefined) return isTop ? ['recommended'] : []
  return [names].flat()
}
