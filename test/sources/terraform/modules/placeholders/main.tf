resource "aws_imagebuilder_infrastructure_configuration" "template" {
  name                          = "template"
  instance_profile_name         = "REPLACE_ME"
  instance_types                = ["t3.large"]
  subnet_id                     = ""
  key_pair                      = ""
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "your-bucket-name"
    }
  }
}
