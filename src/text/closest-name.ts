import { distance } from 'fastest-levenshtein'

/** Spelled alike but for case and separators: InstanceProfileName, instance_profile_name, instance-profile-name. */
export function normalized(key: string): string {
  return key.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
}

/** The known name that `key` most likely stands for. */
export function closestName(key: string, known: readonly string[]): string | undefined {
  const wanted = normalized(key)
  const exact = known.find((name) => normalized(name) === wanted)
  if (exact !== undefined) return exact
  const ranked = known.map((name) => ({ name, far: distance(normalized(name), wanted) })).sort((a, b) => a.far - b.far)
  const best = ranked[0]
  return best && best.far <= Math.max(1, Math.floor(Math.min(wanted.length, best.name.length) / 3))
    ? best.name
    : (known.find((name) => abbreviates(wanted, normalized(name))) ?? within(wanted, known))
}

/** keyPairName for keyPair: a name and a word more; of several the longest. */
function within(wanted: string, known: readonly string[]): string | undefined {
  const inside = known.filter((name) => {
    const length = normalized(name).length
    return length >= 5 && length * 2 >= wanted.length && wanted.includes(normalized(name))
  })
  return inside.sort((a, b) => b.length - a.length)[0]
}

/** terminateOnFailure for terminateInstanceOnFailure: letters left out, at least half of them there. */
function abbreviates(short: string, long: string): boolean {
  if (short.length * 2 < long.length) return false
  let at = 0
  for (const char of long) if (char === short[at]) at++
  return at === short.length
}

/** `a, b or c`, each as it would be written. */
export function list(values: readonly unknown[]): string {
  const words = values.map((value) => (value === null ? 'null' : JSON.stringify(value)))
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
