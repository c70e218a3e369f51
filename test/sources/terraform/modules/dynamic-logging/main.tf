variable "log_bucket" {
  type    = string
  default = ""
}

variable "metadata" {
  type    = any
  default = { tokens = "required", hops = 2 }
}

resource "aws_imagebuilder_infrastructure_configuration" "this" {
  name                          = "dynamic"
  instance_profile_name         = "image-builder"
  terminate_instance_on_failure = true

  dynamic "logging" {
    for_each = compact([var.log_bucket])
    content {
      s3_logs {
        s3_bucket_name = logging.value
        s3_key_prefix  = "image-builder"
      }
    }
  }

  dynamic "instance_metadata_options" {
    for_each = var.metadata[*]
    iterator = options
    content {
      http_tokens                 = try(options.value.tokens, "required")
      http_put_response_hop_limit = try(options.value.hops, null)
    }
  }
}
