resource "aws_imagebuilder_infrastructure_configuration" "main" {
  key_pair                      = null
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}
