import schema from '../../schema/spec.schema.json' with { type: 'json' }
import { tool } from '../model/tool.ts'

/** Where specs are kept when there are none yet. */
export const usualFiles: readonly string[] = ['infra/**/*.{yaml,yml,json}']

export function configText(files: readonly string[]): string {
  return `# What holds beyond the recommended rules; \`ibguard rules\` lists what is in force.
files: [${files.map((glob) => JSON.stringify(glob)).join(', ')}]
extends: recommended
# rules:
#   no-key-pair: error
`
}

export const specText: string = `# yaml-language-server: $schema=${schema.$id}
# An example: put the ARN and the values of one of your infrastructure configurations here.
infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/example
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 1 }
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: example } }
terminateInstanceOnFailure: true
x-guard: # ours; never sent to AWS
  imageType: AMI # or DOCKER
`

/** A workflow that lints pull requests; `folder` is where the config is, relative to the repository's root. */
export function workflowText(folder: string, files: readonly string[] = usualFiles): string {
  return `name: imagebuilder-guard
on: pull_request
permissions:
  contents: read
  pull-requests: write # for the comment
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      # A tag can be moved: pin it by the SHA of its commit too, and keep the version as a comment.
      - uses: imagebuilder-guard/imagebuilder-guard@v${tool.version}
        with:
          mode: lint
          # The config is read from the base branch, which has none yet in the first pull request.
          files: |
${files.map((glob) => `            ${glob}\n`).join('')}${folder === '' ? '' : `          working-directory: ${JSON.stringify(folder)}\n`}`
}
