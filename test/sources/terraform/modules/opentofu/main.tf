resource "aws_imagebuilder_infrastructure_configuration" "main" {
  name                  = "old"
  instance_profile_name = "image-builder"
}
