locals {
  defaults = {
    instance_types = ["t3.large"]
    http_tokens    = "optional"
    hop_limit      = 2
    bucket         = "acme-logs"
  }
  settings = merge(local.defaults, var.overrides, { bucket = "acme-image-logs" })
}

variable "overrides" {
  type    = map(any)
  default = {}
}

resource "aws_imagebuilder_infrastructure_configuration" "merged" {
  name                          = "merged"
  instance_profile_name         = "image-builder"
  instance_types                = local.settings.instance_types
  terminate_instance_on_failure = true

  instance_metadata_options {
    http_tokens                 = local.settings["http_tokens"]
    http_put_response_hop_limit = local.settings.hop_limit
  }

  logging {
    s3_logs {
      s3_bucket_name = local.settings.bucket
      s3_key_prefix  = "merged"
    }
  }
}
