/** Prints the section of CHANGELOG.md about a tag `vX.Y.Z`; fails unless package.json is of this version too. */
import { readFileSync } from 'node:fs'

/** @throws {Error} when the tag, the package's version and the changelog disagree */
export function releaseNotes(tag: string, packageVersion: string, changelog: string): string {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1]
  if (version === undefined) throw new Error(`${tag} is no tag vX.Y.Z.`)
  if (version !== packageVersion) throw new Error(`package.json is of ${packageVersion}, the tag is ${tag}.`)
  const section = changelog
    .split(/^## /m)
    .find((text) => text.startsWith(`${version} `) || text.startsWith(`${version}\n`))
  const notes = section?.split('\n').slice(1).join('\n').trim()
  if (!notes) throw new Error(`CHANGELOG.md says nothing about ${version}.`)
  return `${notes}\n`
}

if (import.meta.main) {
  const read = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
  try {
    process.stdout.write(
      releaseNotes(process.argv[2] ?? '', JSON.parse(read('package.json')).version, read('CHANGELOG.md')),
    )
  } catch (error) {
    console.error((error as Error).message)
    process.exitCode = 1
  }
}
