/**
 * Linting 1,000 templates side by side, as ratios of one run: this tool as a user runs it, cfn-lint with its three rules
 * written in Python, and the library of cfn-guard with its own in Guard. A quarter of the templates breaks each rule,
 * and a lane that does not find exactly these does not count.
 *
 * npm run bench:templates [-- --rounds 3]
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { scratchFolder } from '../test/support/scratch-folder.ts'
import { expectedOf } from './lint-lanes.ts'
import { inTurn, type Lane, median, ownLane } from './side-by-side.ts'
import { cfnLintRules, guardProgram, templateText } from './template-lanes.ts'

const count = 1_000
const { values } = parseArgs({ options: { rounds: { type: 'string', default: '3' } } })
const folder = scratchFolder('bench')
const corpus = join(folder, 'templates')
const expected = expectedOf(count)

function lanes(): Lane[] {
  const peers: [packageName: string, Lane][] = [
    [
      'cfn-lint==1.58.0',
      {
        name: 'cfn-lint --format json',
        command: [
          join(folder, 'python/bin/cfn-lint'),
          ...['--format', 'json', '--regions', 'eu-west-1', '--append-rules', join(folder, 'rules')],
          ...['--ignore-checks', 'W', 'I', '--', join(corpus, '*.yaml')],
        ],
        found: (output) => JSON.parse(output).length,
      },
    ],
    [
      'cfn-guard-rs==0.3.3 pyyaml',
      {
        name: 'cfn-guard (library, YAML by libyaml)',
        command: [join(folder, 'python/bin/python'), join(folder, 'guard.py'), corpus],
        found: (output) => JSON.parse(output).findings.length,
      },
    ],
  ]
  return [ownLane(folder, corpus), ...peers.flatMap(([name, lane]) => (isInstalled(name.split(' ')) ? [lane] : []))]
}

function isInstalled(packages: string[]): boolean {
  const { status } = spawnSync(join(folder, 'python/bin/pip'), ['install', '--quiet', ...packages], { stdio: 'ignore' })
  if (status !== 0) console.error(`${packages.join(', ')} cannot be installed here; its lane is left out.`)
  return status === 0
}

function once({ command }: Lane): { ms: number; megabytes: number; output: string } {
  const started = performance.now()
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 30 } as const
  const { stdout, stderr } = spawnSync('/usr/bin/time', ['-f', '%M', ...command], options)
  const ms = performance.now() - started
  return { ms, megabytes: Number(stderr.trim().split('\n').at(-1)) / 1024, output: stdout }
}

mkdirSync(corpus)
mkdirSync(join(folder, 'rules'))
for (let at = 0; at < count; at++) writeFileSync(join(corpus, `stack-${at}.yaml`), templateText(at))
writeFileSync(join(folder, 'rules/image_builder.py'), cfnLintRules)
writeFileSync(join(folder, 'guard.py'), guardProgram)
execFileSync('python3', ['-m', 'venv', join(folder, 'python')])
const runs = await inTurn(lanes(), Number(values.rounds), once)
console.log('| lane | median ms | × ibguard | MB | findings |\n| --- | --- | --- | --- | --- |')
const [base = 1] = [...runs.values()].map((results) => median(results.map(({ ms }) => ms)))
for (const [lane, results] of runs) {
  const ms = median(results.map((result) => result.ms))
  const found = lane.found?.(results[0]?.output ?? '')
  const verdict = found === expected ? found : `${found}, expected ${expected}: does not count`
  const megabytes = median(results.map((result) => result.megabytes))
  console.log(`| ${[lane.name, ms.toFixed(0), (ms / base).toFixed(2), megabytes.toFixed(0), verdict].join(' | ')} |`)
}
