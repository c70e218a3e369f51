import { parse } from '../document/yaml/parse.ts'
import type { Fleet } from '../lint/spec.ts'
import type { Lane } from '../model/arn.ts'
import type { JsonObject } from '../model/json.ts'
import type { LanePorts } from '../pacing/lanes.ts'
import { type LiveFleet, type ReadLiveOptions, readLive } from '../sources/live/read-live.ts'
import { specOfLive, without } from '../sources/live/spec-of-live.ts'
import { specText } from '../sources/live/spec-text.ts'
import { readSpecFile } from '../sources/spec-file/spec-file.ts'

export interface Imported {
  /** All that are live where they could be listed. */
  arns: string[]
  /** Those that no spec covers, each with the spec that says what is live. */
  specs: { arn: string; spec: JsonObject }[]
  failures: LiveFleet['failures']
  /** What a spec does not hold, and why. */
  notices: string[]
}

/**
 * Makes specs of what is live and not covered by the fleet. A plan right after has nothing to change: a value that specs
 * may not have is left out, and keeps what it is.
 * @throws {GuardError} `Credentials` when there are none
 */
export async function importLive(
  lanes: readonly Lane[],
  fleet: Fleet | undefined,
  ports: LanePorts,
  options: Omit<ReadLiveOptions, 'isKnown'>,
): Promise<Imported> {
  const covered = new Set(fleet?.specs.map(({ arn }) => arn))
  const { arns, read, failures } = await readLive(lanes, ports, { ...options, isKnown: (arn) => covered.has(arn) })
  const notices: string[] = []
  const specs = read.map(({ arn, live }) => {
    const { spec, unnameable } = specOfLive(arn, live)
    if (unnameable.length > 0) {
      const fields = unnameable.join(', ')
      notices.push(`${arn}: no spec can name ${fields}; an update keeps ${unnameable.length === 1 ? 'it' : 'them'}.`)
    }
    return { arn, spec: valid(arn, spec, notices) }
  })
  return { arns, specs, failures, notices }
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
  const { findings } = readSpecFile('import', text, parse(text, { json: false }))
  return findings.filter(({ pointer }) => pointer !== '' && pointer !== '/infrastructureConfigurationArn')
}
