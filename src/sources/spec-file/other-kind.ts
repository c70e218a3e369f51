import type { MapEntry, MapNode, SourceNode } from '../../document/node.ts'
import { resourceType } from '../../resource/resource-type.ts'
import { normalized } from '../../text/closest-name.ts'
import { fieldNames } from './suggest.ts'

/** A map that is no spec, but something that is easily taken for one. */
export interface OtherKind {
  /** Says what it is and the way to go. */
  message: string
  /** What gives it away. */
  entry: MapEntry
  /** A search reports it instead of leaving it: somebody keeps it in the place of a spec. */
  meantAsSpec: boolean
}

const { answers, arnField, operations } = resourceType
const importHint = '`ibguard import` writes specs of what is live'

type Test = (find: (...names: string[]) => MapEntry | undefined, map: MapNode) => MapEntry | undefined

const kinds: readonly { is: Test; what: string; todo: string; meantAsSpec: boolean }[] = [
  {
    is: (find) => scalar(find('kind'), 'ibguard-plan'),
    what: 'a plan of ibguard',
    todo: '`ibguard apply` takes it by its name alone',
    meantAsSpec: false,
  },
  {
    is: (find) => find('tool') && find('summary') && find('findings'),
    what: 'a report of ibguard',
    todo: '`ibguard report merge` reads it',
    meantAsSpec: false,
  },
  {
    is: (find) => find('format_version', 'terraform_version') && find('resource_changes', 'planned_values', 'values'),
    what: 'a plan or state of Terraform',
    todo: `its own tool updates what it describes; ${importHint}, to take a configuration over`,
    meantAsSpec: false,
  },
  {
    is: (find) => find(resourceType.seed),
    what: 'a seed of the local Image Builder',
    todo: '`ibguard serve --seed` and `local.seed` of the config take it',
    meantAsSpec: false,
  },
  {
    is: (find) => configuration(find(answers.get)) ?? (find('name') && ownArn(find('arn'))),
    what: `an answer of ${operations.get}`,
    todo: importHint,
    meantAsSpec: true,
  },
  {
    is: (find) => find(answers.list),
    what: `an answer of ${operations.list}`,
    todo: importHint,
    meantAsSpec: true,
  },
  {
    is: (find) => find('imageRecipeArn', 'containerRecipeArn', 'imagePipelineArn'),
    what: 'about an image pipeline or an image',
    todo: 'leave it out by `ignores`',
    meantAsSpec: false,
  },
  {
    is: (_, map) => spelled(map, /^[A-Z][A-Za-z0-9]*$/),
    what: "written in CloudFormation's names",
    todo: `write those of the API (${arnField}, instanceProfileName), or keep it in a template and lint that`,
    meantAsSpec: true,
  },
  {
    is: (_, map) => spelled(map, /^[a-z0-9]+(?:_[a-z0-9]+)+$/),
    what: "written in Terraform's names",
    todo: `write those of the API (${arnField}, instanceProfileName), or keep it in Terraform and lint that`,
    meantAsSpec: true,
  },
  {
    is: (find, map) => (find(arnField) || fieldsOf(map).length < 2 ? undefined : find('name')),
    what: `a request of ${operations.create}`,
    todo: `put ${arnField} in the place of name, or see what ${importHint.replace(' writes specs', ' writes')}`,
    meantAsSpec: true,
  },
]

const own: ReadonlySet<string> = new Set(fieldNames)

/** What a map is when it is no spec; undefined for what may be one. */
export function otherKind(map: MapNode): OtherKind | undefined {
  // Nearly every map that is asked about.
  if (map.entries.every(({ key }) => own.has(key))) return undefined
  const find = (...names: string[]): MapEntry | undefined => map.entries.find(({ key }) => names.includes(key))
  for (const { is, what, todo, meantAsSpec } of kinds) {
    const entry = is(find, map)
    if (entry) return { message: `This is ${what}, no spec; ${todo}.`, entry, meantAsSpec }
  }
  return undefined
}

/** The fields that a map states in the API's own names. */
export function fieldsOf({ entries }: MapNode): string[] {
  return entries.map(({ key }) => key).filter((key) => own.has(key))
}

export function hasFields({ entries }: MapNode): boolean {
  return entries.some(({ key }) => own.has(key))
}

const known = new Set(fieldNames.map(normalized))

/** The first of several fields in a foreign spelling, where none is in our own. */
function spelled(map: MapNode, spelling: RegExp): MapEntry | undefined {
  const foreign = map.entries.filter(({ key }) => spelling.test(key) && known.has(normalized(key)))
  const isOurs = fieldsOf(map).some((key) => /[A-Z]/.test(key))
  return foreign.length >= 2 && !isOurs ? foreign[0] : undefined
}

function scalar(entry: MapEntry | undefined, value: string): MapEntry | undefined {
  return entry?.value.kind === 'scalar' && entry.value.value === value ? entry : undefined
}

const has = (node: SourceNode, test: (entry: MapEntry) => boolean): boolean =>
  node.kind === 'map' && node.entries.some(test)

function configuration(entry: MapEntry | undefined): MapEntry | undefined {
  return entry && has(entry.value, ({ key }) => key === 'arn' || own.has(key)) ? entry : undefined
}

function ownArn(entry: MapEntry | undefined): MapEntry | undefined {
  const value = entry?.value.kind === 'scalar' ? entry.value.value : undefined
  return typeof value === 'string' && value.includes(`:${resourceType.arnType}/`) ? entry : undefined
}
