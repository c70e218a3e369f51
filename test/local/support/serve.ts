import { flushCompileCache } from 'node:module'
import { createLocalImageBuilder } from '../../../src/local/index.ts'

const [state = '', log = ''] = process.argv.slice(2)
const seed = Array.from({ length: 8 }, (_, index) => ({
  infrastructureConfigurationArn: `arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web-${index}`,
  instanceProfileName: 'seeded',
}))
const { url } = await createLocalImageBuilder({ state, log, seed })
// A process that is killed would not leave its compiled code to the next.
flushCompileCache()
console.log(url)
