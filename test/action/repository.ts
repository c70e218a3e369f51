import { repository as createRepository, git } from '../support/repository.ts'

export const config = 'files: ["*.spec.yaml"]\n'

export const clean: string = `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: builds } }
terminateInstanceOnFailure: true
x-guard: { imageType: AMI }
`

/** Breaks imdsv2-required, in line 3. */
export const broken: string = clean.replace('httpTokens: required', 'httpTokens: optional')

/** The head that the loopback API says pull requests are at. */
export const headSha: string = 'a'.repeat(40)

export interface Repository {
  workspace: string
  git: (...args: string[]) => string
  /** Commit of the files it began with. */
  base: string
}

/** A git repository whose first commit has the files. */
export function repository(files: Record<string, string>): Repository {
  const workspace = createRepository(files)
  const inWorkspace = (...args: string[]): string => git(workspace, ...args).trim()
  return { workspace, git: inWorkspace, base: inWorkspace('rev-parse', 'HEAD') }
}

/** What a pull request's event says. */
export function pullRequest(base: string, head: string = headSha): unknown {
  return { pull_request: { number: 7, base: { sha: base }, head: { sha: head } } }
}
