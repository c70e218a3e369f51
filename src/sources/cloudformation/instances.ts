import type { MapEntry, SourceNode } from '../../document/node.ts'
import { dirname, join } from '../../files/posix-path.ts'
import type { Instance } from './instance.ts'
import { childOf, keySpanOf, type Template, textOf, typeOf } from './template.ts'

/** Stacks may nest stacks; so deep they are followed, and so many in all. */
const mostNested = 20
const mostInstances = 1000

/** The property that says where the template of a nested stack is. */
const locations: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
}

export interface Nesting {
  /** A file of the repository, by its path from the root. */
  open(file: string): Template | undefined
  /** The file that CDK has made an asset of, for a template beside it. */
  assetOf(hash: string, beside: string): string | undefined
  /** Called for a stack that is not followed any further. */
  onLimit(stack: MapEntry, template: Template, limit: string): void
}

/** A template with all that its stacks nest, as far as that is local. */
export function instanceOf(template: Template, nesting: Nesting): Instance {
  return grow(template, nesting, { made: 0 })
}

function grow(
  template: Template,
  nesting: Nesting,
  count: { made: number },
  parent?: Instance['parent'],
  above: readonly Template[] = [],
): Instance {
  count.made++
  const id = parent ? `${parent.instance.id}/${parent.stack}` : template.file
  const instance: Instance = { template, id, children: new Map(), ...(parent && { parent }) }
  const path = [...above, template]
  for (const [stack, entry] of template.resources) {
    const file = nestedFile(entry, template, nesting)
    const nested = file === undefined ? undefined : nesting.open(file)
    // A circle of stacks ends.
    if (!nested || path.some((each) => each.file === nested.file)) continue
    if (path.length > mostNested || count.made >= mostInstances) {
      const limit = path.length > mostNested ? `deeper than ${mostNested} levels` : `beyond ${mostInstances} stacks`
      nesting.onLimit(entry, template, `What is nested ${limit} is not judged.`)
      continue
    }
    const via = { message: `Nested by stack ${stack}`, span: keySpanOf(template, entry) }
    const call = childOf(entry.value, 'Properties', 'Parameters') ?? nothing
    instance.children.set(stack, grow(nested, nesting, count, { instance, call, stack, via }, path))
  }
  return instance
}

const nothing: SourceNode = { kind: 'map', flow: true, start: 0, end: 0, entries: [] }

/** The template and all that is nested in it. */
export function allInstances(instance: Instance): Instance[] {
  return [instance, ...[...instance.children.values()].flatMap(allInstances)]
}

export const isStack = (entry: MapEntry): boolean => Object.hasOwn(locations, typeOf(entry) ?? '')

function nestedFile(entry: MapEntry, { file, text }: Template, { assetOf }: Nesting): string | undefined {
  const property = locations[typeOf(entry) ?? '']
  if (property === undefined) return undefined
  // CDK leaves the file's name beside a URL that is made at deployment.
  const asset = textOf(childOf(entry.value, 'Metadata', 'aws:asset:path'), text)
  const location = childOf(entry.value, 'Properties', property)
  const [, hash] = /\/([0-9a-f]{64})\.json/.exec(location ? text.slice(location.start, location.end) : '') ?? []
  const made = asset === undefined && hash !== undefined ? assetOf(hash, file) : undefined
  if (made !== undefined) return made
  const path = asset ?? textOf(location, text)
  if (path === undefined || /^[a-z]+:\/\//i.test(path) || path.startsWith('/')) return undefined
  return join(dirname(file), path)
}
