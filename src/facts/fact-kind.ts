import type { FactName, Facts } from '../model/facts.ts'
import type { JsonObject } from '../model/json.ts'
import type { ImageType } from '../model/spec.ts'
import type { Configuration } from '../resource/configuration.ts'
import type { Inquiry } from './inquiry.ts'
import type { Permission } from './permissions.ts'

/** What facts are about: one configuration. */
export interface Asking {
  config: Configuration
  arn: string
  imageType?: ImageType | undefined
}

/** A kind of fact: what a configuration makes it ask, and how it is asked. */
export interface FactKind<Name extends FactName, Question extends JsonObject> {
  name: Name
  /** What it may ask with. */
  permissions: readonly Permission[]
  /** All Regions of an account have the same answer. */
  isGlobal?: boolean
  /** Undefined where the configuration does not name what the fact is about, or names what cannot be. */
  question(asking: Asking): Question | undefined
  /** @throws {NotKnown} */
  ask(question: Question, inquiry: Inquiry): Promise<Facts[Name]>
}
