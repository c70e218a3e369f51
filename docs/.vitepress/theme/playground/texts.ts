import type { Kind } from './kinds.ts'

/** What the tabs show before somebody brings a text. */
export const firstTexts: Readonly<Record<Kind, string>> = {
  spec: `infrastructureConfigurationArn: arn:aws:imagebuilder:eu-west-1:123456789012:infrastructure-configuration/web
instanceProfileName: EC2InstanceProfileForImageBuilder
instanceTypes: [m7g.large, m7i.large] # one of Arm, one of Intel
instanceMetadataOptions:
  httpTokens: optional
  httpPutResponseHopLimit: 1
logging:
  s3Logs: { s3BucketName: Acme_Logs, s3KeyPrefix: web }
terminateInstanceOnFailure: false
keyPair: break-glass
x-guard: { imageType: AMI }
`,
  cloudformation: `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Tokens: { Type: String, Default: optional, AllowedValues: [optional, required] }
  Topic: { Type: String }
Resources:
  Golden:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
      Name: golden
      InstanceProfileName: !Ref Profile
      InstanceMetadataOptions:
        HttpTokens: !Ref Tokens
        HttpPutResponseHopLimit: 1
      SubnetId: subnet-0123456789abcdef0
      KeyPair: break-glass
      SnsTopicArn: !Ref Topic
  Profile:
    Type: AWS::IAM::InstanceProfile
    Properties: { Roles: [build] }
`,
  terraform: `variable "tokens" {
  default = "optional"
}

resource "aws_imagebuilder_infrastructure_configuration" "golden" {
  name                  = "golden"
  instance_profile_name = aws_iam_instance_profile.build.name
  instance_types        = ["m7i.large"]
  key_pair              = "break-glass"

  instance_metadata_options {
    http_tokens                 = var.tokens
    http_put_response_hop_limit = 1
  }
}
`,
}

/** What the choice of rules stands for, as a config. */
export const presets = { recommended: 'extends: recommended\n', strict: 'extends: strict\n' }

/** What a spec is held against before somebody brings a text; an earlier revision is the spec itself. */
export const firstAgainst = {
  live: 'instanceMetadataOptions: { httpTokens: required, httpPutResponseHopLimit: 2 }\nlogging: { s3Logs: { s3BucketName: acme-image-logs } }\n',
  facts: 'keyPair: { exists: false }\n',
}
