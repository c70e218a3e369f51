import fc from 'fast-check'

type Text = fc.Arbitrary<string>

/** What generated expressions refer to, beside what they name themselves. */
export const surroundings = `variable "tokens" {
  type    = string
  default = "optional"
}
variable "sizes" {
  type    = list(string)
  default = ["t3.small", "m5.large", "t2"]
}
variable "settings" {
  type = object({
    name  = optional(string, "web")
    hops  = optional(number)
    flags = optional(map(bool), { a = true })
  })
  default = { hops = "2" }
}
locals {
  n     = 7
  s     = "a b-C"
  flag  = false
  none  = null
  list  = ["x", "y", "", "x"]
  map   = { a = "1", b = "two", "c d" = "3" }
  items = [{ name = "one", size = 1 }, { name = "two", size = 2 }]
}
`

/** A piece of a text in quotes, with the escapes that HCL has. */
const piece = fc.constantFrom(
  ...[
    'a',
    'Z',
    '0',
    ' ',
    '-',
    '.',
    '/',
    'é',
    '日',
    '👩‍💻',
    '\\n',
    '\\t',
    '\\"',
    '\\\\',
    '$${',
    '%%{',
    '$ ',
    '% ',
    '\\u00e9',
  ],
  ...['{', '}', '#', '//', '/*', "'", '<<E', '=', '\\U0001F600', '\\r'],
)
const words = fc.array(piece, { maxLength: 5 }).map((all) => all.join(''))
const name = fc.constantFrom('a', 'b', 'key', 'k-1', 'é')
const blank = fc.constantFrom('', ' ', '  ', ' /* c */ ')

const join = (parts: readonly Text[], make: (...texts: string[]) => string): Text =>
  fc.tuple(...parts).map((texts) => make(...texts))
const call = (called: string, ...args: Text[]): Text => join(args, (...texts) => `${called}(${texts.join(', ')})`)

