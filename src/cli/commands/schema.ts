import { readFile } from 'node:fs/promises'
import type { Io } from '../io.ts'

/** Prints the JSON Schema of spec files, of the config or of reports. */
export async function schema([name = 'spec']: string[], _options: unknown, io: Io): Promise<number> {
  const file = new URL(import.meta.resolve(`imagebuilder-guard/schema/${name}.schema.json`))
  io.stdout.write(await readFile(file, 'utf8'))
  return 0
}
