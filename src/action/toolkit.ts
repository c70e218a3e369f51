/** What the Action uses of the toolkit; named one by one, so that the bundle leaves out the rest. */
export { error, getInput, info, notice, setOutput, summary, warning } from '@actions/core'

export type Toolkit = typeof import('./toolkit.ts')
