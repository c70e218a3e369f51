variable "infrastructure" {
  description = "All of it in one object, as generic modules have it."
  type = object({
    name           = string
    profile        = string
    instance_types = optional(list(string))
    subnet_id      = optional(string)
    groups         = optional(list(string), [])
    terminate      = optional(bool, true)
    metadata = optional(object({
      tokens = optional(string, "required")
      hops   = optional(number, 2)
    }), {})
    logs = optional(object({
      bucket = string
      prefix = optional(string)
    }))
  })
  default = {
    name      = "generic"
    profile   = "image-builder"
    subnet_id = "subnet-0a1b2c3d4e5f60718"
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "this" {
  name                          = var.infrastructure.name
  instance_profile_name         = var.infrastructure.profile
  instance_types                = var.infrastructure.instance_types
  subnet_id                     = var.infrastructure.subnet_id
  security_group_ids            = var.infrastructure.groups
  terminate_instance_on_failure = var.infrastructure.terminate

  instance_metadata_options {
    http_tokens                 = var.infrastructure.metadata.tokens
    http_put_response_hop_limit = var.infrastructure.metadata.hops
  }

  dynamic "logging" {
    for_each = var.infrastructure.logs != null ? [var.infrastructure.logs] : []
    content {
      s3_logs {
        s3_bucket_name = logging.value.bucket
        s3_key_prefix  = logging.value.prefix
      }
    }
  }
}
