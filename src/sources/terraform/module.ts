import type { Attribute, Block, Comment, HclFile, HclProblem, HclSpan } from '../../document/hcl/syntax.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { argument, blockName } from './block.ts'
import type { Flows } from './flows.ts'

/** A folder of files that Terraform takes as one. */
export interface Module {
  /** Relative to the repository's root; '' is the root itself. */
  folder: string
  variables: ReadonlyMap<string, Block>
  locals: ReadonlyMap<string, Attribute>
  outputs: ReadonlyMap<string, Attribute>
  /** Managed resources that have to do with Image Builder's configurations, by type and name. */
  resources: readonly Block[]
  calls: ReadonlyMap<string, Block>
  /** Of `terraform.tfvars`, `*.auto.tfvars` and the config; the last of a name counts. */
  given: ReadonlyMap<string, Attribute>
  comments: readonly Comment[]
  problems: readonly HclProblem[]
  /** Its files, by name. */
  files: ReadonlySet<string>
  /** Where its values go, whatever reads them; worked out when it is asked for. */
  flows(): Flows
}

export const usersOfConfigurations: readonly string[] = ['aws_imagebuilder_image_pipeline', 'aws_imagebuilder_image']
const kept = new Set([resourceType.terraform, ...usersOfConfigurations])

export interface ModuleFile extends HclFile {
  file: string
  isOverride: boolean
}

/** Joins the files of a folder; what an override says of a block replaces what the block says. */
export function joinModule(
  folder: string,
  files: readonly ModuleFile[],
  values: readonly HclFile[],
): Omit<Module, 'flows'> {
  const blocks = new Map<string, Block>()
  const refused: HclProblem[] = []
  const locals = new Map<string, Attribute>()
  const outputs = new Map<string, Attribute>()
  // What is overridden may stand where nothing could be read.
  const isWhole = files.every(({ problems }) => problems.length === 0)
  for (const { body, isOverride } of files.toSorted((a, b) => Number(a.isOverride) - Number(b.isOverride))) {
    for (const block of body.blocks) {
      if (block.type === 'locals') {
        for (const local of block.body.attributes) {
          const below = locals.get(local.name)
          if (isOverride ? below || !isWhole : !below) locals.set(local.name, local)
          // The parser has told what one block gives twice.
          else if (!isWithin(below?.span, block.span))
            refused.push(refusal(`local ${JSON.stringify(local.name)}`, local.nameSpan, below?.span))
        }
      }
      if (!isKept(block)) continue
      const key = JSON.stringify([block.type, ...block.labels])
      const below = blocks.get(key)
      if (isOverride ? below || !isWhole : !below) blocks.set(key, below ? overridden(below, block) : block)
      else refused.push(refusal(nameOf(block), block.header, below?.span))
    }
  }
  const named = (type: string): Map<string, Block> =>
    new Map([...blocks.values()].filter((block) => block.type === type).map((block) => [block.labels[0] ?? '', block]))
  for (const [name, { body }] of named('output')) {
    const value = argument(body, 'value')
    if (value) outputs.set(name, value)
  }
  return {
    folder,
    files: new Set(files.map(({ file }) => file)),
    variables: named('variable'),
    locals,
    outputs,
    resources: [...blocks.values()].filter(({ type }) => type === 'resource'),
    calls: named('module'),
    given: new Map(values.flatMap(({ body }) => body.attributes.map((each) => [each.name, each] as const))),
    comments: files.flatMap(({ comments }) => comments),
    problems: [...[...files, ...values].flatMap(({ problems }) => problems), ...refused],
  }
}

/** Whether values of a block are needed whatever is asked; of locals and outputs those that something refers to are. */
export const isRead = (block: Pick<Block, 'type' | 'labels'>): boolean => isKept(block) && block.type !== 'output'

function isKept({ type, labels }: Pick<Block, 'type' | 'labels'>): boolean {
  return ['variable', 'output', 'module'].includes(type) || (type === 'resource' && kept.has(labels[0] ?? ''))
}

const nameOf = ({ type, labels }: Block): string => [type, ...labels.map((label) => JSON.stringify(label))].join(' ')

const isWithin = (inner: HclSpan | undefined, outer: HclSpan): boolean =>
  inner !== undefined && inner.file === outer.file && inner.start >= outer.start && inner.end <= outer.end

/** Of what is there already, or of an override of nothing. */
function refusal(name: string, span: HclSpan, first: HclSpan | undefined): HclProblem {
  const message = first
    ? `There is a ${name} already, in ${first.file}; a module has one.`
    : `There is no ${name} in this module that an override could change; Terraform refuses it.`
  return { message, span }
}

/** In one syntax an argument can be what is a block in the other. */
function overridden(below: Block, above: Block): Block {
  const names = new Set([...above.body.attributes.map(({ name }) => name), ...above.body.blocks.map(blockName)])
  return {
    ...below,
    parts: [...(below.parts ?? [below.span]), above.span],
    isBroken: below.isBroken || above.isBroken,
    body: {
      ...below.body,
      attributes: [...below.body.attributes.filter(({ name }) => !names.has(name)), ...above.body.attributes],
      blocks: [...below.body.blocks.filter((block) => !names.has(blockName(block))), ...above.body.blocks],
    },
  }
}
