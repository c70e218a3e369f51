import type { JsonObject } from '../model/json.ts'
import type { OperationName } from './model.ts'
import type { Store } from './store.ts'

/** For whom and when an operation runs. */
export interface Scope {
  account: string
  region: string
  /** Milliseconds since the epoch. */
  now: number
  requestId: string
  store: Store
}

export interface Effect {
  output: JsonObject
  put?: { arn: string; resource: JsonObject }
  remove?: string
}

/**
 * One operation of the API: a pure function of a valid input and the store. It refuses by throwing an ApiError;
 * what it wants written, it returns.
 */
export interface Operation {
  name: OperationName
  /** Which of the two buckets a call takes from. */
  access: 'read' | 'write'
  /** The input's member that holds the ARN of the resource it is about; else it is about the caller's account. */
  target?: string
  /** Name of the error for a value that breaks the model. @default InvalidRequestException */
  invalid?: string
  run(input: JsonObject, scope: Scope): Effect
}
