provider "aws" {
  region = "eu-west-1"
  default_tags {
    tags = { Team = "platform" }
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "least" {
  name                  = "least"
  region                = "eu-central-1"
  instance_profile_name = aws_iam_instance_profile.this.id

  lifecycle {
    create_before_destroy = true
  }
}
