import type { Location } from './finding.ts'
import type { Json, JsonObject } from './json.ts'
import type { Guard, ImageType, UpdateMode } from './spec.ts'

export interface FieldChange {
  /** A leaf of the configuration; a list counts as one value. */
  pointer: string
  kind: 'add' | 'change' | 'clear'
  before?: Json
  after?: Json
}

type Action = 'update' | 'no-op' | 'missing' | 'blocked'

/** What would happen to one target. */
export interface Change {
  arn: string
  action: Action
  fields: FieldChange[]
  reason?: string
}

/** A change with all that applying it needs; what a plan file holds. */
export interface PlannedChange extends Change {
  /** Error code when `action` is `missing` or `blocked`, such as `AccessDeniedException` or `NotAllowed`. */
  code?: string
  update: UpdateMode
  /** From the spec, the config's overrides or the pipelines that use the configuration. */
  imageType?: ImageType
  guard: Guard
  location: Location
  /** Live configuration as read: the request's fields and those that no spec can name; raw JSON. */
  before?: JsonObject
  /** Complete request body of the update, without ARN and client token. */
  after?: JsonObject
  /** SHA-256 of the live configuration, dates and tags left out. */
  liveHash?: string
  /** Live tags of the configuration itself (not `resourceTags`). */
  tags?: Record<string, string>
}
