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
export type S3Logs = {
  s3BucketName?: string | null
  s3KeyPrefix?: string | null
} | null
export type InstanceMetadataOptions = {
  httpTokens?: 'optional' | 'required' | null
  httpPutResponseHopLimit?: number | null
} | null
export type Placement = {
  availabilityZone?: string | null
  tenancy?: 'default' | 'dedicated' | 'host' | null
  hostId?: string | null
  hostResourceGroupArn?: string | null
} | null
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
  subnetId?: string | null
  logging?: Logging
  keyPair?: string | null
  /**
   * The service's default is true.
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
  suppress?: Suppression[]
}
/**
 * This interface was referenced by `SpecFile`'s JSON-Schema
 * via the `definition` "suppression".
 */
export interface Suppression {
  rule: string
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
}
