"""Drives the local Image Builder with boto3, unmodified; every error has to be the client's own modelled class."""
import sys
import uuid

import boto3
from botocore.config import Config

url = sys.argv[1]
region = "eu-west-1"
account = "123456789012"


def client(key="local", service="imagebuilder"):
    return boto3.client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key="any",
        config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
    )


ib = client()
checks = 0


def same(found, expected):
    global checks
    checks += 1
    assert found == expected, f"{found!r} is not {expected!r}"


def raises(name, call, /, **parameters):
    global checks
    checks += 1
    modelled = getattr(ib.exceptions, name)
    try:
        call(**parameters)
    except modelled as error:
        same(error.response["Error"]["Code"], name)
        assert error.response["Error"]["Message"] and error.response["ResponseMetadata"]["RequestId"]
        return
    raise AssertionError(f"{name} was not raised")


def arn_of(kind, name):
    return f"arn:aws:imagebuilder:{region}:{account}:{kind}/{name}"


created = ib.create_infrastructure_configuration(
    name="Boto Web", instanceProfileName="builder", tags={"team": "web"}, resourceTags={"a b": "c"}
)
arn = created["infrastructureConfigurationArn"]
same(arn, arn_of("infrastructure-configuration", "boto-web"))
ib.update_infrastructure_configuration(
    infrastructureConfigurationArn=arn,
    instanceProfileName="builder",
    subnetId="subnet-1",
    securityGroupIds=["sg-1"],
    logging={"s3Logs": {"s3BucketName": "logs", "s3KeyPrefix": "builds"}},
    instanceMetadataOptions={"httpTokens": "required", "httpPutResponseHopLimit": 2},
    placement={"tenancy": "host", "hostId": "h-1"},
)
live = ib.get_infrastructure_configuration(infrastructureConfigurationArn=arn)["infrastructureConfiguration"]
same(live["instanceMetadataOptions"], {"httpTokens": "required", "httpPutResponseHopLimit": 2})
same("resourceTags" in live, False)
same(live["tags"], {"team": "web"})

ib.tag_resource(resourceArn=arn, tags={"owner": "x/y", "cost": "1"})
ib.untag_resource(resourceArn=arn, tagKeys=["team", "cost"])
same(ib.list_tags_for_resource(resourceArn=arn)["tags"], {"owner": "x/y"})

image = ib.create_image_recipe(
    name="boto image", semanticVersion="1.0.0", parentImage="ami-1", components=[{"componentArn": arn_of("component", "a/1.0.0")}]
)["imageRecipeArn"]
container = ib.create_container_recipe(
    name="boto container",
    semanticVersion="1.0.0",
    containerType="DOCKER",
    parentImage="amazonlinux",
    targetRepository={"service": "ECR", "repositoryName": "web"},
    components=[{"componentArn": arn_of("component", "a/1.0.0")}],
)["containerRecipeArn"]
same(ib.get_image_recipe(imageRecipeArn=image)["imageRecipe"]["version"], "1.0.0")
same(ib.get_container_recipe(containerRecipeArn=container)["containerRecipe"]["containerType"], "DOCKER")
same(len(ib.list_image_recipes()["imageRecipeSummaryList"]), 1)
same(len(ib.list_container_recipes()["containerRecipeSummaryList"]), 1)
pipeline = ib.create_image_pipeline(name="boto", infrastructureConfigurationArn=arn, containerRecipeArn=container)["imagePipelineArn"]
same(ib.get_image_pipeline(imagePipelineArn=pipeline)["imagePipeline"]["containerRecipeArn"], container)
filters = [{"name": "infrastructureConfigurationArn", "values": [arn]}]
same(len(ib.list_image_pipelines(filters=filters)["imagePipelineList"]), 1)

for index in range(51):
    ib.create_infrastructure_configuration(name=f"page {index:02}", instanceProfileName="builder")
pages = list(ib.get_paginator("list_infrastructure_configurations").paginate())
sizes = [len(page["infrastructureConfigurationSummaryList"]) for page in pages]
same(set(sizes[:-1]), {25})
names = [item["name"] for page in pages for item in page["infrastructureConfigurationSummaryList"]]
same([name for name in names if name.startswith("page ")], [f"page {index:02}" for index in range(51)])

update = ib.update_infrastructure_configuration
target = {"infrastructureConfigurationArn": arn, "instanceProfileName": "builder"}
token = str(uuid.uuid4())
first = update(clientToken=token, **target)
same(update(clientToken=token, **target)["requestId"], first["requestId"])
raises("IdempotentParameterMismatchException", update, clientToken=token, keyPair="other", **target)
for bad in (
    {"description": "x" * 1025},
    {"resourceTags": {f"k{n}": "" for n in range(31)}},
    {"resourceTags": {}},
    {"instanceMetadataOptions": {"httpPutResponseHopLimit": 65}},
    {"instanceMetadataOptions": {"httpTokens": "maybe"}},
    {"clientToken": "x" * 65},
    {"subnetId": "subnet-1"},
):
    raises("InvalidRequestException", update, **target, **bad)
raises("InvalidRequestException", ib.list_infrastructure_configurations, maxResults=26)
raises("InvalidPaginationTokenException", ib.list_infrastructure_configurations, nextToken="x")
missing = arn_of("infrastructure-configuration", "none")
raises("ResourceNotFoundException", ib.get_infrastructure_configuration, infrastructureConfigurationArn=missing)
raises("ResourceNotFoundException", ib.tag_resource, resourceArn=missing, tags={"a": "b"})
raises("InvalidParameterException", ib.tag_resource, resourceArn=arn, tags={"aws:x": "b"})
raises("InvalidVersionNumberException", ib.create_image_recipe, name="web", semanticVersion="1.x.x", parentImage="ami-1")
raises("ResourceAlreadyExistsException", ib.create_infrastructure_configuration, name="boto_web", instanceProfileName="b")
raises("DryRunOperationException", ib.create_infrastructure_configuration, name="dry run", instanceProfileName="b", dryRun=True)
raises("ForbiddenException", client("210987654321").get_infrastructure_configuration, infrastructureConfigurationArn=arn)
raises("ResourceDependencyException", ib.delete_infrastructure_configuration, infrastructureConfigurationArn=arn)
# The server was told to raise these for the configurations of these names.
for name in (
    "ServiceException",
    "ServiceUnavailableException",
    "ClientException",
    "CallRateLimitExceededException",
    "TooManyRequestsException",
    "ResourceInUseException",
    "InvalidParameterValueException",
    "ServiceQuotaExceededException",
):
    faulty = {**target, "infrastructureConfigurationArn": arn_of("infrastructure-configuration", name.lower())}
    raises(name, update, **faulty)

ib.delete_image_pipeline(imagePipelineArn=pipeline)
ib.delete_infrastructure_configuration(infrastructureConfigurationArn=arn)

sts = client(service="sts")
same(sts.get_caller_identity()["Account"], account)
role = sts.assume_role(RoleArn="arn:aws:iam::210987654321:role/ci", RoleSessionName="run")["Credentials"]
same(client(role["AccessKeyId"], "sts").get_caller_identity()["Account"], "210987654321")
print(f"boto3 {boto3.__version__}: {checks} checks")
