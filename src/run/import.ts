/** The verb import: specs of what is live and covered by none. */
import { ParsedText } from '../document/yaml/parsed-text.ts'
import type { Fleet } from '../lint/spec.ts'
import { type Lane, laneKey, partitionOf } from '../model/arn.ts'
import { GuardError } from '../model/errors.ts'
import type { JsonObject } from '../model/json.ts'
import { toPointer } from '../model/pointer.ts'
import { errorHint } from '../report/formats/error-hint.ts'
import { resourceType } from '../resource/resource-type.ts'
import { laneOf } from '../resource/target-arn.ts'
import { type LiveFleet, readLive } from '../sources/live/read-live.ts'
import { specOfLive, without } from '../sources/live/spec-of-live.ts'
import { specText } from '../sources/live/spec-text.ts'
import { readSpecFile } from '../sources/spec-file/spec-file.ts'
import type { Host } from './host.ts'
import type { Ports } from './ports.ts'
import { type SendSettings, settingsOf } from './send-settings.ts'
import type { Verdict } from './verdict.ts'
import type { Workspace } from './workspace.ts'

export interface ImportRequest {
  /** Specs that cover some of what is live. */
  fleet?: Fleet | undefined
  /** Where to look. Default: `targets.allow` of the config, else the accounts and Regions of the specs. */
  accounts?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  settings?: Pick<SendSettings, 'concurrency'>
}

export interface Imported {
  /** All that are live where they could be listed. */
  arns: string[]
  /** Those that no spec covers, each with the spec that says what is live. */
  specs: { arn: string; spec: JsonObject }[]
  /** Of those that no spec covers, how many could not be read. */
  unread: number
  /** What a spec does not hold, and why. */
  notices: string[]
  verdict: Verdict
}

/**
 * Makes specs of what is live and not covered by the fleet. A plan right after has nothing to change: a value that specs
 * may not have is left out, and keeps what it is. What cannot be listed or read is told, and the rest imported.
 * @throws {GuardError} `Usage` when nothing says where to look, `Credentials` when there are none, `Refused` when nothing
 * could be listed
 */
export async function importLive(
  request: ImportRequest,
  { config }: Pick<Workspace, 'config'>,
  ports: Ports,
  host: Omit<Host, 'confirm'>,
): Promise<Imported> {
  const lanes = lanesOf(request, config)
  const covered = new Set(request.fleet?.specs.map(({ arn }) => arn))
  const { imageBuilders } = await ports.connect([])
  const { arns, read, failures } = await readLive(
    lanes,
    { ...ports, imageBuilders },
    {
      isKnown: (arn) => covered.has(arn),
      concurrency: settingsOf(request.settings ?? {}, config).concurrency,
      signal: host.signal,
      onProgress: (now) => host.progress({ stage: 'importing', now }),
    },
  )
  const unread = tellFailures(failures, lanes, host)
  return { arns, ...specsOf(read), unread, verdict: failures.length > 0 ? 'fail' : 'clean' }
}

/** The specs that say what is live. */
export function specsOf(read: readonly { arn: string; live: JsonObject }[]): Pick<Imported, 'specs' | 'notices'> {
  const notices: string[] = []
  const specs = read.map(({ arn, live }) => {
    const { spec, unnameable } = specOfLive(arn, live)
    if (unnameable.length > 0) {
      const fields = unnameable.join(', ')
      notices.push(`${arn}: no spec can name ${fields}; an update keeps ${unnameable.length === 1 ? 'it' : 'them'}.`)
    }
    return { arn, spec: valid(arn, spec, notices) }
  })
  return { specs, notices }
}

/** Returns how many configurations could not be read. */
function tellFailures(failures: LiveFleet['failures'], lanes: readonly Lane[], host: Pick<Host, 'notice'>): number {
  for (const { what, code, reason } of failures) {
    const hint = errorHint(code)
    host.notice(`${what}: ${code}: ${reason}${hint ? `. ${hint}` : ''}`)
  }
  const lost = failures.filter(({ of }) => of === 'lane').length
  if (lost < lanes.length) return failures.length - lost
  throw new GuardError('Refused', 'No account and Region could be listed.', {
    hint: `The caller needs imagebuilder:${resourceType.operations.list} and ${resourceType.operations.get}.`,
  })
}

function lanesOf({ fleet, ...request }: ImportRequest, { targets }: Workspace['config']): Lane[] {
  const accounts = request.accounts ?? targets.allow?.accounts
  const regions = request.regions ?? targets.allow?.regions
  if (accounts && regions) {
    return [...new Set(accounts)].flatMap((account) =>
      [...new Set(regions)].map((region) => ({ partition: partitionOf(region), account, region })),
    )
  }
  const used = new Map(
    (fleet?.specs ?? []).flatMap(({ arn }) => laneOf(arn) ?? []).map((lane) => [laneKey(lane), lane]),
  )
  const lanes = [...used.values()].filter(
    ({ account, region }) => (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true),
  )
  if (lanes.length > 0) return lanes
  throw new GuardError('Usage', 'Nothing says which account and Region to import from.', {
    hint: 'Name them, such as --account 123456789012 --region eu-west-1; both are repeatable.',
  })
}

/** The spec as the loader takes it, without the values that it refuses. */
function valid(arn: string, spec: JsonObject, notices: string[]): JsonObject {
  const refused = problemsOf(spec)
  if (refused.length === 0) return spec
  const left = without(
    spec,
    refused.map(({ pointer }) => pointer),
  )
  for (const { pointer, message } of refused)
    notices.push(`${arn}: ${pointer} is left out and stays as it is: ${message}`)
  // A refusal of a map as a whole (of too many tags, say) has taken it away; one that remains is about the rest.
  const remaining = [...new Set(problemsOf(left).map(({ pointer }) => `/${pointer.split('/')[1]}`))]
  if (remaining.length > 0) notices.push(`${arn}: ${remaining.join(', ')} cannot be in a spec and is left out.`)
  return without(left, remaining)
}

function problemsOf(spec: JsonObject): { pointer: string; message: string }[] {
  const text = specText(spec)
  const { findings } = readSpecFile(new ParsedText('import', text))
  return findings.filter(({ pointer }) => pointer !== '' && pointer !== toPointer([resourceType.arnField]))
}
