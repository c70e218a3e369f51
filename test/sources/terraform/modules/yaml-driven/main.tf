locals {
  config = yamldecode(file("${path.module}/images.yaml"))
  images = { for image in local.config.images : image.name => image }
}

resource "aws_imagebuilder_infrastructure_configuration" "image" {
  for_each                      = local.images
  name                          = each.key
  instance_profile_name         = each.value.profile
  instance_types                = try(each.value.types, ["t2"])
  terminate_instance_on_failure = try(each.value.terminate, false)
  instance_metadata_options {
    http_tokens                 = try(each.value.tokens, "optional")
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = coalesce(try(each.value.bucket, null), local.config.bucket)
    }
  }
}
