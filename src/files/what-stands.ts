import { basename } from 'node:path'

/** What a file is to this tool, in the words of an error; undefined for what may be written over. */
export type Standing = 'a spec' | 'a template' | 'a journal' | 'a plan' | 'a baseline' | 'a config' | 'a source file'

const reportOrCache = /^\s*\{\s*(?:"version"\s*:\s*1\s*,\s*"(?:tool|error)"|"ibguardCache"\s*:)/
const signs: readonly [RegExp, Standing][] = [
  [/^\s*\{\s*"at"\s*:\s*"[^"]*"\s*,\s*"event"\s*:/, 'a journal'],
  [/^\s*\{[^{}[\]]*"kind"\s*:\s*"ibguard-plan"/, 'a plan'],
  [/^\s*\{\s*"version"\s*:\s*1\s*,\s*"findings"\s*:/, 'a baseline'],
  [/^[\s[{,-]*["']?[a-z]\w*ConfigurationArn["']?\s*:/m, 'a spec'],
  [/["']?AWSTemplateFormatVersion["']?\s*:|["']AWS::ImageBuilder::|"planned_values"\s*:/, 'a template'],
]

/** Tells what stands in a file from its name and how it begins. */
export function whatStands(path: string, beginning: string): Standing | undefined {
  if (beginning.trim() === '') return undefined
  if (/^ibguard\.config\./.test(basename(path))) return 'a config'
  const isOurs = reportOrCache.test(beginning)
  const sign = isOurs ? undefined : signs.find(([pattern]) => pattern.test(beginning))
  // Nothing is ever written in these languages, but for specs, and those only where nothing stands.
  return sign?.[1] ?? (/\.(?:ya?ml|[cm]?[jt]s|tf|tofu|hcl|tfvars)$/i.test(path) ? 'a source file' : undefined)
}
