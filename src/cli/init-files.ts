import schema from '../../schema/spec.schema.json' with { type: 'json' }
import { tool } from '../model/tool.ts'
import { resourceType } from '../resource/resource-type.ts'
import { exampleArn } from '../resource/target-arn.ts'

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
# An example: put the ARN and the values of one of your ${resourceType.noun}s here.
${resourceType.arnField}: ${exampleArn}
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 1 }
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: example } }
terminateInstanceOnFailure: true
x-guard: # ours; never sent to AWS
  imageType: AMI # or DOCKER
`

/** A CDK app below the repository's root, where it writes its templates, and whether npm installs what it needs. */
export interface App {
  folder: string
  output: string
  usesNpm: boolean
}

/** A workflow that lints pull requests; `folder` is where the config is, relative to the repository's root. */
export function workflowText(folder: string, files: readonly string[] = usualFiles, apps: readonly App[] = []): string {
  const lintJob = `  lint:
${apps.length > 0 ? '    needs: synth\n    permissions:\n      contents: read\n      pull-requests: write # for the comment\n' : ''}    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
${apps.map(downloadStep).join('')}      # A tag can be moved: pin it by the SHA of its commit too, and keep the version as a comment.
      - uses: imagebuilder-guard/imagebuilder-guard@v${tool.version}
        with:
          mode: lint
          # The config is read from the base branch, which has none yet in the first pull request.
          files: |
${files.map((glob) => `            ${glob}\n`).join('')}${folder === '' ? '' : `          working-directory: ${JSON.stringify(folder)}\n`}`
  return `name: imagebuilder-guard
on: pull_request
permissions:
  contents: read
${apps.length > 0 ? '' : '  pull-requests: write # for the comment\n'}jobs:
${apps.length > 0 ? synthJob(apps) : ''}${lintJob}`
}

/** Synthesis runs the pull request's code: in a job of its own, which may do nothing but read. */
function synthJob(apps: readonly App[]): string {
  return `  # Runs code of the pull request, so it may only read.
  synth:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - uses: actions/setup-node@820762786026740c76f36085b0efc47a31fe5020 # v7.0.0
        with:
          node-version: 24
          package-manager-cache: false
${apps.map(synthSteps).join('')}`
}

function synthSteps({ folder, output, usesNpm }: App, index: number): string {
  const place = folder === '' ? '' : `        working-directory: ${JSON.stringify(folder)}\n`
  const glob = output.replaceAll(/[\\*?[\]{}()!#]/g, '\\$&')
  const synth = usesNpm
    ? '      - run: npm ci && npx cdk synth --quiet\n'
    : '      # Install before this what the app needs.\n      - run: npx aws-cdk@2 synth --quiet\n'
  return `${synth}${place}      - uses: actions/upload-artifact@043fb46d1a93c77aae656e7c1c64a875d1fc6a0a # v7.0.1
        with:
          name: cdk-out-${index + 1}
          # Templates and manifests; assets are not read.
          path: |
            ${glob}/**/*.json
            ${glob}/**/cdk.out
            !${glob}/**/asset.*/**
`
}

function downloadStep({ output }: App, index: number): string {
  return `      - uses: actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c # v8.0.1
        with:
          name: cdk-out-${index + 1}
          path: ${JSON.stringify(output)}
`
}
