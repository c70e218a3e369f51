import { parseArgs } from 'node:util'
import { crashRuns } from './crash-runs.ts'

/** `npm run test:crash -- --kills 200`: exit code 1 when anything was lost or done twice. */
const { values } = parseArgs({
  options: { kills: { type: 'string', default: '25' }, seed: { type: 'string', default: '1' } },
})
const startedAt = Date.now()
const audit = await crashRuns({ kills: Number(values.kills), seed: Number(values.seed), count: 40 })
console.log(
  `${audit.runs} runs, ${audit.kills.apply} kills of apply and ${audit.kills.rollback} of rollback, ` +
    `${audit.killsInTheMiddle} of them between the first update and the end, ${audit.takeovers} of them stopped, taken ` +
    `over and woken; ${audit.rivals} rivals of another PID namespace; ` +
    `${audit.mutations} updates accepted; ${((Date.now() - startedAt) / 1000).toFixed(0)} s`,
)
for (const problem of audit.problems) console.log(`  ${problem}`)
console.log(audit.problems.length === 0 ? 'Nothing was lost and nothing was done twice.' : 'FAILED')
process.exitCode = audit.problems.length === 0 ? 0 : 1
