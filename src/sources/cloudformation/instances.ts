import { dirname, join } from 'node:path/posix'
import type { MapEntry } from '../../document/node.ts'
import type { Instance } from './instance.ts'
import { childOf, type Template, textOf, typeOf } from './template.ts'

/** Stacks may nest stacks; so deep they are followed. */
const mostNested = 20

/** The property that says where the template of a nested stack is. */
const nesting: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'TemplateURL',
  'AWS::Serverless::Application': 'Location',
}

/** A file of the repository, by its path from the root. */
type Open = (file: string) => Template | undefined

/** A template with all that its stacks nest, as far as that is local. */
export function instanceOf(
  template: Template,
  open: Open,
  parent?: Instance['parent'],
  above: Template[] = [],
): Instance {
  const id = parent ? `${parent.instance.id}/${parent.stack}` : template.file
  const instance: Instance = { template, id, children: new Map(), ...(parent && { parent }) }
  const path = [...above, template]
  for (const [stack, entry] of template.resources) {
    const file = nestedFile(entry, template)
    const nested = file === undefined || path.length > mostNested ? undefined : open(file)
    // A circle of stacks ends.
    if (!nested || path.some((each) => each.file === nested.file)) continue
    const call = childOf(entry.value, 'Properties', 'Parameters') ?? {
      kind: 'map',
      flow: true,
      start: 0,
      end: 0,
      entries: [],
    }
    instance.children.set(stack, instanceOf(nested, open, { instance, call, stack }, path))
  }
  return instance
}

/** The template and all that is nested in it. */
export function allInstances(instance: Instance): Instance[] {
  return [instance, ...[...instance.children.values()].flatMap(allInstances)]
}

function nestedFile(entry: MapEntry, { file, text }: Template): string | undefined {
  const property = nesting[typeOf(entry) ?? '']
  if (property === undefined) return undefined
  // CDK leaves the file's name beside a URL that is made at deployment.
  const asset = textOf(childOf(entry.value, 'Metadata', 'aws:asset:path'), text)
  const path = asset ?? textOf(childOf(entry.value, 'Properties', property), text)
  if (path === undefined || /^[a-z]+:\/\//i.test(path) || path.startsWith('/')) return undefined
  return join(dirname(file), path)
}
