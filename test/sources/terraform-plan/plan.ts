/**
 * Plans by hand, in the form that Terraform documents (https://developer.hashicorp.com/terraform/internals/json-format,
 * format 1.2): there is no provider here to make one of, so each part is as the format and the provider's schema have it.
 */
import type { Json, JsonObject } from '../../../src/model/json.ts'

const type = 'aws_imagebuilder_infrastructure_configuration'

/** What the provider plans of a configuration that the recommended rules find nothing in. */
const good: JsonObject = {
  name: 'web',
  description: null,
  instance_profile_name: 'EC2InstanceProfileForImageBuilder',
  instance_types: null,
  key_pair: null,
  security_group_ids: null,
  subnet_id: null,
  sns_topic_arn: null,
  terminate_instance_on_failure: true,
  resource_tags: null,
  tags: null,
  placement: [],
  instance_metadata_options: [{ http_tokens: 'required', http_put_response_hop_limit: 2 }],
  logging: [{ s3_logs: [{ s3_bucket_name: 'acme-image-logs', s3_key_prefix: '/' }] }],
}

export interface Change {
  address?: string
  module?: string
  actions?: string[]
  before?: JsonObject | null
  after?: JsonObject | null
  unknown?: JsonObject
  sensitive?: Json
}

export function changeOf(change: Change = {}): JsonObject {
  const { module, actions = ['create'], before = null, after = {}, unknown = {}, sensitive = {} } = change
  const own = change.address ?? `${type}.web`
  const [, kind = type, name = 'web'] = /([a-z_]+)\.(\w+)(?:\[[^\]]*\])?$/.exec(own) ?? []
  return {
    address: own,
    ...(module !== undefined && { module_address: module }),
    mode: 'managed',
    type: kind,
    name,
    provider_name: 'registry.terraform.io/hashicorp/aws',
    change: {
      actions,
      before: before && { ...good, ...before },
      after: after && { ...(kind === type ? good : {}), ...after },
      after_unknown: { arn: true, id: true, ...unknown },
      before_sensitive: before ? {} : false,
      after_sensitive: sensitive,
    },
  }
}

export function planOf(changes: readonly JsonObject[], rootModule: JsonObject = {}): JsonObject {
  return {
    format_version: '1.2',
    terraform_version: '1.9.8',
    planned_values: { root_module: {} },
    resource_changes: [...changes],
    configuration: { provider_config: {}, root_module: rootModule },
  }
}

/** A resource as the plan's configuration has it. */
export function configured(kind: string, name: string, expressions: JsonObject = {}): JsonObject {
  return { address: `${kind}.${name}`, mode: 'managed', type: kind, name, expressions }
}
