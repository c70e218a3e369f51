variable "name" {}
variable "infrastructure" {}

resource "aws_imagebuilder_image_pipeline" "this" {
  name                             = var.name
  container_recipe_arn             = "arn:aws:imagebuilder:eu-west-1:123456789012:container-recipe/${var.name}/1.0.0"
  infrastructure_configuration_arn = var.infrastructure
}
