locals {
  env = terraform.workspace
  sizes = {
    default = ["t3.medium"]
    prod    = ["m5.large", "m5.large"]
  }
  tokens = {
    dev  = "optional"
    prod = "required"
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "ws" {
  name                          = "ws-${local.env}"
  instance_profile_name         = "image-builder"
  instance_types                = lookup(local.sizes, local.env, local.sizes["default"])
  terminate_instance_on_failure = local.env != "dev"
  key_pair                      = local.env == "dev" ? "debug" : null

  instance_metadata_options {
    http_tokens                 = local.tokens[terraform.workspace]
    http_put_response_hop_limit = 2
  }

  logging {
    s3_logs {
      s3_bucket_name = "acme-${local.env}-image-logs"
    }
  }
}
