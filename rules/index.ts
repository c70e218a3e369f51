import type { Rule } from '../src/lint/rule.ts'
import { accountRequiresImdsv2 } from './account-requires-imdsv2.ts'
import { buildRolePermissions } from './build-role-permissions.ts'
import { clientTokenUnpinned } from './client-token-unpinned.ts'
import { containerHopLimit } from './container-hop-limit.ts'
import { hopLimitExplicit } from './hop-limit-explicit.ts'
import { hopLimitMaximum } from './hop-limit-maximum.ts'
import { imdsv2Required } from './imdsv2-required.ts'
import { instanceProfileExists } from './instance-profile-exists.ts'
import { instanceProfileName } from './instance-profile-name.ts'
import { instanceTypesAllowed } from './instance-types-allowed.ts'
import { instanceTypesForm } from './instance-types-form.ts'
import { instanceTypesOffered } from './instance-types-offered.ts'
import { instanceTypesOneArchitecture } from './instance-types-one-architecture.ts'
import { instanceTypesSeveral } from './instance-types-several.ts'
import { keyPairExists } from './key-pair-exists.ts'
import { logBucketExists } from './log-bucket-exists.ts'
import { managedElsewhere } from './managed-elsewhere.ts'
import { networkExists } from './network-exists.ts'
import { networkExplicit } from './network-explicit.ts'
import { networkReachesSsm } from './network-reaches-ssm.ts'
import { noClearedFields } from './no-cleared-fields.ts'
import { noImdsDowngrade } from './no-imds-downgrade.ts'
import { noKeyPair } from './no-key-pair.ts'
import { noLoggingRemoval } from './no-logging-removal.ts'
import { noPlaceholderValues } from './no-placeholder-values.ts'
import { placementConsistent } from './placement-consistent.ts'
import { placementExists } from './placement-exists.ts'
import { removedFieldStays } from './removed-field-stays.ts'
import { resourceIdsForm } from './resource-ids-form.ts'
import { resourceTagsRequired } from './resource-tags-required.ts'
import { resourceTagsReserved } from './resource-tags-reserved.ts'
import { s3BucketName } from './s3-bucket-name.ts'
import { s3KeyPrefix } from './s3-key-prefix.ts'
import { s3LoggingRequired } from './s3-logging-required.ts'
import { snsTopicAccount } from './sns-topic-account.ts'
import { snsTopicExists } from './sns-topic-exists.ts'
import { snsTopicForm } from './sns-topic-form.ts'
import { snsTopicKey } from './sns-topic-key.ts'
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
  instanceProfileExists,
  buildRolePermissions,
  logBucketExists,
  snsTopicExists,
  snsTopicKey,
  networkExists,
  networkReachesSsm,
  instanceTypesOffered,
  keyPairExists,
  placementExists,
  accountRequiresImdsv2,
]

export { type Arn, parseArn } from '../src/model/arn.ts'
export {
  accountRequiresImdsv2,
  buildRolePermissions,
  clientTokenUnpinned,
  containerHopLimit,
  hopLimitExplicit,
  hopLimitMaximum,
  imdsv2Required,
  instanceProfileExists,
  instanceProfileName,
  instanceTypesAllowed,
  instanceTypesForm,
  instanceTypesOffered,
  instanceTypesOneArchitecture,
  instanceTypesSeveral,
  keyPairExists,
  logBucketExists,
  managedElsewhere,
  networkExists,
  networkExplicit,
  networkReachesSsm,
  noClearedFields,
  noImdsDowngrade,
  noKeyPair,
  noLoggingRemoval,
  noPlaceholderValues,
  placementConsistent,
  placementExists,
  removedFieldStays,
  resourceIdsForm,
  resourceTagsRequired,
  resourceTagsReserved,
  s3BucketName,
  s3KeyPrefix,
  s3LoggingRequired,
  snsTopicAccount,
  snsTopicExists,
  snsTopicForm,
  snsTopicKey,
  snsTopicRequired,
  subnetNeedsSecurityGroups,
  terminateOnFailure,
  uniqueTarget,
}
