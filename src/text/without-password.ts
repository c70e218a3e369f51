/** Text in which no URL says who calls it: what stands before the `@` of one is a password, or a token. */
export function withoutPassword(text: string): string {
  return text.replaceAll(/(:\/\/)[^\s"<>]*@/g, '$1***@')
}
