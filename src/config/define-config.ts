import type { ConfigFile } from '../generated/config.ts'

/** Returns the config as it is; gives editors its type in `ibguard.config.ts`. */
export function defineConfig(config: ConfigFile): ConfigFile {
  return config
}
