resource "aws_iam_instance_profile" "iam_instance_profile" {
  name = "${var.name}-instance-profile"
  role = aws_iam_role.awsserviceroleforimagebuilder.name
}

resource "aws_imagebuilder_infrastructure_configuration" "imagebuilder_infrastructure_configuration" {
  description                   = "Infrastructure configuration for ${var.name}."
  instance_profile_name         = aws_iam_instance_profile.iam_instance_profile.name
  instance_types                = var.instance_types
  key_pair                      = var.instance_key_pair
  name                          = "${var.name}-infrastructure-configuration"
  security_group_ids            = var.create_security_group ? [aws_security_group.security_group[0].id] : var.security_group_ids
  subnet_id                     = var.subnet_id
  terminate_instance_on_failure = var.terminate_on_failure

  logging {
    s3_logs {
      s3_bucket_name = var.s3_bucket_name
      s3_key_prefix  = "logs"
    }
  }

  dynamic "instance_metadata_options" {
    for_each = var.instance_metadata_http_tokens == "" ? [] : [1]
    content {
      http_tokens                 = var.instance_metadata_http_tokens
      http_put_response_hop_limit = var.instance_metadata_http_put_hop_limit
    }
  }

  tags = var.tags
}

resource "aws_imagebuilder_image_pipeline" "imagebuilder_image_pipeline" {
  name                             = "${var.name}-image-pipeline"
  image_recipe_arn                 = aws_imagebuilder_image_recipe.imagebuilder_image_recipe.arn
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.imagebuilder_infrastructure_configuration.arn
}
