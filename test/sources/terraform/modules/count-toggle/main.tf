locals {
  enabled = var.enabled ? 1 : 0
  labels  = { Team = "platform", Env = terraform.workspace }
}

variable "enabled" {
  type    = bool
  default = true
}

resource "aws_imagebuilder_infrastructure_configuration" "this" {
  count = local.enabled

  name                          = "golden-${count.index}"
  instance_profile_name         = "EC2InstanceProfileForImageBuilder"
  instance_types                = ["t3.medium"]
  terminate_instance_on_failure = true
  resource_tags                 = local.labels

  instance_metadata_options {
    http_tokens = "required"
  }
}

resource "aws_imagebuilder_image_pipeline" "this" {
  count                            = local.enabled
  name                             = "golden"
  image_recipe_arn                 = aws_imagebuilder_image_recipe.this[0].arn
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.this[0].arn
}
