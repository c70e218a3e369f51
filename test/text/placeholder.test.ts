import { describe, expect, it } from 'vitest'
import { isPlaceholder } from '../../src/text/placeholder.ts'

describe('isPlaceholder', () => {
  // One for each pattern, so that what looks for a telltale first overlooks none.
  it.each([
    ...[
      '',
      'string',
      'KeyName',
      'sg-<id>',
      'a-${Bucket}',
      'a-{{ bucket }}',
      'subnet-xxxxxxxx',
      'sg-XXXXXXXX',
      'change-me',
    ],
    ...['REPLACEME', 'a/replace_me/b'],
  ])('takes %j for one, in prose too', (value) => {
    expect([isPlaceholder(value), isPlaceholder(value, { isProse: true })]).toEqual([true, true])
  })

  it.each([
    ...['$NAME', 'a-$name', '$(NAME)', '%NAME%', '@@name@@', '((name))', '{name}', '#{name}', '__name__', 'a__NAME__b'],
    ...['var.name', 'VAR.NAME', 'aws_subnet.build.id', 'data.aws_subnet.build.id', 'module.network.subnet'],
    ...['my-bucket', 'YourBucket', 'bucket_name', 'the-bucket-name', 'your-key', 'your-sns-topic'],
    ...['amzn-s3-demo-bucket', 'doc-example-bucket1', 'replace-this', 'fill_in', 'insert here', 'enter-it-today'],
    ...['TODO', 'logs-TBD', 'a/FIXME', 'b_XXX', 'PLACEHOLDER', 'TODO: name'],
  ])('takes %j for one in a name', (value) => {
    expect(isPlaceholder(value)).toBe(true)
  })

  it.each([
    ...[
      'acme-image-logs',
      'm7i.large',
      'subnet-0a1b2c3d4e5f60718',
      'EC2InstanceProfileForImageBuilder',
      'todo',
      'exchange',
    ],
    ...['destination-bucket', 'build$', 'a@b', 'astringent', 'your', 'variable.x', 'my__key'],
  ])('takes %j for none', (value) => {
    expect([isPlaceholder(value), isPlaceholder(value, { isProse: true })]).toEqual([false, false])
  })

  it.each(['TODO', 'TBD: later', 'FIXME'])('takes %j for one in prose', (value) => {
    expect(isPlaceholder(value, { isProse: true })).toBe(true)
  })
})
