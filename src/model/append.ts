/** Adds all of `more` to a list. As arguments of `push` a hundred thousand would overflow the stack. */
export function append<T>(list: T[], more: Iterable<T>): void {
  for (const each of more) list.push(each)
}
