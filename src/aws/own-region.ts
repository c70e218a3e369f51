import type { AwsOptions } from './options.ts'

/** The Region of the caller, as the SDK would take it: of the environment, else of the profile; undefined without one. */
export async function ownRegion({
  profile,
  env = process.env,
}: Pick<AwsOptions, 'profile' | 'env'>): Promise<string | undefined> {
  const stated = env.AWS_REGION || env.AWS_DEFAULT_REGION
  if (stated) return stated
  const { parseKnownFiles } = await import('@smithy/core/config')
  const profiles = await parseKnownFiles({}).catch(() => ({}) as Awaited<ReturnType<typeof parseKnownFiles>>)
  return profiles[profile ?? (env.AWS_PROFILE || 'default')]?.region
}
