import { dirname, join } from '../files/posix-path.ts'
import type { Texts } from './texts.ts'

/** Whether a file lies in what CDK has written: a folder with `manifest.json` and the marker `cdk.out`, or below one. */
export function isInAssembly(path: string, root: string, { has }: Pick<Texts, 'has'>): boolean {
  for (let folder = dirname(path); folder.length >= root.length; folder = dirname(folder)) {
    if (has(join(folder, 'cdk.out')) && has(join(folder, 'manifest.json'))) return true
    if (folder === dirname(folder)) break
  }
  return false
}
