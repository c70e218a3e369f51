import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tempFolder } from '../support/temp-folder.ts'
import { connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const spec = `infrastructureConfigurationArn: ${arn}\ninstanceProfileName: builder\nkeyPair: admin\n`

it('finds in a buffer what lint finds in the file', async () => {
  const folder = tempFolder({})
  const { client } = connect()
  await client.initialize(folder)
  const path = join(folder, 'web.yaml')
  console.log(JSON.stringify(await client.open(path, spec), null, 1))
  expect(client.rules(path)).toContain('no-key-pair')
})
