variable "tokens" {
  type = string
}
variable "instance_types" {
  type    = list(string)
  default = ["t3.large"]
}
variable "bucket" {
  type = string
}

resource "aws_imagebuilder_infrastructure_configuration" "main" {
  name                          = "main"
  instance_profile_name         = "image-builder"
  instance_types                = var.instance_types
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = var.tokens
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = var.bucket
      s3_key_prefix  = "main"
    }
  }
}
