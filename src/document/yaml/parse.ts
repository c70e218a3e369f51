import { parseEvents, YAMLException } from 'js-yaml'
import { type Composed, type ComposeOptions, compose } from './compose.ts'
import { composePlain } from './compose-plain.ts'
import { FatalProblem, limits, type Problem } from './problem.ts'
import { findOddBlank } from './scan.ts'

/** Far enough above our own limit that we are the ones to report it, near enough that the stack holds. */
const parserDepth = limits.depth * 2

/** Reads YAML 1.2, or strict JSON. What breaks the reading off is the last of the problems. */
export function parse(text: string, options: ComposeOptions): Composed {
  try {
    if (options.json) JSON.parse(text)
    const documents = composePlain(text, options)
    if (documents) return { documents, problems: [] }
    return compose(text, parseEvents(text, { maxDepth: parserDepth }), options)
  } catch (error) {
    return { documents: [], problems: [problemOf(error, text)] }
  }
}

function problemOf(error: unknown, text: string): Problem {
  if (error instanceof FatalProblem) return error.problem
  if (error instanceof YAMLException) return yamlProblem(error, text)
  if (error instanceof SyntaxError) return jsonProblem(error, text)
  if (error instanceof RangeError) return { message: `Nested deeper than ${limits.depth} levels.`, start: 0, end: 1 }
  throw error
}

function yamlProblem({ reason, mark }: YAMLException, text: string): Problem {
  const start = Math.min(mark?.position ?? 0, text.length)
  if (reason.startsWith('nesting exceeded'))
    return { message: `Nested deeper than ${limits.depth} levels.`, start, end: start + 1 }
  const message = `Broken YAML: ${reason === 'deficient indentation' ? unclosed : reason}.`
  return oddBlankNear(text, start) ?? { message, start, end: start + 1 }
}

/** What js-yaml says of it alone, of a line within brackets or quotes, leads nobody to the place. */
const unclosed = 'a bracket or quote above is not closed, or what is in it is not indented'

/** What breaks a line is often a blank that is none, there or in the indentation of the line before. */
function oddBlankNear(text: string, position: number): Problem | undefined {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1
  const from = lineStart === 0 ? 0 : text.lastIndexOf('\n', lineStart - 2) + 1
  const to = text.indexOf('\n', position)
  const [before, line] = [text.slice(from, lineStart), text.slice(lineStart, to === -1 ? undefined : to)]
  // Within the text of a line before, such a character does no harm.
  const [head = ''] = /^[^\S\n]*(?:-[^\S\n]+)*(?:[^\s:]+:[^\S\n]+)?/.exec(before) ?? []
  const earlier = findOddBlank(head)
  const found = earlier ? { ...earlier, start: from } : { ...findOddBlank(line), start: lineStart }
  if (found.at === undefined) return undefined
  const start = found.start + found.at
  return { message: `Broken YAML: ${found.message}`, start, end: start + 1 }
}

function jsonProblem({ message }: SyntaxError, text: string): Problem {
  const position = /at position (\d+)/.exec(message)?.[1]
  const start = position === undefined ? text.length : Number(position)
  const [reason = message] = message.split(/,? (?:in JSON )?at position| is not valid JSON/)
  return {
    message: `Broken JSON: ${reason.replace(/^Unexpected end of JSON input$/, 'the file ends too early')}.`,
    start,
    end: start + 1,
  }
}
