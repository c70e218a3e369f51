variable "tokens" {
  default = "optional"
}

resource "aws_imagebuilder_infrastructure_configuration" "windows" {
  name                          = "windows"
  instance_profile_name         = "image-builder"
  description                   = <<EOT
Edited in Notepad.
EOT
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = var.tokens
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}
