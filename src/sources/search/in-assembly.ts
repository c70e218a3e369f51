import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whether a file lies in what CDK has written: a folder with `manifest.json` and the marker `cdk.out`, or below one. */
export function isInAssembly(path: string, root: string): boolean {
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) {
    if (existsSync(join(folder, 'cdk.out')) && existsSync(join(folder, 'manifest.json'))) return true
    if (folder === dirname(folder)) break
  }
  return false
}
