/** Generated from schema/spec.schema.json by `npm run generate`. */

/**
 * The settings of one infrastructure configuration. In merge mode (the default) a field left out keeps its live value and null clears it; with x-guard.update: replace a field left out is cleared.
 *
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "spec".
 */
export type Spec = SpecFields
export type Logging = {
  s3Logs?: S3Logs
} | null
/**
 * Where the build's logs are kept; without it they end with the instance.
 */
export type S3Logs = {
  /**
   * Name of the bucket. The service neither checks nor creates it.
   */
  s3BucketName?: string | null
  /**
   * Path in the bucket.
   */
  s3KeyPrefix?: string | null
} | null
export type InstanceMetadataOptions = {
  /**
   * required: IMDSv2 only.
   */
  httpTokens?: 'optional' | 'required' | null
  /**
   * Container builds that require IMDSv2 need at least 2.
   */
  httpPutResponseHopLimit?: number | null
} | null
export type Placement = {
  availabilityZone?: string | null
  /**
   * host: on the dedicated host, or the group of hosts, below.
   */
  tenancy?: 'default' | 'dedicated' | 'host' | null
  hostId?: string | null
  hostResourceGroupArn?: string | null
} | null
/**
 * Builds on a running instance of an Auto Scaling group.
 */
export type ParentInstance = {
  autoScalingGroup?: AutoScalingGroup
} | null
export type AutoScalingGroup = {
  name?: string | null
  capacityWaitTimeoutSeconds?: number | null
} | null
/**
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "specList".
 */
export type SpecList = Spec[]

/**
 * A spec file of imagebuilder-guard: one spec, a list of specs, or an envelope of defaults and specs. A spec is the request of EC2 Image Builder's UpdateInfrastructureConfiguration in the API's own field names.
 */
export interface SpecFile {
  [k: string]: unknown
}
/**
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "fields".
 */
export interface SpecFields {
  /**
   * The configuration to update. Its account and Region are read from here.
   */
  infrastructureConfigurationArn?: string
  /**
   * Accepted, never sent: each planned change has a token of its own.
   */
  clientToken?: string | null
  /**
   * What the configuration is for.
   */
  description?: string | null
  /**
   * Instance types of the build and test instances. Image Builder picks one by availability; several are advised.
   */
  instanceTypes?: string[] | null
  /**
   * Name, not ARN, of the instance profile of the build and test instances. The service requires it.
   */
  instanceProfileName?: string
  /**
   * Required by the service when subnetId is set.
   */
  securityGroupIds?: string[] | null
  /**
   * Subnet of the build and test instances. Without it, the default VPC.
   */
  subnetId?: string | null
  logging?: Logging
  /**
   * For logging in to the instances; meant for debugging.
   */
  keyPair?: string | null
  /**
   * false keeps the instance of a failed build. The service's default is true.
   */
  terminateInstanceOnFailure?: boolean | null
  terminateInstanceOnCompletion?: boolean | null
  /**
   * A standard topic; FIFO topics are refused.
   */
  snsTopicArn?: string | null
  /**
   * Tags of the build and test instances.
   */
  resourceTags?: {
    [k: string]: string | null
  } | null
  instanceMetadataOptions?: InstanceMetadataOptions
  placement?: Placement
  parentInstance?: ParentInstance
  'x-guard'?: Guard
}
/**
 * Settings of imagebuilder-guard for this spec; never sent to AWS.
 *
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "guard".
 */
export interface Guard {
  /**
   * What is built with this configuration: the API's ImageType. Rules about the hop limit need it.
   */
  imageType?: 'AMI' | 'DOCKER'
  /**
   * merge (default): fields left out keep their live value. replace: they are cleared.
   */
  update?: 'merge' | 'replace'
  /**
   * Findings that are meant to be so.
   */
  suppress?: Suppression[]
}
/**
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "suppression".
 */
export interface Suppression {
  /**
   * Id of the rule.
   */
  rule: string
  /**
   * Why it is meant to be so.
   */
  reason: string
  /**
   * Last day on which the suppression holds, UTC.
   */
  expires?: string
}
/**
 * Several specs that share defaults.
 *
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "envelope".
 */
export interface Envelope {
  /**
   * For editors only.
   */
  $schema?: string
  /**
   * Merged key by key under every spec of this document; a spec's own value wins, null included.
   */
  defaults?: SpecFields
  specs: SpecList
  /**
   * Free, for anchors.
   *
   * This interface was referenced by `Envelope`'s JSON-Schema definition
   * via the `patternProperty` "^x-(?!guard$)".
   */
  [k: string]:
    | {
        [k: string]: unknown
      }
    | string
    | SpecFields
    | SpecList
    | undefined
}
