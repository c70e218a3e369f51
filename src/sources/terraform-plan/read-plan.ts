import type { Block } from '../../document/hcl/syntax.ts'
import { locationOf } from '../../document/position.ts'
import { dirname, relative } from '../../files/posix-path.ts'
import { append } from '../../model/append.ts'
import { parseArn } from '../../model/arn.ts'
import type { Json, JsonObject } from '../../model/json.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { configurationOf } from '../resource/configuration-of.ts'
import { resourceSubject } from '../resource/resource-subject.ts'
import type { Span } from '../resource/value.ts'
import type { Loaded, SourceContext, SourceFile } from '../source.ts'
import { loadFinding } from '../spec-file/finding.ts'
import { imageTypeIn, type Remarks, remarksOf, suppressionsIn } from '../terraform/comments.ts'
import { terraformPlan } from '../terraform/language.ts'
import type { Module } from '../terraform/module.ts'
import { elementOffsets } from './element-offsets.ts'
import { type Plan, type PlannedResource, readPlanFormat } from './plan-format.ts'
import { PlanSources } from './plan-sources.ts'
import { imageTypesIn } from './plan-uses.ts'
import { planProperties, secretsIn } from './plan-value.ts'

/** The configurations of plans as they will be after them; what is destroyed is left out. */
export async function readPlans(files: readonly SourceFile[], context: SourceContext): Promise<Loaded> {
  const loaded: Loaded = { resources: [], findings: [], files: [], suppressions: [] }
  for (const file of files) {
    context.signal?.throwIfAborted()
    if (file.text.includes(resourceType.terraform)) await readPlan(file, context, loaded)
  }
  loaded.files = [...loaded.resources.map(({ location }) => location.file), ...loaded.findings.map(({ file }) => file)]
  return loaded
}

async function readPlan(file: SourceFile, context: SourceContext, loaded: Loaded): Promise<void> {
  const top = parseJson(file, loaded)
  const plan = top === undefined ? undefined : readPlanFormat(top)
  if (!plan) return
  const changes = plan.changes.filter(({ type, after }) => type === resourceType.terraform && after)
  if (changes.length === 0) return
  const root = context.terraformRoot ?? dirname(file.path)
  const folder = relative(context.root, root)
  const sources = new PlanSources(plan.root, folder, context, await context.hcl())
  const reading = new Reading(file, plan, { sources, folder })
  for (const change of changes) reading.add(change, loaded)
  append(loaded.suppressions, reading.suppressions)
}

function parseJson({ file, text }: SourceFile, { findings }: Loaded): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    const place = locationOf(file, text, 0, 1)
    findings.push({ ...loadFinding('syntax', 'This plan is no JSON, or is cut off.', place), origin: 'terraform-plan' })
    return undefined
  }
}

class Reading {
  readonly #file: SourceFile
  readonly #sources: PlanSources
  readonly #folder: string
  readonly #offsets: [number, number][]
  readonly #imageTypeOf: ReturnType<typeof imageTypesIn>
  readonly #remarks = new Map<Module, Remarks>()
  readonly #heirs = new Map<Block, { module: Module; subjects: Loaded['resources'] }>()

  constructor(file: SourceFile, plan: Plan, { sources, folder }: { sources: PlanSources; folder: string }) {
    this.#file = file
    this.#sources = sources
    this.#folder = folder
    this.#offsets = elementOffsets(file.text, 'resource_changes')
    this.#imageTypeOf = imageTypesIn(plan, sources)
  }

  add(change: PlannedResource, loaded: Loaded): void {
    const { address, after = {}, before, unknown, sensitive } = change
    const source = this.#sources.find(change)
    const block = source?.block
    const [start = 0, end = 1] = this.#offsets[change.index] ?? []
    const own: Span = { file: this.#file.file, text: this.#file.text, start, end: Math.min(end, start + 1) }
    const span = block?.header ?? own
    const remarks = source ? this.#remarksOf(source.module).of(source.block) : []
    const imageType = this.#imageTypeOf(change) ?? imageTypeIn(remarks)
    const expressions = this.#sources.expressionsOf(change)
    const read = (values: JsonObject, open: Json | undefined) =>
      planProperties({ after: values, unknown: open, expressions, body: block?.body, span })
    const arn = typeof after.arn === 'string' && parseArn(after.arn) ? after.arn : ''
    const { subject, findings } = resourceSubject(
      {
        address,
        root: this.#folder,
        arn,
        properties: read(after, unknown),
        head: span,
        absence: span,
        callers: source?.callers ?? [],
        secrets: secretsIn(sensitive),
        isReadOnly: true,
        ...(imageType && { imageType }),
      },
      terraformPlan,
    )
    const was = before && configurationOf(read(before, undefined), terraformPlan).rounds[0]
    const judged = was ? { ...subject, before: was } : subject
    loaded.resources.push(judged)
    append(loaded.findings, findings)
    if (!source) return
    const heirs = this.#heirs.get(source.block) ?? { module: source.module, subjects: [] }
    heirs.subjects.push(judged)
    this.#heirs.set(source.block, heirs)
  }

  /** Comments in the sources count; one at no resource of the plan is not this plan's to judge. */
  get suppressions(): Loaded['suppressions'] {
    return [...this.#heirs].flatMap(([block, { module, subjects }]) =>
      suppressionsIn(this.#remarksOf(module).of(block), new Set(subjects)),
    )
  }

  #remarksOf(module: Module): Remarks {
    const remarks = this.#remarks.get(module) ?? remarksOf(module)
    this.#remarks.set(module, remarks)
    return remarks
  }
}
