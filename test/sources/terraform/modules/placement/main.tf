variable "host_group" {
  type    = string
  default = null
}

resource "aws_imagebuilder_infrastructure_configuration" "mac" {
  name                          = "mac"
  instance_profile_name         = "image-builder"
  instance_types                = ["mac2.metal"]
  terminate_instance_on_failure = true
  placement {
    tenancy                 = var.host_group == null ? "dedicated" : "host"
    host_resource_group_arn = var.host_group
  }
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}
