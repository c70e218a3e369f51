/**
 * What `terraform fmt` makes of a text without heredocs and comments inside of lines: two blanks for each bracket that is
 * open, `=` under `=` and comment under comment in consecutive lines.
 */
export function terraformFmt(text: string): string {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n'
  let depth = 0
  const lines = text.split(lineBreak).map((raw): Line => {
    const { code, comment } = withoutComment(raw.trim())
    const bare = code.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    const closing = /^[}\])]+/.exec(bare)?.[0].length ?? 0
    const indent = '  '.repeat(Math.max(0, depth - closing))
    depth += balance(bare)
    const [, lead, rest] = /^("(?:[^"\\]|\\.)*"|[\w-]+)\s*=\s*(?!=)(.*)$/.exec(code) ?? []
    const isWhole = rest !== undefined && balance(rest.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')) === 0
    if (lead === undefined || !isWhole)
      return {
        lead: code === '' ? '' : indent + code.replace(/\s*=\s*(?=[[{(]$|\w+\($)/, ' = '),
        comment: code === '' && comment ? undefined : comment,
        ...(code === '' && comment && { lead: indent + comment }),
      }
    return { lead: indent + lead, assign: `= ${rest}`, comment }
  })
  aligned(
    lines,
    ({ assign }) => assign !== undefined,
    (line, width) => {
      line.lead = line.lead.padEnd(width)
    },
    ({ lead }) => lead.length,
  )
  const whole = lines.map(({ lead, assign, comment }) => ({
    lead: assign === undefined ? lead : `${lead} ${assign}`,
    comment,
  }))
  aligned(
    whole,
    ({ comment }) => comment !== undefined,
    (line, width) => {
      line.lead = line.lead.padEnd(width)
    },
    ({ lead }) => lead.length,
  )
  return whole.map(({ lead, comment }) => (comment === undefined ? lead : `${lead} ${comment}`)).join(lineBreak)
}

interface Line {
  lead: string
  assign?: string
  comment: string | undefined
}

function aligned<L>(
  lines: readonly L[],
  has: (line: L) => boolean,
  pad: (line: L, width: number) => void,
  widthOf: (line: L) => number,
): void {
  for (let from = 0; from < lines.length; from++) {
    let to = from
    while (to < lines.length && has(lines[to] as L)) to++
    const chain = lines.slice(from, to)
    const width = Math.max(0, ...chain.map(widthOf))
    for (const line of chain) pad(line, width)
    from = to
  }
}

/** How many brackets are open behind it. */
const balance = (code: string): number =>
  [...code].reduce((sum, letter) => sum + ('{[('.includes(letter) ? 1 : '}])'.includes(letter) ? -1 : 0), 0)

function withoutComment(line: string): { code: string; comment: string | undefined } {
  const [, code = '', comment] = /^((?:"(?:[^"\\]|\\.)*"|[^"#/]|\/(?!\/))*)((?:#|\/\/).*)?$/.exec(line) ?? [line, line]
  return { code: code.trim(), comment }
}
