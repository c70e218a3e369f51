data "aws_subnet" "build" {
  tags = { Name = "build" }
}
data "aws_ssm_parameter" "tokens" {
  name = "/imagebuilder/tokens"
}
data "aws_caller_identity" "current" {}
data "aws_region" "current" {}

resource "aws_imagebuilder_infrastructure_configuration" "data" {
  name                          = "data"
  description                   = "Built in ${data.aws_region.current.name} by ${data.aws_caller_identity.current.account_id}"
  instance_profile_name         = data.aws_iam_instance_profile.builder.name
  subnet_id                     = data.aws_subnet.build.id
  sns_topic_arn                 = "arn:aws:sns:${data.aws_region.current.name}:${data.aws_caller_identity.current.account_id}:builds"
  terminate_instance_on_failure = true

  instance_metadata_options {
    http_tokens                 = data.aws_ssm_parameter.tokens.value
    http_put_response_hop_limit = 2
  }

  logging {
    s3_logs {
      s3_bucket_name = "image-logs-${data.aws_caller_identity.current.account_id}"
      s3_key_prefix  = "data/"
    }
  }
}
