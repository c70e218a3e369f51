import type { JsonObject } from '../model/json.ts'
import { isObject } from '../model/json.ts'
import { invalidRequest } from './api-error.ts'

/** Keys that Image Builder puts on the instances itself. */
const reservedTags = ['CreatedBy', 'Ec2ImageBuilderArn', 'Name', 'Tags']

/** The settings of an infrastructure configuration that Create and Update replace whole, unknown ones included. */
export function settingsOf(input: JsonObject): JsonObject {
  const {
    infrastructureConfigurationArn: _target,
    clientToken: _token,
    dryRun: _dryRun,
    arn: _arn,
    name: _name,
    tags: _tags,
    dateCreated: _created,
    dateUpdated: _updated,
    ...settings
  } = input
  return settings
}

/**
 * What the API reference asks of several fields together
 * (https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_UpdateInfrastructureConfiguration.html).
 * @throws {ApiError}
 */
export function checkSettings(settings: JsonObject): void {
  const { subnetId, securityGroupIds, placement, resourceTags } = settings
  if (subnetId !== undefined && !(Array.isArray(securityGroupIds) && securityGroupIds.length > 0)) {
    throw invalidRequest("When 'subnetId' is specified, 'securityGroupIds' must be specified too.")
  }
  const reserved = isObject(resourceTags) ? reservedTags.find((key) => Object.hasOwn(resourceTags, key)) : undefined
  if (reserved) throw invalidRequest(`The tag key '${reserved}' in 'resourceTags' is reserved.`)
  if (isObject(placement)) checkPlacement(placement)
}

function checkPlacement({ tenancy, hostId, hostResourceGroupArn }: JsonObject): void {
  if (hostId !== undefined && hostResourceGroupArn !== undefined) {
    throw invalidRequest("'placement.hostId' and 'placement.hostResourceGroupArn' exclude each other.")
  }
  if ((hostId !== undefined || hostResourceGroupArn !== undefined) && tenancy !== 'host') {
    throw invalidRequest("'placement.hostId' and 'placement.hostResourceGroupArn' need 'placement.tenancy' to be host.")
  }
}
