import { defineRule } from '../src/lint/define-rule.ts'
import type { Rule } from '../src/lint/rule.ts'
import { parseArn } from '../src/model/arn.ts'

const path = ['logging', 's3Logs', 's3BucketName']

export const logBucketExists: Rule = defineRule({
  id: 'log-bucket-exists',
  summary: "The log bucket exists and is the account's own.",
  severity: 'error',
  messages: {
    absent: 'There is no bucket {{actual}}: a build fails when it writes its logs.',
    foreign: 'The bucket {{actual}} is not one of account {{account}}: the logs would go to somebody else, or nowhere.',
    elsewhere: 'The bucket {{actual}} is in {{found}}, the configuration in {{region}}: logs cross Regions.',
  },
  needs: ['bucket'],
  *checkAccount({ config, arn }, { bucket }) {
    if (!bucket) return
    const { region, account } = parseArn(arn) ?? {}
    const actual = JSON.stringify(config.logging?.s3Logs?.s3BucketName)
    const data = { actual, account, region, found: bucket.region }
    if (!bucket.exists) yield { messageId: 'absent', data, path }
    else if (bucket.isForeign) yield { messageId: 'foreign', data, path }
    else if (bucket.region !== '' && bucket.region !== region) {
      yield { messageId: 'elsewhere', data, path, severity: 'note' }
    }
  },
})
