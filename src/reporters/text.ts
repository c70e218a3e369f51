/** Characters that steer a terminal or hide what a reader sees: controls, direction marks, invisible separators. */
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** Text of a spec or of AWS made visible and harmless: one line, no escapes. */
export function visible(text: string): string {
  return text.replaceAll(unprintable, (char) => {
    if (char === '\n') return '\\n'
    if (char === '\t') return '\\t'
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/**
 * Keeps a GitHub runner that reads the output from taking a line for a workflow command: `::…` at its beginning, and
 * `##[…` anywhere.
 */
export function withoutCommands(text: string): string {
  return text.replaceAll('##[', '#\\#[').replaceAll(/^([^\S\n]*)::/gm, '$1\\:\\:')
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** A value of a diff, short and on one line. */
export function shortJson(value: unknown): string {
  const text = visible(JSON.stringify(value) ?? 'absent')
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}
