variable "vpc" {
  type = object({
    subnet_ids = list(string)
    sg_ids     = optional(list(string))
  })
  default = {
    subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]
  }
}

resource "aws_imagebuilder_infrastructure_configuration" "zone" {
  count                         = length(var.vpc.subnet_ids)
  name                          = format("zone-%02d", count.index + 1)
  instance_profile_name         = "image-builder"
  subnet_id                     = element(var.vpc.subnet_ids, count.index)
  security_group_ids            = coalesce(var.vpc.sg_ids, [aws_security_group.build.id])
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
      s3_key_prefix  = "zone-${count.index}"
    }
  }
}
