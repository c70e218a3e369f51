import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readInputs } from '../../src/action/inputs.ts'
import { lint } from '../../src/action/lint.ts'
import { openJob } from '../../src/action/open-job.ts'
import { renderJobSummary } from '../../src/report/formats/job-summary.ts'
import { type ReportFrame, renderPrComment } from '../../src/report/formats/pr-comment.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'

const account = 'arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration'

const config = `files: ["images/**/*.yaml"]
rules: { s3-logging-required: [error, { bucket: acme-image-logs, prefix: builds }] }
`
const clean = `infrastructureConfigurationArn: ${account}/web
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: builds } }
x-guard: { imageType: AMI }
`
const containers = `- infrastructureConfigurationArn: ${account}/runners
  instanceProfileName: EC2InstanceProfileForImageBuilder
  instanceMetadataOptions: { httpTokens: optional, httpPutResponseHopLimit: 1 }
  logging: { s3Logs: { s3BucketName: "arn:aws:s3:::acme-image-logs", s3KeyPrefix: builds } }
  x-guard: { imageType: DOCKER }
- infrastructureConfigurationArn: ${account}/sidecar
  instanceProfileName: EC2InstanceProfileForImageBuilder
  instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }
  keyPair: break-glass
  x-guard: { imageType: DOCKER }
`
const legacy = `infrastructureConfigurationArn: ${account}/legacy-erp
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m7i.large, m7g.large]
logging: { s3Logs: { s3BucketName: acme-image-logs, s3KeyPrefix: builds } }
resourceTags: { Name: erp }
x-guard: { imageType: AMI }
`

const files = {
  'ibguard.config.yaml': config,
  'images/linux/web.yaml': clean,
  'images/containers/all.yaml': containers,
  'images/linux/legacy.yaml': legacy,
}

const template = `Parameters:
  Tokens: { Type: String, Default: optional }
Resources:
  Logs: { Type: AWS::S3::Bucket }
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
      Name: runners
      InstanceProfileName: EC2InstanceProfileForImageBuilder
      InstanceMetadataOptions:
        HttpTokens: !Ref Tokens
        HttpPutResponseHopLimit: 1
      Logging: { S3Logs: { S3BucketName: !Ref Logs } }
  Recipe: { Type: AWS::ImageBuilder::ContainerRecipe, Properties: { Name: runner } }
  Pipeline:
    Type: AWS::ImageBuilder::ImagePipeline
    Properties:
      Name: runners
      ContainerRecipeArn: !Ref Recipe
      InfrastructureConfigurationArn: !Ref Infra
`
const terraform = `variable "hop_limit" {
  default = 1
}

resource "aws_imagebuilder_infrastructure_configuration" "runners" {
  name                  = "runners"
  instance_profile_name = aws_iam_instance_profile.build.name
  key_pair              = "break-glass"
  instance_metadata_options {
    http_tokens                 = "optional"
    http_put_response_hop_limit = var.hop_limit
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "web" {
  name                          = "web"
  instance_profile_name         = aws_iam_instance_profile.build.name
  terminate_instance_on_failure = true

  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}

resource "aws_imagebuilder_image_pipeline" "runners" {
  name                             = "runners"
  container_recipe_arn             = aws_imagebuilder_container_recipe.runner.arn
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.runners.arn
}
`

const where = {
  filesUrl: 'https://github.com/acme/images/blob/6dcb09b5b57875f334f61aebed695e2e4193db5e/',
  runUrl: 'https://github.com/acme/images/actions/runs/1658821493',
}

/** Comment and summary of a failing and of a clean lint, by the code of the Action. */
export async function lintPictures(): Promise<Record<string, string>> {
  const failing = await lintOf(files)
  const passing = await lintOf({ 'ibguard.config.yaml': config, 'images/linux/web.yaml': clean })
  const { report, frame } = await lintOf({
    'ibguard.config.yaml': 'files: [stacks/*.yaml]\n',
    'stacks/images.yaml': template,
  })
  const ofModule = await lintOf({
    'ibguard.config.yaml': 'files: ["terraform/*.tf"]\n',
    'terraform/main.tf': terraform,
  })
  return {
    'template-comment': renderPrComment(report, frame, 60_000),
    'terraform-comment': renderPrComment(ofModule.report, ofModule.frame, 60_000),
    'lint-failing-comment': renderPrComment(failing.report, failing.frame, 60_000),
    'lint-failing-summary': renderJobSummary(failing.report, failing.frame),
    'lint-clean-comment': renderPrComment(passing.report, passing.frame, 60_000),
    'lint-clean-summary': renderJobSummary(passing.report, passing.frame),
  }
}

async function lintOf(texts: Record<string, string>) {
  const workspace = scratchFolder('pictures')
  try {
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(workspace, name)), { recursive: true })
      writeFileSync(join(workspace, name), text)
    }
    const { inputs } = readInputs(() => '')
    const event = { name: 'push', isOwn: true, isPullRequest: false }
    const signal = new AbortController().signal
    const job = await openJob(inputs, event, {
      env: { GITHUB_WORKSPACE: workspace },
      signal,
      pullRequests: () => Promise.reject(new Error('A push has no pull request.')),
    })
    const { report, hasFailed, notices, fixOf } = await lint(job, inputs)
    const frame: ReportFrame = {
      verdict: hasFailed ? 'fail' : 'pass',
      isError: false,
      notices,
      ...(fixOf && { fixOf }),
      ...where,
    }
    return { report, frame }
  } finally {
  }
}
