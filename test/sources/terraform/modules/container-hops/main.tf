resource "aws_imagebuilder_infrastructure_configuration" "docker" {
  name                          = "docker"
  instance_profile_name         = "image-builder"
  instance_types                = ["c5.large"]
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}

resource "aws_imagebuilder_container_recipe" "docker" {
  name = "docker"
}

resource "aws_imagebuilder_image" "docker" {
  container_recipe_arn             = aws_imagebuilder_container_recipe.docker.arn
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.docker.arn
}
