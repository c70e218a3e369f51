/** What a run that writes does, for sentences about it. */
export type Task = 'apply' | 'rollback'

export interface OutcomeError {
  code: string
  message: string
  requestId?: string
}

export interface Outcome {
  arn: string
  status: 'applied' | 'unchanged' | 'skipped' | 'failed' | 'rolled-back'
  /** Updates that this process sent; 0 when reading alone settled it. */
  attempts: number
  /** Read back and equal to what was planned. */
  verified: boolean
  clientToken?: string
  /** The service's answer to the update. */
  requestId?: string
  error?: OutcomeError
  /** When work on it began and ended, as ISO 8601. */
  startedAt?: string
  endedAt?: string
  /** From 1, in a run of more than one. */
  wave?: number
}
