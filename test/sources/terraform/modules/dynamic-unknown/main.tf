variable "log_buckets" {
  type = list(string)
}

resource "aws_imagebuilder_infrastructure_configuration" "this" {
  name                          = "dynamic"
  instance_profile_name         = "image-builder"
  terminate_instance_on_failure = true

  dynamic "logging" {
    for_each = var.log_buckets
    content {
      s3_logs {
        s3_bucket_name = logging.value
      }
    }
  }

  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}
