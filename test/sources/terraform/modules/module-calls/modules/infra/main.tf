variable "name" {}
variable "http_tokens" {
  type    = string
  default = "required"
}
variable "log_bucket" {
  type = string
}
variable "tags" {
  type    = map(string)
  default = {}
}

resource "aws_imagebuilder_infrastructure_configuration" "this" {
  name                          = var.name
  instance_profile_name         = "image-builder"
  terminate_instance_on_failure = true
  resource_tags                 = merge({ Name = var.name }, var.tags)

  instance_metadata_options {
    http_tokens = var.http_tokens
  }

  logging {
    s3_logs {
      s3_bucket_name = var.log_bucket
      s3_key_prefix  = var.name
    }
  }
}

output "arn" {
  value = aws_imagebuilder_infrastructure_configuration.this.arn
}
