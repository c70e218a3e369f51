import type { Measured, Verb } from './size.ts'

const plot = { width: 300, height: 220, left: 56, top: 44, gap: 92, right: 50 }
const colours: Record<Verb, [light: string, dark: string]> = {
  lint: ['#0969da', '#58a6ff'],
  plan: ['#9a6700', '#e3b341'],
  apply: ['#8250df', '#bc8cff'],
}

/** Two plots, both axes logarithmic: a straight line that climbs one decade in one is cost in proportion to size. */
export function drawSizes(measured: readonly Measured[]): string {
  const width = 2 * (plot.left + plot.width) + plot.gap + plot.right
  const height = plot.top + plot.height + 66
  const styles = (dark: 0 | 1): string =>
    Object.entries(colours)
      .map(([verb, colour]) => `.${verb}{stroke:${colour[dark]};fill:${colour[dark]}}`)
      .join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="t">
<title id="t">Processor time and peak memory of lint, plan and apply against the number of specs</title>
<style>
text{font:13px system-ui,sans-serif;fill:#1f2328}.head{font-weight:600}.tick{fill:#59636e;font-size:12px}
.grid{stroke:#d1d9e0;stroke-width:1}path{fill:none!important;stroke-width:2}text.lint,text.plan,text.apply{stroke:none!important}
${styles(0)}
@media(prefers-color-scheme:dark){text{fill:#f0f6fc}.tick{fill:#9198a1}.grid{stroke:#3d444d}${styles(1)}}
</style>
${panel(measured, 'Processor time, seconds', ({ seconds }) => seconds, 0)}
${panel(measured, 'Peak memory, MB', ({ megabytes }) => megabytes, plot.left + plot.width + plot.gap)}
</svg>
`
}

function panel(measured: readonly Measured[], title: string, measure: (one: Measured) => number, at: number): string {
  const x = scale(measured.map(({ size }) => size))
  const y = scale(measured.map(measure))
  const left = at + plot.left
  const bottom = plot.top + plot.height
  const px = (value: number): string => (left + plot.width * x.place(value)).toFixed(1)
  const py = (value: number): string => (bottom - plot.height * y.place(value)).toFixed(1)
  const grid = [
    ...x.decades.map(
      (size) =>
        `<line class="grid" x1="${px(size)}" x2="${px(size)}" y1="${plot.top}" y2="${bottom}"/><text class="tick" x="${px(size)}" y="${bottom + 18}" text-anchor="middle">${size.toLocaleString('en')}</text>`,
    ),
    ...y.decades.map(
      (value) =>
        `<line class="grid" x1="${left}" x2="${left + plot.width}" y1="${py(value)}" y2="${py(value)}"/><text class="tick" x="${left - 8}" y="${Number(py(value)) + 4}" text-anchor="end">${value.toLocaleString('en')}</text>`,
    ),
  ]
  const named: number[] = []
  // The uppermost end first.
  const ends = ([, own]: [Verb, Measured[]]): number => measure(own.at(-1) as Measured)
  const groups = [...Map.groupBy(measured, ({ verb }) => verb)].sort((a, b) => ends(b) - ends(a))
  const lines = groups.map(([verb, own]) => {
    const points = own.map((one) => `${px(one.size)} ${py(measure(one))}`)
    const dots = points
      .map((point) => `<circle cx="${point.split(' ')[0]}" cy="${point.split(' ')[1]}" r="3"/>`)
      .join('')
    const [lastX, lastY] = (points.at(-1) ?? '0 0').split(' ').map(Number) as [number, number]
    // Lines that end close together have their names one under the other.
    const close = named.filter((other) => Math.abs(other - lastY) < 15)
    const nameY = close.length > 0 ? Math.max(...close) + 15 : lastY
    named.push(nameY)
    return `<g class="${verb}"><path d="M${points.join('L')}"/>${dots}</g><text class="${verb}" x="${lastX + 8}" y="${nameY + 4}">${verb}</text>`
  })
  const words = `<text class="head" x="${left}" y="24">${title}</text><text class="tick" x="${left + plot.width / 2}" y="${bottom + 42}" text-anchor="middle">specs</text>`
  return [words, ...grid, ...lines].join('\n')
}

/** From the decade below the least to the one above the most. */
function scale(values: readonly number[]): { decades: number[]; place(value: number): number } {
  const from = Math.floor(Math.log10(Math.min(...values)) + 1e-9)
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values)) - 1e-9))
  return {
    decades: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)).map((each) =>
      Number(each.toPrecision(1)),
    ),
    place: (value) => (Math.log10(value) - from) / (to - from),
  }
}
