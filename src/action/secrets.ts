type Environment = Readonly<Record<string, string | undefined>>

const secretVariables = [
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
]

/** Takes out of a text what must not be seen, wherever an error may have brought it from. A runner masks its own secrets only. */
export function redactor(env: Environment): (text: string) => string {
  const token = env['INPUT_GITHUB-TOKEN']?.trim()
  const given = [token, token && basicOf(token), ...secretVariables.map((name) => env[name])]
  const secrets = given.filter((secret) => secret !== undefined && secret.length >= 8) as string[]
  return (text) => {
    const plain = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
    return plain.replaceAll(/(\w:\/\/)[^\s/@:]*:[^\s/@]+@/g, '$1***@')
  }
}

/** A token as git's HTTP header has it. */
export function basicOf(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64')
}
