variable "images" {
  type = map(object({
    types  = optional(list(string), ["m5.large"])
    tokens = optional(string, "required")
    hops   = optional(number, 2)
  }))
  default = {
    linux   = {}
    windows = { types = ["m5.xlarge"], tokens = "optional" }
    docker  = { hops = 1 }
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "image" {
  for_each = var.images

  name                          = each.key
  instance_profile_name         = aws_iam_instance_profile.builder.name
  instance_types                = each.value.types
  terminate_instance_on_failure = true

  instance_metadata_options {
    http_tokens                 = each.value.tokens
    http_put_response_hop_limit = each.value.hops
  }

  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
      s3_key_prefix  = each.key
    }
  }
}

resource "aws_imagebuilder_image_pipeline" "image" {
  for_each                         = var.images
  name                             = each.key
  container_recipe_arn             = aws_imagebuilder_container_recipe.image[each.key].arn
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.image[each.key].arn
}
