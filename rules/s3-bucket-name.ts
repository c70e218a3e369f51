import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'

const path = ['logging', 's3Logs', 's3BucketName']
const prefixPath = ['logging', 's3Logs', 's3KeyPrefix']

export const s3BucketName: Rule = defineRule({
  id: 's3-bucket-name',
  summary: 'The log bucket is a legal bucket name.',
  severity: 'error',
  messages: {
    address: '{{actual}} is {{kind}}; Image Builder takes the name of the bucket alone.',
    illegal: '{{actual}} is no bucket name: {{why}}.',
  },
  fixable: true,
  *check({ config }) {
    const { s3BucketName: actual, s3KeyPrefix } = config.logging?.s3Logs ?? {}
    if (actual === undefined || actual === '') return
    const data = { actual: JSON.stringify(actual) }
    const [, bucket, prefix] = /^(?:arn:aws[a-z-]*:s3:::|s3:\/\/)([^/]*)\/?(.*)$/s.exec(actual) ?? []
    if (bucket !== undefined && whyIllegal(bucket) === undefined) {
      const kind = actual.startsWith('arn:') ? 'an ARN' : 'a URL'
      const keep = prefix && s3KeyPrefix === undefined ? [{ path: prefixPath, value: prefix }] : []
      yield { messageId: 'address', data: { ...data, kind }, path, fix: [{ path, value: bucket }, ...keep] }
      return
    }
    const why = whyIllegal(actual)
    if (why !== undefined) yield { messageId: 'illegal', data: { ...data, why }, path }
  },
})

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
function whyIllegal(name: string): string | undefined {
  if (/^arn:|:\/\//.test(name)) return 'it is an ARN or a URL'
  if (name.length < 3 || name.length > 63) return `it has ${name.length} characters, 3 to 63 are allowed`
  if (!/^[a-z0-9.-]+$/.test(name)) return 'only lower-case letters, digits, dots and hyphens are allowed'
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return 'it must begin and end with a letter or digit'
  if (name.includes('..')) return 'two dots stand side by side'
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return 'it looks like an IP address'
  const reserved = /^(?:xn--|sthree-|amzn-s3-demo-)|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.exec(name)?.[0]
  return reserved === undefined ? undefined : `${JSON.stringify(reserved)} is reserved by S3`
}
