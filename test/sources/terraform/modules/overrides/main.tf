resource "aws_imagebuilder_infrastructure_configuration" "main" {
  name                          = "main"
  instance_profile_name         = "image-builder"
  key_pair                      = "debug"
  terminate_instance_on_failure = false
  instance_metadata_options {
    http_tokens = "optional"
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}
