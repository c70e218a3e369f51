module "image_builder" {
  source  = "aws-ia/ec2-image-builder/aws"
  version = "~> 1.0"
  name    = "web"
}

resource "aws_imagebuilder_infrastructure_configuration" "own" {
  name                          = "own"
  instance_profile_name         = module.image_builder.instance_profile
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = module.image_builder.http_tokens
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = module.image_builder.bucket
    }
  }
}
