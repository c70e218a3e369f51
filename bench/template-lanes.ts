/** Template number `at`: of each four, one breaks each of the three rules and one is clean. */
export function templateText(at: number): string {
  const broken = at % 4
  const logging =
    broken === 2 ? '' : '\n      Logging: { S3Logs: { S3BucketName: acme-image-logs, S3KeyPrefix: builds } }'
  return `AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Recipe: { Type: String }
Resources:
  Infra:
    Type: AWS::ImageBuilder::InfrastructureConfiguration
    Properties:
      Name: stack-${at}
      Description: Configuration number ${at}
      InstanceProfileName: EC2InstanceProfileForImageBuilder
      InstanceTypes: [m7i.large, m6i.large]
      SubnetId: subnet-0a1b2c3d4e5f60718
      SecurityGroupIds: [sg-0a1b2c3d4e5f60718]
      InstanceMetadataOptions:
        HttpTokens: ${broken === 0 ? 'optional' : 'required'}
        HttpPutResponseHopLimit: ${broken === 1 ? 1 : 2}${logging}
  Pipeline:
    Type: AWS::ImageBuilder::ImagePipeline
    Properties:
      Name: stack-${at}
      ContainerRecipeArn: !Ref Recipe
      InfrastructureConfigurationArn: !Ref Infra
`
}

/** The three rules for cfn-lint, which has none of them. */
export const cfnLintRules: string = `
from cfnlint.rules import CloudFormationLintRule, RuleMatch

TYPE = "AWS::ImageBuilder::InfrastructureConfiguration"

class ImageBuilderRule(CloudFormationLintRule):
    description = source_url = ""
    tags = []

    def match(self, cfn):
        for name, resource in cfn.get_resources([TYPE]).items():
            if not self.holds(resource.get("Properties", {})):
                yield RuleMatch(["Resources", name, "Properties"], self.shortdesc)

class Tokens(ImageBuilderRule):
    id = "E9101"
    shortdesc = "imdsv2-required"

    def holds(self, properties):
        return properties.get("InstanceMetadataOptions", {}).get("HttpTokens") == "required"

class HopLimit(ImageBuilderRule):
    id = "E9102"
    shortdesc = "container-hop-limit"

    def holds(self, properties):
        return properties.get("InstanceMetadataOptions", {}).get("HttpPutResponseHopLimit", 1) >= 2

class Logging(ImageBuilderRule):
    id = "E9103"
    shortdesc = "s3-logging-required"

    def holds(self, properties):
        return bool(properties.get("Logging", {}).get("S3Logs", {}).get("S3BucketName"))
`

/** The three rules for cfn-guard, of which registries have the library but not the command. */
export const guardProgram: string = `
import json, pathlib, sys
import yaml
from cfn_guard_rs import run_checks

class Loader(yaml.CSafeLoader):
    pass

# A date stays the text that it is, and a short function becomes its argument.
Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
Loader.add_multi_constructor("!", lambda loader, tag, node: {tag: loader.construct_scalar(node)})

rules = """
let infra = Resources.*[ Type == 'AWS::ImageBuilder::InfrastructureConfiguration' ]
rule imdsv2_required when %infra !empty { %infra.Properties.InstanceMetadataOptions.HttpTokens == "required" }
rule container_hop_limit when %infra !empty { %infra.Properties.InstanceMetadataOptions.HttpPutResponseHopLimit >= 2 }
rule s3_logging_required when %infra !empty { %infra.Properties.Logging.S3Logs.S3BucketName exists }
"""
findings = []
for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    report = run_checks(yaml.load(path.read_text(), Loader), rules)
    findings += [{"file": str(path), "ruleId": each.Rule.name} for each in report.not_compliant]
print(json.dumps({"findings": findings}))
`
