import { short } from '../../text/short.ts'
import { visible, withoutCommands } from '../../text/visible.ts'

/** GitHub-flavoured Markdown in which text of others stays text. */

export function table(header: readonly string[], rows: readonly string[]): string {
  return [row(header), row(header.map(() => '---')), ...rows].join('\n')
}

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** A part that opens on a click; `summary` is HTML. Markdown inside HTML needs blank lines around it. */
export function folded(summary: string, body: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`
}

/** A block in a language's colours. The fence is longer than any run of backticks in the lines. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = withoutCommands(lines.join('\n'))
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}`
}

/**
 * In `<code>` and `<pre>` GitHub links neither mentions nor issues, but URLs and addresses; an entity or, where those are read, an
 * HTML comment keeps them apart, so that what is copied stays what it was.
 */
export function code(text: string): string {
  return `<code>${literal(text)}</code>`
}

/** A long name of many words, where a line may break behind each of them. */
export function longCode(text: string): string {
  return `<code>${text
    .split(/(?<=[._])/)
    .map(literal)
    .join('<wbr>')}</code>`
}

/** Lines as they are, in a cell of a table too, which is one line of Markdown. */
export function pre(lines: string): string {
  return `<pre>${lines.split('\n').map(literal).join('&#10;')}</pre>`
}

function literal(text: string): string {
  return entities(text)
    .replaceAll('://', '&#58;//')
    .replaceAll(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}&#46;`)
    .replaceAll(/(?<=[\w.+-])&#64;(?=\w)/g, '&#64;<!-- -->')
}

/** Text that stays text: besides entities, a zero-width space splits what GitHub would link after Markdown is done. */
export function escapeText(text: string): string {
  return unlinked(entities(text), '&#8203;')
}

/** The same for what people also read unrendered, such as a message that reviewdog comments or prints. */
export function escapeProse(text: string): string {
  // Issues first: an escaped text has entities' numbers too.
  const withoutIssues = visible(text).replaceAll(/#(?=\d)/g, '#\u200b')
  return unlinked(withoutIssues.replaceAll(/[\\&<`[]/g, '\\$&'), '\u200b')
}

/** Text whose mentions, issues and addresses are split by a character without width. */
function unlinked(text: string, split: string): string {
  return text
    .replaceAll(/(?:@|&#64;)(?=\w)/g, `$&${split}`)
    .replaceAll(/&#35;(?=\d)/g, `$&${split}`)
    .replaceAll(/\bGH-(?=\d)/gi, `$&${split}`)
    .replaceAll('://', `:${split}//`)
    .replaceAll(/\bwww\./gi, `$&${split}`)
}

function entities(text: string): string {
  return visible(text).replaceAll(/[&<>`|\\*_~[\]#@$]/g, (char) => `&#${char.charCodeAt(0)};`)
}

/** An absolute URL in quotes. What is none leads nowhere. */
export function attribute(url: string): string {
  const href = URL.canParse(url) ? new URL(url).href : '#'
  return href
    .replaceAll('&', '&amp;')
    .replaceAll(/["'<>|`\\]/g, (char) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`)
}

/** The first few of many, each as code, and how many more there are. */
export function codes(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map((name) => code(short(name, 150)))
  const more = names.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** Account and Region of an ARN, where a line may break between them only. */
export function laneCode(lane: string): string {
  return lane
    .split(' ')
    .slice(0, 2)
    .map((part) => code(short(part, 50)))
    .join(' ')
}
