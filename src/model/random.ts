export interface Random {
  /** A number in [0, 1). */
  next(): number
  /** A random UUID: 36 characters, which every version of the API takes as a client token. */
  uuid(): string
}
