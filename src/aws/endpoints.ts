import type { AwsOptions } from './options.ts'

/** Where calls to Image Builder go, as a journal names it: `aws`, `local` for one of the process, or a URL. */
export function endpointName({
  local,
  endpointUrl,
  env = process.env,
}: Pick<AwsOptions, 'endpointUrl' | 'env'> & { local?: unknown }): string {
  if (local) return 'local'
  const endpoint = endpointUrl ?? (env.AWS_ENDPOINT_URL_IMAGEBUILDER || env.AWS_ENDPOINT_URL)
  if (!endpoint) return 'aws'
  if (!URL.canParse(endpoint)) return endpoint
  const { origin, pathname } = new URL(endpoint)
  return `${origin}${pathname.replace(/\/$/, '')}`
}
