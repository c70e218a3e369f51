/** How many folders of so many files each. */
export const modules = 50
const filesOfModule = 20
export const files: number = modules * filesOfModule

/** The files of module number `at`: one configuration, whose values come through variables; the rest is what modules have. */
export function moduleFiles(at: number): [name: string, text: string][] {
  const broken = at % 4
  const logging =
    broken === 2
      ? ''
      : `
  logging {
    s3_logs {
      s3_bucket_name = "acme-image-logs"
      s3_key_prefix  = var.name
    }
  }
`
  const main = `resource "aws_imagebuilder_infrastructure_configuration" "this" {
  name                          = var.name
  description                   = "Configuration number ${at}"
  instance_profile_name         = "EC2InstanceProfileForImageBuilder"
  instance_types                = ["m7i.large", "m6i.large"]
  subnet_id                     = "subnet-0a1b2c3d4e5f60718"
  security_group_ids            = ["sg-0a1b2c3d4e5f60718"]
  terminate_instance_on_failure = true

  instance_metadata_options {
    http_tokens                 = "${broken === 0 ? 'optional' : 'required'}"
    http_put_response_hop_limit = ${broken === 1 ? 1 : 2}
  }
${logging}}

resource "aws_imagebuilder_image_pipeline" "this" {
  name                             = var.name
  container_recipe_arn             = var.recipe
  infrastructure_configuration_arn = aws_imagebuilder_infrastructure_configuration.this.arn
}
`
  const variables = `variable "name" {
  type    = string
  default = "module-${at}"
}

variable "recipe" {
  type    = string
  default = "arn:aws:imagebuilder:eu-west-1:123456789012:container-recipe/module-${at}/1.0.0"
}
`
  const rest = Array.from({ length: filesOfModule - 2 }, (_, file): [string, string] => [
    `part-${file}.tf`,
    otherText(file),
  ])
  return [['main.tf', main], ['variables.tf', variables], ...rest]
}

function otherText(file: number): string {
  return `locals {
  part_${file} = {
    for key, value in { a = "x-${file}", b = "y-${file}" } : key => upper(value)
  }
}

resource "aws_iam_role" "part_${file}" {
  name               = "part-${file}-\${var.name}"
  description        = join(", ", values(local.part_${file}))
  assume_role_policy = data.aws_iam_policy_document.part_${file}.json
}

data "aws_iam_policy_document" "part_${file}" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

output "part_${file}" {
  description = "The role of part ${file}."
  value       = aws_iam_role.part_${file}.arn
}
`
}

/** The three rules for checkov, which has none of them. */
export const checkovChecks: string = `
from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck

def first(value):
    return value[0] if isinstance(value, list) and value else value if isinstance(value, dict) else {}

class ImageBuilderCheck(BaseResourceCheck):
    def __init__(self, name, id):
        types = ["aws_imagebuilder_infrastructure_configuration"]
        super().__init__(name=name, id=id, categories=[CheckCategories.GENERAL_SECURITY], supported_resources=types)

    def scan_resource_conf(self, conf):
        return CheckResult.PASSED if self.holds(conf) else CheckResult.FAILED

class Tokens(ImageBuilderCheck):
    def holds(self, conf):
        return first(conf.get("instance_metadata_options")).get("http_tokens") == ["required"]

class HopLimit(ImageBuilderCheck):
    def holds(self, conf):
        limit = first(conf.get("instance_metadata_options")).get("http_put_response_hop_limit", [1])[0]
        return isinstance(limit, int) and limit >= 2

class Logging(ImageBuilderCheck):
    def holds(self, conf):
        return bool(first(first(conf.get("logging")).get("s3_logs")).get("s3_bucket_name"))

Tokens("imdsv2-required", "IBG_1")
HopLimit("container-hop-limit", "IBG_2")
Logging("s3-logging-required", "IBG_3")
`

/** tflint has rules in plugins alone; its own about the language, of which none finds anything here, are what it runs. */
export const tflintConfig: string = `
plugin "terraform" {
  enabled = true
  preset  = "recommended"
}
rule "terraform_required_version" { enabled = false }
rule "terraform_required_providers" { enabled = false }
`
