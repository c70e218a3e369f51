import type { AwsOptions } from './options.ts'

/** A stand-in on this machine has no STS unless it was named. */
export function hasSts({ local, endpointUrl, env = process.env }: AwsOptions): boolean {
  if (local) return false
  const endpoint = endpointUrl ?? env.AWS_ENDPOINT_URL_IMAGEBUILDER ?? env.AWS_ENDPOINT_URL
  if (endpoint === undefined || env.AWS_ENDPOINT_URL_STS) return true
  return !URL.canParse(endpoint) || !isLoopback(new URL(endpoint).hostname)
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]' || /^127\./.test(hostname)
}
