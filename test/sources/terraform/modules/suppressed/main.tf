# ibguard suppress no-key-pair until 2099-12-31: break-glass, SEC-1182
resource "aws_imagebuilder_infrastructure_configuration" "rescue" {
  name                          = "rescue"
  instance_profile_name         = "image-builder"
  key_pair                      = "rescue"
  terminate_instance_on_failure = false # ibguard suppress terminate-on-failure: kept for forensics
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  // ibguard suppress s3-logging-required: nobody reads these
}
