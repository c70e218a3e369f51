import { isObject, type JsonObject } from '../../model/json.ts'
import { snakeNaming } from '../../resource/names.ts'
import type { Language } from '../resource/resource-subject.ts'
import { entryOf, type MapValue } from '../resource/value.ts'
import { toFlag } from './values.ts'

/** How Terraform's provider writes configurations. A bucket is required where there are logs. */
export function terraformFor(properties: MapValue): Language {
  const logging = entryOf(properties, 'logging')?.value
  const logs = logging?.kind === 'map' ? entryOf(logging, 's3_logs')?.value : undefined
  return logs?.kind === 'map' ? { ...terraform, required: [...terraform.required, bucket] } : terraform
}

const bucket = ['logging', 's3_logs', 's3_bucket_name']

const terraform: Language = {
  origin: 'terraform',
  naming: snakeNaming,
  beside: ['name', 'tags', 'tags_all', 'region', 'id'],
  required: [['name'], ['instance_profile_name']],
  // As the registry documents the resource: https://registry.terraform.io/providers/hashicorp/aws/latest/docs
  lacking: {
    fields: ['terminateInstanceOnCompletion', 'parentInstance'],
    why: 'the AWS provider has no such argument, and its updates clear the setting.',
  },
  toFlag: (value) => (value === null ? undefined : toFlag(value)),
  asSent,
}

/** A plan has the provider's defaults filled in, and is complete. */
export const terraformPlan: Language = {
  origin: 'terraform-plan',
  naming: snakeNaming,
  beside: terraform.beside,
  required: [],
  toFlag: terraform.toFlag,
}

/** The provider sends its own defaults for some of what is left out, and always. */
function asSent(config: JsonObject): JsonObject {
  const { logging } = config
  const s3Logs = isObject(logging) ? logging.s3Logs : undefined
  return {
    terminateInstanceOnFailure: false,
    ...config,
    ...(isObject(logging) && isObject(s3Logs) && { logging: { ...logging, s3Logs: { s3KeyPrefix: '/', ...s3Logs } } }),
  }
}

/** Arguments and blocks that are Terraform's own, in every resource. */
export const ofTerraform: ReadonlySet<string> = new Set([
  'count',
  'for_each',
  'provider',
  'depends_on',
  'lifecycle',
  'provisioner',
  'connection',
  'timeouts',
])
