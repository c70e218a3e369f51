resource "aws_imagebuilder_infrastructure_configuration" "typo" {
  name                  = "typo"
  instance_profile      = "image-builder"
  instance_type         = "t3.large"
  terminate_on_failure  = true
  instance_metadata_options {
    http_token = "required"
  }
  logging = {
    s3_logs = { s3_bucket_name = "acme-image-logs" }
  }
}
