import type { Patch } from '../document/edit/patch.ts'
import type { FactName, KnownFacts } from '../model/facts.ts'
import type { Severity } from '../model/finding.ts'
import type { JsonObject, Path } from '../model/json.ts'
import type { ImageType, UpdateMode } from '../model/spec.ts'
import type { Configuration } from '../resource/configuration.ts'
import type { Spec } from './spec.ts'

export interface CheckContext {
  config: Configuration
  /** One that the spec states; it is no part of the configuration. */
  clientToken?: string | undefined
  imageType?: ImageType | undefined
  arn: string
  update: UpdateMode
}

export interface ChangeContext {
  arn: string
  before: Configuration
  after: Configuration
  /** What the spec itself says, nulls included. */
  spec: JsonObject
  update: UpdateMode
  /** Live tags of the configuration itself. */
  tags: Record<string, string>
}

export interface Violation {
  messageId: string
  /** Fills the message's `{{name}}` places. */
  data?: Record<string, unknown>
  path: Path
  /** The key is to blame rather than its value. */
  at?: 'key'
  /** `note` says that the rule cannot judge. */
  severity?: 'note'
  fix?: Patch | Patch[]
}

/** Of all specs with the ARN, or of one of them. */
export interface FleetViolation extends Violation {
  arn: string
  spec?: Spec
}

/**
 * A rule: identity, words, options and pure checks that yield violations by path. It knows neither files nor
 * severity settings nor output; the engine adds location, severity and link.
 */
export interface Rule<Options = JsonObject> {
  /** kebab-case, says what is wanted; a plugin's has a prefix, `acme/…`. Never renamed or reused. */
  id: string
  summary: string
  /** Only the default; a user's settings win. */
  severity: Severity
  /** JSON Schema, draft-07, of the options. */
  options?: JsonObject
  defaults?: Options
  messages: Record<string, string>
  fixable?: boolean
  docsUrl?: string
  check?(context: CheckContext, options: Options): Iterable<Violation>
  checkFleet?(specs: readonly Spec[], options: Options): Iterable<FleetViolation>
  checkChange?(change: ChangeContext, options: Options): Iterable<Violation>
  /** `checkChange` asks for `before` and `after` alone: it judges files that tell both too, as plans of Terraform do. */
  byFieldsAlone?: true
  /** What `checkAccount` wants to know of the account. */
  needs?: readonly FactName[]
  /**
   * Judges a configuration by what its account answers, with `--deep` only. Of what `needs` names a fact is absent where
   * the configuration does not name what it is about; where one is not known, the engine says so, and asks no rule.
   */
  checkAccount?(context: CheckContext, facts: KnownFacts, options: Options): Iterable<Violation>
}
