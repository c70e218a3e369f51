locals {
  subnet = "subnet-12"
  groups = "sg-0a1b2c3d4e5f60718,sg-0a1b2c3d4e5f60719"
}

resource "aws_imagebuilder_infrastructure_configuration" "ids" {
  name                          = "ids"
  instance_profile_name         = "arn:aws:iam::123456789012:instance-profile/image-builder"
  subnet_id                     = local.subnet
  security_group_ids            = [local.groups]
  sns_topic_arn                 = "arn:aws:sns:eu-west-1:123456789012:builds"
  terminate_instance_on_failure = "true"
  instance_metadata_options {
    http_tokens                 = "Required"
    http_put_response_hop_limit = "2"
  }
  logging {
    s3_logs {
      s3_bucket_name = "s3://acme-image-logs"
    }
  }
}
