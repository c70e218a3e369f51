resource "aws_imagebuilder_component" "hello" {
  name     = "hello"
  platform = "Linux"
  version  = "1.0.0"
}
