import { lineStart } from '../document/position.ts'

/**
 * Where a cursor is in YAML or JSON that is being written. Such a text is broken more often than not, so it is told from
 * the text before the cursor, line by line.
 */
export interface Cursor {
  /** The keys that lead to what is being written; places in lists do not count. */
  path: string[]
  /** What is being written: a key, or the value of the last of `path`. */
  part: 'key' | 'value'
  /** What is there of it, without quotes. */
  word: string
  /** Where it begins, its quote included. */
  start: number
  quote: '"' | "'" | ''
  /** It begins an item of a list. */
  isItem: boolean
  /** In braces or brackets. */
  isFlow: boolean
  /** Keys beside it that are there already. */
  beside: ReadonlySet<string>
  /** What a key has as its value, where both stand beside one on the way: `Type` of a resource. */
  valueBeside(depth: number, key: string): string | undefined
}

interface Frame {
  isList: boolean
  key: string | undefined
  keys: Map<string, string>
}

export function cursorAt(text: string, offset: number, json: boolean): Cursor {
  if (json) {
    const flow = scanFlow(text, 0, offset)
    return fromFlow(flow, [], [])
  }
  const lineAt = lineStart(text, offset)
  const above = levelsAbove(text, lineAt, offset)
  const [, dashes = '', rest = ''] = /^(\s*(?:-[ \t]+)*)(.*)$/s.exec(text.slice(lineAt, offset)) ?? []
  const start = lineAt + dashes.length
  const [head, name = ''] = /^(["']?[\w@.$/-][\w :@.$/-]*["']?)\s*:(?:[ \t]+|$)/.exec(rest) ?? ['']
  const key = unquoted(name)
  const from = start + head.length
  const isFlow = /[{[]/.test(head === '' ? rest : text.slice(from, offset))
  if (isFlow)
    return fromFlow(scanFlow(text, from, offset), [...above.path, ...(head === '' ? [] : [key])], above.levels)
  const written = text.slice(from, offset)
  const [quote = ''] = /^["']/.exec(written) ?? []
  return {
    path: head === '' ? above.path : [...above.path, key],
    part: head === '' ? 'key' : 'value',
    word: written.slice(quote.length),
    start: from,
    quote: quote as Cursor['quote'],
    isItem: head === '' && dashes.includes('-'),
    isFlow: false,
    beside: new Set(above.beside.keys()),
    valueBeside: (depth, wanted) => above.levels[depth]?.get(wanted),
  }
}

interface Above {
  path: string[]
  beside: Map<string, string>
  /** Keys beside each step of the path. */
  levels: Map<string, string>[]
}

interface Line {
  /** Column of what stands behind dashes. */
  column: number
  /** Column of the first dash, or of the content. */
  first: number
  key: string | undefined
  value: string
}

function readLine(line: string): Line | undefined {
  const [, blank = '', dashes = '', content = ''] = /^([ \t]*)((?:-[ \t]+)*)(.*)$/.exec(line) ?? []
  if (content === '' || content.startsWith('#') || content.startsWith('---')) return undefined
  const [, name, value = ''] = /^(["']?[\w@.$/-][\w :@.$/-]*?["']?)\s*:(?:[ \t]+(.*))?$/.exec(content) ?? []
  return {
    column: blank.length + dashes.length,
    first: blank.length,
    key: name === undefined ? undefined : unquoted(name),
    value,
  }
}

/** The keys above a line that lead to it by their indentation, and those beside each of them. */
function levelsAbove(text: string, lineAt: number, offset: number): Above {
  const own = /^[ \t]*(?:-[ \t]+)*/.exec(text.slice(lineAt, offset))?.[0] ?? ''
  const above: Above = { path: [], beside: new Map(), levels: [] }
  let column = own.length
  let beside = above.beside
  collectBelow(text, lineAt, column, beside)
  const startsItem = own.includes('-')
  let isInItem = !startsItem
  for (let end = lineAt; end > 0; ) {
    const start = lineStart(text, end - 1)
    // Another document.
    if (text.startsWith('---', start)) break
    const line = readLine(text.slice(start, end).replace(/[\r\n]+$/, ''))
    end = start
    if (!line) continue
    if (line.column === column && line.key !== undefined && isInItem) {
      beside.set(line.key, line.value)
      if (line.first < column) isInItem = false
      continue
    }
    if (line.column >= column || line.key === undefined) continue
    above.path.unshift(line.key)
    beside = new Map([[line.key, line.value]])
    above.levels.unshift(beside)
    column = line.column
    isInItem = line.first === line.column
    collectBelow(text, nextLine(text, start), column, beside)
  }
  return above
}

const nextLine = (text: string, start: number): number => {
  const at = text.slice(start).search(/[\r\n]/)
  return at === -1 ? text.length : start + at + 1
}

/** Keys further down that stand beside those at a column. */
function collectBelow(text: string, from: number, column: number, beside: Map<string, string>): void {
  let isFirst = true
  for (const each of text.slice(from, from + 64 * 1024).split(/\r\n|\r|\n/)) {
    const line = readLine(each)
    // The line of the cursor itself says nothing yet.
    if (isFirst || !line) {
      isFirst = false
      continue
    }
    if (line.first < column) return
    if (line.column === column && line.key !== undefined) beside.set(line.key, line.value)
  }
}

interface Flow {
  frames: Frame[]
  word: string
  start: number
  quote: Cursor['quote']
  isValue: boolean
}

/** Reads braces, brackets, keys and strings up to the cursor. */
function scanFlow(text: string, from: number, offset: number): Flow {
  const frames: Frame[] = []
  let word = ''
  let start = offset
  let quote: Cursor['quote'] = ''
  let isValue = false
  const end = (): void => {
    const top = frames.at(-1)
    if (top && isValue && top.key !== undefined && word !== '') top.keys.set(top.key, word)
    word = ''
    start = offset
  }
  for (let at = from; at < offset; at++) {
    const char = text[at] as string
    if (quote !== '') {
      if (char === '\\' && quote === '"') word += text[++at] ?? ''
      else if (char === quote) quote = ''
      else word += char
      continue
    }
    if (char === '"' || (char === "'" && word === '')) {
      quote = char
      word = ''
      start = at
    } else if (char === '{' || char === '[') {
      end()
      frames.push({ isList: char === '[', key: undefined, keys: new Map() })
      isValue = false
    } else if (char === '}' || char === ']') {
      end()
      frames.pop()
      isValue = frames.at(-1)?.key !== undefined
    } else if (char === ',') {
      end()
      const top = frames.at(-1)
      if (top) top.key = undefined
      isValue = false
    } else if (char === ':' && frames.at(-1)?.isList === false && !isValue) {
      const top = frames.at(-1) as Frame
      top.key = word
      top.keys.set(word, '')
      word = ''
      start = offset
      isValue = true
    } else if (!/\s/.test(char)) {
      if (word === '') start = at
      word += char
    }
  }
  return { frames, word, start, quote, isValue }
}

function fromFlow(
  { frames, word, start, quote, isValue }: Flow,
  above: string[],
  levels: Map<string, string>[],
): Cursor {
  const keys = frames.flatMap(({ key }) => (key === undefined ? [] : [key]))
  const all = [...levels, ...frames.filter(({ key }) => key !== undefined).map((frame) => frame.keys)]
  return {
    path: [...above, ...keys],
    part: isValue ? 'value' : 'key',
    word,
    start,
    quote,
    isItem: frames.at(-1)?.isList === true,
    isFlow: true,
    beside: new Set(frames.at(-1)?.keys.keys()),
    valueBeside: (depth, key) => all[depth]?.get(key),
  }
}

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/, '$2')
