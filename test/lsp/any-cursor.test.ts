import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { uriOf } from '../../src/lsp/positions.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { connect } from './client.ts'

const arn = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web'
const pieces = [
  `infrastructureConfigurationArn: ${arn}\n`,
  'x-guard:\n  suppress:\n    - ',
  '{ rule: ',
  'rule: "',
  '# ibguard suppress ',
  'resource "aws_imagebuilder_infrastructure_configuration" "x" {\n',
  'Resources:\n  A:\n    Type: AWS::ImageBuilder::InfrastructureConfiguration\n    Properties:\n      ',
  'instanceMetadataOptions:\r\n  ',
  '  key_pair = "a"\n',
  'keyPair: 🦑\n',
  '- ',
  '---\n',
  '}',
  ']',
  '[',
  '{',
  "'",
  '"',
  '\\',
  ': ',
  '\n',
  '\r',
  '\t',
  '\uFEFF',
  '\u0000',
  '<<: *a\n',
]

it('answers whatever is asked of whatever is written, wherever the cursor is', async () => {
  const folder = tempFolder({ '.git/HEAD': '', 'ibguard.config.yaml': 'files: ["*"]\n' })
  const { client } = connect()
  await client.initialize(folder)
  const names = ['a.yaml', 'a.json', 'a.tf', 'a.tf.json', 'a.template']
  for (const name of names) await client.open(join(folder, name), '')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(fc.constantFrom(...pieces), { maxLength: 12 }),
      fc.nat({ max: 12 }),
      fc.nat({ max: 60 }),
      async (name, parts, line, character) => {
        const path = join(folder, name)
        await client.change(path, parts.join(''))
        const asked = { textDocument: { uri: uriOf(path) }, position: { line, character } }
        const range = { start: asked.position, end: asked.position }
        const [hover, offered, actions] = await Promise.all([
          client.connection.sendRequest('textDocument/hover', asked),
          client.connection.sendRequest('textDocument/completion', asked),
          client.connection.sendRequest('textDocument/codeAction', { ...asked, range, context: { diagnostics: [] } }),
        ])
        expect(typeof hover).toBe('object')
        expect(Array.isArray(offered) && Array.isArray(actions)).toBe(true)
        expect(client.messages).toEqual([])
      },
    ),
    { numRuns: 150 },
  )
})
