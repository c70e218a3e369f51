variable "overrides" {
  type = map(any)
}

locals {
  settings = merge({ http_tokens = "optional", types = ["t2"] }, var.overrides)
}

resource "aws_imagebuilder_infrastructure_configuration" "merged" {
  name                          = "merged"
  instance_profile_name         = "image-builder"
  instance_types                = local.settings.types
  terminate_instance_on_failure = true

  instance_metadata_options {
    http_tokens                 = lookup(local.settings, "http_tokens", "optional")
    http_put_response_hop_limit = 2
  }

  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}