/** Expressions by the type that they have; most can be worked out, some fail. */
const typed = fc.letrec<Record<'number' | 'flag' | 'text' | 'list' | 'map' | 'quoted' | 'tried' | 'any', string>>(
  (tie) => {
    const number = tie('number')
    const flag = tie('flag')
    const text = tie('text')
    const list = tie('list')
    const map = tie('map')
    const any = tie('any')
    const either = (of: Text): Text => join([flag, of, of], (a, b, c) => `${a} ? ${b} : ${c}`).map((all) => `(${all})`)
    const operators = (left: Text, each: readonly string[], right = left): Text =>
      join([left, blank, fc.constantFrom(...each), blank, right], (a, before, operator, after, b) =>
        /^[a-zé]/i.test(operator) ? a : `${a}${before || ' '}${operator}${after || ' '}${b}`,
      )
    return {
      number: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.integer({ min: -99, max: 99 }).map(String),
        fc.constantFrom('0', '1.50', '1e3', '0.1', '2.5E-1', 'local.n', 'local.items[1].size', 'local.items.0.size'),
        operators(number, ['+', '-', '*', '%']),
        operators(number, ['/'], fc.constantFrom('2', '4', '-8')),
        operators(number, ['+', '-', '*']).map((each) => `(${each})`),
        join([number], (of) => `-${of}`),
        call('length', fc.oneof(list, map, text)),
        call('max', number, number),
        call('min', number, number),
        call('abs', number),
        call('ceil', number),
        call('floor', number),
        call('signum', number),
        call('tonumber', fc.oneof(number, fc.constantFrom('"12"', '"1.5"', '"x"'))),
        call(
          'sum',
          join([number, number], (a, b) => `[${a}, ${b}]`),
        ),
        call('index', list, text),
        either(number),
      ),
      flag: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('true', 'false', 'local.flag', '"true"', 'var.settings.flags.a'),
        operators(flag, ['&&', '||']),
        operators(number, ['<', '<=', '>', '>=']),
        operators(fc.oneof(number, text, list, any), ['==', '!=']).map((each) => `(${each})`),
        join([text, text], (a, b) => `${a} == ${b}`),
        join([flag], (of) => `!${of}`),
        join([any, fc.constantFrom('==', '!=')], (a, operator) => `${a} ${operator} null`).map((each) => `(${each})`),
        call('contains', list, text),
        call('can', tie('tried')),
        call(
          'alltrue',
          join([flag, flag], (a, b) => `[${a}, ${b}]`),
        ),
        call(
          'anytrue',
          join([flag, flag], (a, b) => `[${a}, ${b}]`),
        ),
        call('startswith', text, text),
        call('endswith', text, text),
        call('strcontains', text, text),
        call('tobool', fc.constantFrom('"true"', 'false', '"x"', 'null')),
      ),
      quoted: fc
        .array(
          fc.oneof(
            { weight: 3, arbitrary: words },
            join([fc.oneof(text, number), blank], (of, space) => `\${${space}${of}}`),
            join([text], (of) => `\${~ ${of} ~}`),
            join([flag, words, words], (of, yes, no) => `%{ if ${of} }${yes}%{ else ~}${no} %{ endif }`),
            join([list, words], (of, body) => `%{ for i in ${of} ~} ${body}\${i}%{ endfor ~}`),
          ),
          { maxLength: 4 },
        )
        .map((parts) => `"${parts.join('')}"`),
      text: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        words.map((all) => `"${all}"`),
        fc.constantFrom(
          'local.s',
          'var.tokens',
          'local.map.a',
          'local.map["c d"]',
          'var.settings.name',
          'local.list[1]',
        ),
        fc.constantFrom('""', '"optional"', 'local.items[0]["name"]', 'null', 'path.module'),
        tie('quoted'),
        call('upper', text),
        call('lower', text),
        call('title', text),
        call('trimspace', text),
        call('chomp', text),
        call('strrev', text),
        call('join', text, list),
        call('format', fc.constantFrom('"%s-%s"', '"%s%%%v"', '"%s %q"'), text, text),
        call('format', fc.constantFrom('"%d"', '"%03d"', '"%5d"', '"%v"', '"%s"'), number),
        call('replace', text, text, text),
        call('replace', text, fc.constantFrom('"a"', '"/[a-z]/"', '" "'), text),
        call('substr', text, number, number),
        call('substr', text, fc.constantFrom('0', '1', '-2'), fc.constantFrom('-1', '2', '0')),
        call('trim', text, text),
        call('trimprefix', text, text),
        call('trimsuffix', text, text),
        call('coalesce', text, text),
        call('try', tie('tried'), text),
        call('element', list, number),
        call('lookup', map, text, text),
        call('tostring', fc.oneof(number, flag, text)),
        call('jsonencode', fc.oneof(text, number, flag, list, fc.constantFrom('local.items', 'null', 'local.map'))),
        call('one', fc.oneof(list, fc.constantFrom('["x"]', '[]'))),
        join([list, number], (a, b) => `${a}[${b}]`),
        join([map, name], (a, b) => `${a}.${b}`),
        join([map, text], (a, b) => `${a}[${b}]`),
        either(text),
      ),
      list: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('local.list', 'var.sizes', '[]', 'local.items[*].name', 'local.items.*.name'),
        fc
          .array(fc.oneof({ weight: 4, arbitrary: text }, number), { maxLength: 3 })
          .map((items) => `[${items.join(', ')}]`),
        fc.array(text, { minLength: 1, maxLength: 2 }).map((items) => `[\n  ${items.join(',\n  # c\n  ')},\n]`),
        call('concat', list, list),
        call('reverse', list),
        call('distinct', list),
        call('compact', list),
        call('sort', list),
        call('tolist', list),
        call('toset', list),
        call('setunion', list, list),
        call(
          'flatten',
          join([list, text], (a, b) => `[${a}, [${b}]]`),
        ),
        call('slice', list, fc.constantFrom('0', '1'), fc.constantFrom('1', '2')),
        call('split', fc.constantFrom('","', '"-"', '" "'), text),
        call('keys', map),
        call('values', map),
        call('coalescelist', call('tolist', list), call('tolist', list)),
        call('range', fc.constantFrom('0', '3', '2, 5', '5, 0', '0, 10, 4', '3, 0, -1')),
        join([list, text], (a, b) => `[for x in ${a} : x if x != ${b}]`),
        join([map], (a) => `[for k, v in ${a} : "\${k}=\${v}"]`),
        join([list], (a) => `[for i, x in ${a} : "\${i}:\${x}"]`),
        join([list, text], (a, b) => `(${a}[*] == ${b} ? ${a} : ${a})`),
        either(call('tolist', list)),
      ),
      map: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constantFrom('local.map', '{}', 'local.items[0]', 'var.settings.flags'),
        join([name, text, text, text], (a, b, c, d) => `{ ${a} = ${b}, (${c}) = ${d} }`),
        join([name, text, text], (a, b, c) => `{\n  ${a} : ${b}\n  "k" = ${c} // c\n}`),
        call('merge', map, map),
        call('tomap', map),
        call('zipmap', list, list),
        join([list, text], (a, b) => `{ for x in ${a} : x => ${b}... }`),
        join([map, text], (a, b) => `{ for k, v in ${a} : k => upper(v) if k != ${b} }`),
        either(map),
      ),
      // Where Terraform refuses a value for its type alone we are more lenient, so not any value is tried.
      tried: fc.oneof(
        fc.constantFrom(
          'local.map.zz',
          'local.list[9]',
          'local.none',
          'tonumber("x")',
          'local.none.a',
          'var.settings.x.y',
        ),
        fc.constantFrom('local.items[2].name', 'upper(local.map.zz)', 'local.map.a', '[local.list[7]]', 'local.list.a'),
        join([list, fc.integer({ min: 0, max: 4 }).map(String)], (a, b) => `${a}[${b}]`),
        join([fc.constantFrom('local.map', 'local.items[0]'), name], (a, b) => `lookup(${a}, "${b}")`),
      ),
      any: fc.oneof(
        { maxDepth: 3 },
        number,
        flag,
        text,
        list,
        map,
        fc.constantFrom('null', 'local.none', 'local.items', 'local.map.zz', 'local.list[9]', 'var.settings.flags'),
      ),
    }
  },
)

