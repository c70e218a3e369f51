import type { RestAnswer } from '../aws/account-calls.ts'
import { isRegion } from '../model/arn.ts'
import type { FactKind } from './fact-kind.ts'
import { type Inquiry, NotKnown } from './inquiry.ts'

export const bucket: FactKind<'bucket', { name: string }> = {
  name: 'bucket',
  permissions: ['s3:ListBucket'],
  isGlobal: true,
  question({ config }) {
    const name = bucketNameOf(config.logging?.s3Logs?.s3BucketName)
    return name === undefined ? undefined : { name }
  },
  async ask({ name }, inquiry) {
    const owned = { 'x-amz-expected-bucket-owner': inquiry.account }
    let home = inquiry
    let answer = await head(name, home, owned)
    const region = answer.headers['x-amz-bucket-region'] ?? ''
    // The bucket is in another Region, which alone knows whose it is.
    if (isRedirect(answer) && isRegion(region) && region !== inquiry.region) {
      home = inquiry.inRegion(region)
      answer = await head(name, home, owned)
    }
    if (answer.status < 300) return { exists: true, isForeign: false, region: regionOf(answer) || home.region }
    if (answer.status === 404) return { exists: false, isForeign: false, region: '' }
    if (answer.status !== 403) throw notKnown(name, inquiry, 'unreachable', answer)
    // Only with the owner named it refuses: it is somebody else's, who lets this account read.
    const open = await head(name, home)
    if (open.status < 300) return { exists: true, isForeign: true, region: regionOf(open) || home.region }
    throw notKnown(name, inquiry, 'denied', answer)
  },
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function bucketNameOf(name: string | undefined): string | undefined {
  return name !== undefined && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) ? name : undefined
}

const head = (name: string, inquiry: Inquiry, headers?: Record<string, string>): Promise<RestAnswer> =>
  inquiry.rest(
    's3:ListBucket',
    { method: 'HEAD', path: `/${name}`, ...(headers && { headers }) },
    aboutOf(name, inquiry),
  )

const isRedirect = ({ status }: RestAnswer): boolean => status === 301 || status === 307 || status === 400
const regionOf = ({ headers }: RestAnswer): string => headers['x-amz-bucket-region'] ?? ''
const aboutOf = (name: string, { partition }: Inquiry): string => `arn:${partition}:s3:::${name}`

function notKnown(name: string, inquiry: Inquiry, why: 'denied' | 'unreachable', { status }: RestAnswer): NotKnown {
  const reason = `S3 answers with HTTP status ${status}`
  return new NotKnown({ permission: 's3:ListBucket', about: aboutOf(name, inquiry), why, reason })
}
