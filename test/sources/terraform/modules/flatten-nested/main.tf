locals {
  teams = {
    web = { images = ["nginx", "varnish"], tokens = "required" }
    db  = { images = ["postgres"], tokens = "optional" }
  }
  images = { for each in flatten([
    for team, settings in local.teams : [
      for image in settings.images : { team = team, image = image, tokens = settings.tokens }
    ]
  ]) : "${each.team}-${each.image}" => each }
}

resource "aws_imagebuilder_infrastructure_configuration" "image" {
  for_each                      = local.images
  name                          = each.key
  instance_profile_name         = "image-builder-${each.value.team}"
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = each.value.tokens
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
      s3_key_prefix  = join("/", [each.value.team, each.value.image])
    }
  }
}
