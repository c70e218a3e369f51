import { readFileSync } from 'node:fs'
import { globSync } from 'tinyglobby'

export interface Block {
  language: string
  text: string
  /** Line of the page on which its text starts. */
  line: number
  /** `<!-- file: infra/web.yaml -->` before it: it is this file of the page's project. */
  file?: string
  /** `<!-- background -->` before it: it runs until the page is over. */
  isBackground: boolean
  /** `<!-- not run: why -->` before it. */
  notRun?: string
}

/** Every page that a reader follows. */
export const pages: readonly string[] = globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md']).sort()

export const readPage = (page: string): string => readFileSync(page, 'utf8')

/** The fenced blocks of a page, with the marker that stands in the line above. */
export function blocksOf(text: string): Block[] {
  const fence = /(?:^<!-- ?(?<marker>[^\n]*?) ?-->\n)?^```(?<language>\w+)\n(?<text>.*?)^```$/gms
  return [...text.matchAll(fence)].map((match) => {
    const { marker = '', language = '', text: body = '' } = match.groups ?? {}
    const [, name = '', value = ''] = /^([a-z ]+?)(?:: (.*))?$/.exec(marker) ?? []
    return {
      language,
      text: body,
      line: text.slice(0, match.index + match[0].indexOf(`\`\`\`${language}`)).split('\n').length + 1,
      isBackground: name === 'background',
      ...(name === 'file' && { file: value }),
      ...(name === 'not run' && { notRun: value }),
    }
  })
}

/**
 * A line ends with `# exit code N` where it is meant to; every other line has to succeed. Lines that end with a
 * backslash, and here documents, belong together.
 */
export function script(text: string): string {
  const lines = text.replace(/\\\n\s*/g, '').split('\n')
  const checked = lines.map((line) => {
    const [, command, code] = /^(.*\S)\s+# exit code (\d+)\b/.exec(line) ?? []
    return command === undefined
      ? line
      : `code=0; ${command} || code=$?; [ $code = ${code} ] || { echo "exit code $code"; exit 99; }`
  })
  return `set -euo pipefail\n${checked.join('\n')}`
}
