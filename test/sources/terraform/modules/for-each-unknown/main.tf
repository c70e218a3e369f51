data "aws_regions" "all" {}

resource "aws_imagebuilder_infrastructure_configuration" "regional" {
  for_each                      = toset(data.aws_regions.all.names)
  name                          = "regional-${each.value}"
  instance_profile_name         = "image-builder"
  instance_types                = ["t3.large"]
  terminate_instance_on_failure = false
  sns_topic_arn                 = aws_sns_topic.builds[each.key].arn

  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}
