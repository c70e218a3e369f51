import type { MapEntry } from '../../document/node.ts'
import { locationOf } from '../../document/position.ts'
import { limits, type Problem } from '../../document/yaml/problem.ts'
import { mostBytes } from '../../files/most-bytes.ts'
import { dirname, resolve } from '../../files/posix-path.ts'
import type { Subject } from '../../lint/subject.ts'
import { append } from '../../model/append.ts'
import type { Finding } from '../../model/finding.ts'
import { resourceType } from '../../resource/resource-type.ts'
import type { Loaded, SourceContext, SourceFile } from '../source.ts'
import { loadFinding } from '../spec-file/finding.ts'
import { type Assembly, assemblyOf } from './assembly.ts'
import { usesOf } from './image-types.ts'
import type { Instance } from './instance.ts'
import { allInstances, instanceOf, type Nesting } from './instances.ts'
import { opaqueSubject } from './opaque-subject.ts'
import { readResource } from './read-resource.ts'
import { parseTemplate, type Template, typeOf } from './template.ts'

/** Of a template that CDK writes; what people write is smaller. */
const mostOfCdk = 4 * limits.bytes

/** What templates hold that are of no interest by themselves: stacks, which may nest what is. */
const nests = /AWS::CloudFormation::Stack|AWS::Serverless::Application/

/** The configurations of templates, each under all conditions that make a difference. */
export function readTemplates(files: readonly SourceFile[], context: SourceContext): Loaded {
  const open = createOpen(files, context)
  const assemblies = createAssemblies(context)
  const limited: Subject[] = []
  const onLimit: Nesting['onLimit'] = (stack, template, limit) => limited.push(opaqueSubject(stack, template, limit))
  const roots: Instance[] = []
  for (const { file, text } of files) {
    context.signal?.throwIfAborted()
    const template = text.includes(resourceType.cloudFormation) || nests.test(text) ? open(file) : undefined
    if (template)
      roots.push(instanceOf(template, { open, onLimit, assetOf: (hash, beside) => assemblies(beside)?.assetOf(hash) }))
  }
  const instances = judgedInstances(roots)
  const uses = usesOf(instances)
  const loaded: Loaded = { resources: [], findings: [], files: [], suppressions: [] }
  for (const template of new Set(instances.map((instance) => instance.template))) {
    append(loaded.findings, syntaxFindings(template))
  }
  for (const instance of instances) {
    for (const entry of configurationsIn(instance.template)) {
      const assembly = assemblies(instance.template.file)
      const { subjects, findings, suppressions } = readResource(entry, instance, uses, assembly)
      append(loaded.resources, subjects)
      append(loaded.findings, findings)
      append(loaded.suppressions, suppressions)
    }
  }
  loaded.resources.push(
    ...limited,
    ...uses.hidden.map(({ user, template, stack }) =>
      opaqueSubject(user, template, `Its configuration is in the nested stack ${stack}, which is not at hand.`),
    ),
    ...instances.flatMap(({ template }) =>
      loopsIn(template).map((loop) => opaqueSubject(loop, template, 'What Fn::ForEach makes is not judged.')),
    ),
  )
  loaded.files = [...loaded.resources.map(({ source }) => source.file), ...loaded.findings.map(({ file }) => file)]
  return loaded
}

/** All instances; a template that another nests is judged as that other uses it, and only so. */
function judgedInstances(roots: readonly Instance[]): Instance[] {
  const nested = new Set(
    roots.flatMap((root) =>
      allInstances(root)
        .slice(1)
        .map(({ template }) => template),
    ),
  )
  const instances = roots.filter(({ template }) => !nested.has(template)).flatMap(allInstances)
  const covered = new Set(instances.map(({ template }) => template))
  // Those that nest each other in a circle begin somewhere.
  for (const root of roots) {
    if (covered.has(root.template)) continue
    for (const instance of allInstances(root)) {
      instances.push(instance)
      covered.add(instance.template)
    }
  }
  return instances
}

function loopsIn({ resources, text }: Template): MapEntry[] {
  return [...resources.values()].filter(
    ({ key, value }) =>
      key.startsWith('Fn::ForEach::') && text.slice(value.start, value.end).includes(resourceType.cloudFormation),
  )
}

/** What CDK has left beside a template, read once a folder. */
function createAssemblies({ root, read }: SourceContext): (file: string) => Assembly | undefined {
  const known = new Map<string, Assembly | undefined>()
  return (file) => {
    const folder = dirname(file)
    if (!known.has(folder)) {
      const most = mostBytes.policy
      known.set(folder, assemblyOf(file, { root, read: (path) => read(resolve(root, path), most) }))
    }
    return known.get(folder)
  }
}

/** Templates by their path from the root, each read and parsed once. */
function createOpen(
  files: readonly SourceFile[],
  { root, read }: SourceContext,
): (file: string) => Template | undefined {
  const texts = new Map(files.map(({ file, text }) => [file, text]))
  const known = new Map<string, Template | undefined>()
  return (file) => {
    if (known.has(file)) return known.get(file)
    const text = texts.get(file) ?? (file.startsWith('../') ? undefined : read(resolve(root, file), mostOfCdk))
    const template = text === undefined ? undefined : parseTemplate(file, text)
    known.set(file, template)
    return template
  }
}

function configurationsIn(template: Template): MapEntry[] {
  const broken = new Set(template.problems.flatMap((problem) => resourceOf(problem) ?? []))
  return [...template.resources.values()].filter(
    (entry) => typeOf(entry) === resourceType.cloudFormation && !broken.has(entry.key),
  )
}

/** The resource that a problem is inside of. */
function resourceOf({ path }: Problem): string | undefined {
  return path?.[0] === 'Resources' && path.length > 1 ? String(path[1]) : undefined
}

/** What is wrong with the text, but for what other tools make of the resources that are none of ours. */
function syntaxFindings({ file, text, problems, resources }: Template): Finding[] {
  if (!text.includes(resourceType.cloudFormation)) return []
  const isOurs = (problem: Problem): boolean => {
    const entry = resources.get(resourceOf(problem) ?? '')
    return !entry || typeOf(entry) === resourceType.cloudFormation || !problem.message.startsWith('Tag ')
  }
  return problems.filter(isOurs).map(({ message, start, end, path = [] }) => ({
    ...loadFinding('syntax', message, locationOf(file, text, start, end), path),
    origin: 'cloudformation' as const,
  }))
}
