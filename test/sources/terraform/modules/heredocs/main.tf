locals {
  note = <<-EOT
    Built by ${var.team}.
    %{ if var.team == "platform" ~}
    Ask in #platform.
    %{ endif ~}
  EOT
  types = split("\n", chomp(<<EOT
m5.large
t3
EOT
  ))
}

variable "team" {
  default = "platform"
}

resource "aws_imagebuilder_infrastructure_configuration" "notes" {
  name                          = "notes"
  description                   = trimspace(local.note)
  instance_profile_name         = "image-builder"
  instance_types                = local.types
  terminate_instance_on_failure = true
  instance_metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
    }
  }
}
