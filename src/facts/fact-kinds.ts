import type { FactName } from '../model/facts.ts'
import type { JsonObject } from '../model/json.ts'
import { bucket } from './bucket.ts'
import type { FactKind } from './fact-kind.ts'
import { imdsDefaults } from './imds-defaults.ts'
import { instanceProfile } from './instance-profile.ts'
import { keyPair } from './key-pair.ts'
import { network } from './network.ts'
import { placement } from './placement.ts'
import { rolePermissions } from './role-permissions.ts'
import { routeToSsm } from './route-to-ssm.ts'
import { topic } from './topic.ts'
import { topicKey } from './topic-key.ts'
import { typeOfferings } from './type-offerings.ts'

/** Every kind of fact, by its name. Each answers questions of its own making only. */
export const factKinds: { readonly [Name in FactName]: FactKind<Name, JsonObject> } = {
  instanceProfile,
  rolePermissions,
  bucket,
  topic,
  topicKey,
  network,
  routeToSsm,
  typeOfferings,
  keyPair,
  placement,
  imdsDefaults,
}
