import type { Json, Path } from '../../model/json.ts'

/** What to write where: `value` undefined removes the key. */
export interface Patch {
  path: Path
  value: Json | undefined
}
