module "linux" {
  source      = "./modules/infra"
  name        = "linux"
  http_tokens = "required"
  log_bucket  = aws_s3_bucket.logs.id
}

module "legacy" {
  source      = "./modules/infra"
  name        = "legacy"
  http_tokens = local.legacy_tokens
  log_bucket  = aws_s3_bucket.logs.id
  tags        = { Legacy = "true" }
}

locals {
  legacy_tokens = "optional"
}

module "pipeline" {
  for_each       = { linux = module.linux.arn, legacy = module.legacy.arn }
  source         = "./modules/pipeline"
  name           = each.key
  infrastructure = each.value
}
