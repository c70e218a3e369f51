/** A validation plugin for AWS CDK: what `ibguard lint cdk.out` says, at synthesis. */
import { readFileSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { withOverrides } from './config/overrides.ts'
import { loadHcl } from './document/hcl/load-hcl.ts'
import type { ConfigFile } from './generated/config.ts'
import type { Fleet } from './lint/spec.ts'
import type { Finding } from './model/finding.ts'
import { fromPointer } from './model/pointer.ts'
import { tool } from './model/tool.ts'
import { pascalNaming } from './resource/names.ts'
import { lintSpecs } from './run/lint-specs.ts'
import { openPolicy } from './run/open-policy.ts'
import { openWorkspace } from './run/workspace.ts'
import { readTemplates } from './sources/cloudformation/read-templates.ts'
import { withLoaded } from './sources/source.ts'

/** As CDK's `PolicyViolation`. */
interface Violation {
  ruleName: string
  description: string
  severity: string
  fix: string
  violatingResources: { resourceLogicalId?: string; templatePath: string; locations: string[] }[]
}

/** As CDK's `IPolicyValidationPlugin`, whose types this package does not depend on. */
export interface ImageBuilderGuardPlugin {
  readonly name: string
  readonly version: string
  readonly ruleIds: string[]
  validate(context: { readonly templatePaths: string[] }): { success: boolean; violations: Violation[] }
}

export interface PluginOptions {
  /** A config file, or the config itself. Default: looked for from the working directory up to the repository's root. */
  config?: string | ConfigFile
}

/**
 * The plugin, with the config read: `Validations.of(app).addPlugins(await imageBuilderGuard())`. CDK prints its findings
 * at the lines of the constructs, and synthesis fails from severity error on.
 * @throws {GuardError} `Config` when something is wrong with the config
 */
export async function imageBuilderGuard({ config }: PluginOptions = {}): Promise<ImageBuilderGuardPlugin> {
  const workspace = await openWorkspace(config === undefined ? {} : { config }, {
    cwd: process.cwd(),
    stderr: process.stderr,
  })
  const policy = await openPolicy([], {}, workspace, { fleet: undefined, isWhole: false })
  return {
    name: tool.name,
    version: tool.version,
    ruleIds: workspace.config.available.map(({ id }) => id),
    // CDK does not wait for a promise.
    validate({ templatePaths }) {
      const root = templatePaths.every((path) => isInside(path, workspace.root)) ? workspace.root : '/'
      const fleet = withOverrides(readAll(templatePaths, root), workspace.config)
      const { report, internal } = lintSpecs(fleet, workspace.config, new Date(), policy)
      if (internal) throw internal
      return {
        success: report.findings.every(({ severity }) => severity !== 'error'),
        violations: report.findings.map((finding) => violationOf(finding, root)),
      }
    },
  }
}

function readAll(paths: readonly string[], root: string): Fleet {
  const read = (path: string): string => readFileSync(path, 'utf8')
  const files = paths.map((path) => ({ path, by: 'path' as const, file: relative(root, path), text: read(path) }))
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  // What a template nests is among the paths; files of CDK beside them are not written yet.
  const context = { root, read: (path: string) => texts.get(path), list: () => [], hcl: loadHcl, varFiles: [] }
  return withLoaded({ root, files: [], specs: [], findings: [] }, readTemplates(files, context))
}

/** CDK finds the construct, and its line, by the resource's name. */
function violationOf(finding: Finding, root: string): Violation {
  const { ruleId, message, severity, docsUrl, address, file, pointer } = finding
  const path = fromPointer(pointer)
  return {
    ruleName: ruleId,
    description: message,
    severity,
    fix: docsUrl ?? `ibguard explain ${ruleId}`,
    violatingResources: [
      {
        ...(address !== undefined && { resourceLogicalId: address }),
        templatePath: resolve(root, file),
        locations: [['Properties', ...(path.length > 0 ? [pascalNaming.ownPath(path)] : [])].join('.')],
      },
    ],
  }
}

function isInside(path: string, folder: string): boolean {
  const inner = relative(folder, path)
  return inner !== '..' && !inner.startsWith('../') && !isAbsolute(inner)
}
