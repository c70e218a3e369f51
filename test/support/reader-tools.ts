import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin } from './built.ts'

/**
 * Programs of somebody who has the package installed, in a folder for the front of PATH: `ibguard` and `npx ibguard` run
 * what is built, or all but what stays what `command` does; `npm install` and `npm ci` have nothing left to do, `node`
 * is the one that runs the tests.
 */
export function writeReaderTools(folder: string, command?: string): void {
  mkdirSync(folder, { recursive: true })
  const tool = (name: string, text: string): void => {
    writeFileSync(join(folder, name), `#!/usr/bin/env bash\n${text}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const built = `exec '${process.execPath}' '${bin}' "$@"`
  tool('ibguard', command === undefined ? built : `[ "$1" != serve ] || ${built}\n${command}`)
  tool('npx', '[ "$1" = ibguard ] || { echo "npx $1 is not of this project"; exit 98; }\nexec "$@"')
  tool('npm', '[[ "$1" =~ ^(install|ci)$ ]] || { echo "npm $1 is not of this project"; exit 98; }')
  tool('node', `exec '${process.execPath}' "$@"`)
}
