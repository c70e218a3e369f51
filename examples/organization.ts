/** The second act of the demo: an organization without a spec is audited, remediated in waves and audited again. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Io } from '../src/cli/io.ts'
import { run } from '../src/cli/run.ts'
import { createLocalImageBuilder } from '../src/local/index.ts'
import type { Report } from '../src/model/report.ts'

const folder = fileURLToPath(new URL('organization', import.meta.url))

/** What was to come of it, and whether it did; `scratch` takes journal and reports. */
export async function organizationAct(io: Io, scratch: string): Promise<[string, boolean][]> {
  const server = await createLocalImageBuilder({ seed: join(folder, 'live.yaml') })
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'demo',
    AWS_ENDPOINT_URL: server.url,
    AWS_ENDPOINT_URL_STS: server.url,
  })
  const everywhere = ['--account', 'all', '--region', 'all', '--cwd', folder, '--endpoint-url', server.url]
  const report = async (name: string, ...argv: string[]): Promise<Report> => {
    const file = join(scratch, `${name}.json`)
    await run([...argv, ...everywhere, '--format', 'stylish', '--format', `json=${file}`], io)
    return JSON.parse(await readFile(file, 'utf8'))
  }
  try {
    io.stdout.write('\nAn organization of which nobody has an overview, audited:\n')
    const before = await report('before', 'audit')
    io.stdout.write('\nRemediated in waves, which leaves alone what CloudFormation manages:\n')
    const journal = join(scratch, 'remediation.jsonl')
    await report('remediated', 'remediate', '--yes', '--waves', '1,100%', '--journal', journal)
    io.stdout.write('\nAnd audited again:\n')
    const after = await report('after', 'audit')
    const sent = server.mutations.map(({ arn, request }) => ({ name: arn.slice(arn.lastIndexOf('/') + 1), request }))
    const names = sent.map(({ name }) => name).sort()
    const runners = sent.find(({ name }) => name === 'runners')?.request
    const metadata = JSON.stringify(runners?.instanceMetadataOptions)
    const [was, is] = [before.summary.compliant, after.summary.compliant]
    return [
      [`${was} of ${before.summary.configurations} configurations complied before, ${is} after`, was === 1 && is === 3],
      [
        'what has no owner was changed, each once, and what CloudFormation manages was not',
        `${names}` === 'legacy,runners',
      ],
      [
        'the hop limit went along with tokens where a pipeline builds containers',
        metadata === JSON.stringify({ httpTokens: 'required', httpPutResponseHopLimit: 2 }),
      ],
      ['a live field that no version knows is kept there too', runners?.buildTimeoutMinutes === 90],
    ]
  } finally {
    await server.close()
  }
}