/** An expression on `surroundings`, with each kind of HCL's syntax. */
export const expression: Text = fc.oneof(typed.number, typed.flag, typed.text, typed.list, typed.map, typed.any)

/** A text between the marks of a heredoc, to stand behind `=`. */
export const heredoc: Text = fc
  .tuple(
    fc.constantFrom('<<', '<<-'),
    fc.array(
      fc.tuple(
        fc.constantFrom('', '  ', '    ', '\t'),
        fc.oneof(
          fc.constantFrom(
            '',
            'a',
            'é "q" \\n',
            '$${x}',
            '${local.s}',
            '${~ local.n ~} b',
            '%{ if local.flag }c%{ endif ~}',
            '# d',
          ),
          fc.constantFrom('%{ for x in local.list ~}', '%%{ if', 'EOF', '//', '${', 'a ${"b"} c', '日本 👩‍💻'),
        ),
      ),
      { maxLength: 4 },
    ),
    fc.constantFrom('', '  '),
  )
  .map(([mark, lines, indent]) => {
    const body = lines.map(([space, text]) => `${space}${text === '${' ? '$${' : text}\n`).join('')
    const ends = lines.filter(([, text]) => text.startsWith('%{ for')).map(() => '%{ endfor }\n')
    return `${mark}EOT\n${body}${ends.join('')}${indent}EOT`
  })

/** Expressions that are asked about each time, whatever is drawn. */
export const certain: readonly string[] = [
  ...['1', '0', '"1"', '"0"', '"true"', '"True"'].map((value) => `try(tobool(${value}), "refused")`),
  'can(tobool(1))',
]
