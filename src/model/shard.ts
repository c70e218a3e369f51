/** One of the parts that a plan is cut into. */
export interface Shard {
  /** From 1 to `count`. */
  index: number
  count: number
}
