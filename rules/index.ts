import type { Rule } from '../src/lint/rule.ts'
import { clientTokenUnpinned } from './client-token-unpinned.ts'
import { containerHopLimit } from './container-hop-limit.ts'
import { hopLimitExplicit } from './hop-limit-explicit.ts'
import { hopLimitMaximum } from './hop-limit-maximum.ts'
import { imdsv2Required } from './imdsv2-required.ts'
import { instanceProfileName } from './instance-profile-name.ts'
import { instanceTypesAllowed } from './instance-types-allowed.ts'
import { instanceTypesForm } from './instance-types-form.ts'
import { instanceTypesOneArchitecture } from './instance-types-one-architecture.ts'
import { instanceTypesSeveral } from './instance-types-several.ts'
import { managedElsewhere } from './managed-elsewhere.ts'
import { networkExplicit } from './network-explicit.ts'
import { noClearedFields } from './no-cleared-fields.ts'
import { noImdsDowngrade } from './no-imds-downgrade.ts'
import { noKeyPair } from './no-key-pair.ts'
import { noLoggingRemoval } from './no-logging-removal.ts'
import { noPlaceholderValues } from './no-placeholder-values.ts'
import { placementConsistent } from './placement-consistent.ts'
import { removedFieldStays } from './removed-field-stays.ts'
import { resourceIdsForm } from './resource-ids-form.ts'
import { resourceTagsRequired } from './resource-tags-required.ts'
import { resourceTagsReserved } from './resource-tags-reserved.ts'
import { s3BucketName } from './s3-bucket-name.ts'
import { s3KeyPrefix } from './s3-key-prefix.ts'
import { s3LoggingRequired } from './s3-logging-required.ts'
import { snsTopicAccount } from './sns-topic-account.ts'
import { snsTopicForm } from './sns-topic-form.ts'
import { snsTopicRequired } from './sns-topic-required.ts'
import { subnetNeedsSecurityGroups } from './subnet-needs-security-groups.ts'
import { terminateOnFailure } from './terminate-on-failure.ts'
import { uniqueTarget } from './unique-target.ts'

/** Every built-in rule, in the order of the documentation. */
export const builtinRules: readonly Rule[] = [
  imdsv2Required,
  containerHopLimit,
  hopLimitExplicit,
  hopLimitMaximum,
  s3LoggingRequired,
  s3BucketName,
  s3KeyPrefix,
  terminateOnFailure,
  noKeyPair,
  subnetNeedsSecurityGroups,
  networkExplicit,
  snsTopicRequired,
  snsTopicForm,
  snsTopicAccount,
  resourceTagsReserved,
  resourceTagsRequired,
  resourceIdsForm,
  placementConsistent,
  instanceTypesForm,
  instanceTypesSeveral,
  instanceTypesOneArchitecture,
  instanceTypesAllowed,
  instanceProfileName,
  noPlaceholderValues,
  clientTokenUnpinned,
  uniqueTarget,
  removedFieldStays,
  noImdsDowngrade,
  noLoggingRemoval,
  noClearedFields,
  managedElsewhere,
]

export { type Arn, parseArn } from '../src/model/arn.ts'
export {
  clientTokenUnpinned,
  containerHopLimit,
  hopLimitExplicit,
  hopLimitMaximum,
  imdsv2Required,
  instanceProfileName,
  instanceTypesAllowed,
  instanceTypesForm,
  instanceTypesOneArchitecture,
  instanceTypesSeveral,
  managedElsewhere,
  networkExplicit,
  noClearedFields,
  noImdsDowngrade,
  noKeyPair,
  noLoggingRemoval,
  noPlaceholderValues,
  placementConsistent,
  removedFieldStays,
  resourceIdsForm,
  resourceTagsRequired,
  resourceTagsReserved,
  s3BucketName,
  s3KeyPrefix,
  s3LoggingRequired,
  snsTopicAccount,
  snsTopicForm,
  snsTopicRequired,
  subnetNeedsSecurityGroups,
  terminateOnFailure,
  uniqueTarget,
}
