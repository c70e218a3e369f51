resource "aws_imagebuilder_infrastructure_configuration" "broken" {
  name = "broken"
  instance_types = ["t3.large"
}

resource "aws_imagebuilder_infrastructure_configuration" "whole" {
  name                          = "whole"
  instance_profile_name         = "image-builder"
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = "optional"
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}
