variable "name" {
  type        = string
  description = "(Required) Choose a name for the project"
}

variable "create_security_group" {
  type    = bool
  default = true
}

variable "security_group_ids" {
  type    = list(string)
  default = []
}

variable "subnet_id" {
  type = string
}

variable "instance_types" {
  type    = list(string)
  default = ["c5.large"]
}

variable "instance_key_pair" {
  type    = string
  default = null
}

variable "instance_metadata_http_tokens" {
  type    = string
  default = "optional"
  validation {
    condition     = contains(["optional", "required"], var.instance_metadata_http_tokens)
    error_message = "It is optional or required."
  }
}

variable "instance_metadata_http_put_hop_limit" {
  type    = number
  default = 1
}

variable "s3_bucket_name" {
  type = string
}

variable "terminate_on_failure" {
  type    = bool
  default = true
}

variable "tags" {
  type    = map(string)
  default = {}
}
