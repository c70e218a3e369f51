"""Fills a moto server, which nobody here wrote, with what builds need: each thing once as it should be."""
import json
import sys

import boto3

url = sys.argv[1]
policy = json.load(open(sys.argv[2]))


def client(service, region="eu-west-1"):
    keys = {"aws_access_key_id": "seed", "aws_secret_access_key": "seed"}
    return boto3.client(service, endpoint_url=url, region_name=region, **keys)


iam, ec2, s3, sns, kms = (client(name) for name in ("iam", "ec2", "s3", "sns", "kms"))
made = {}


def trust(service):
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


for name, service in (("Builder", "ec2.amazonaws.com"), ("Lambda", "lambda.amazonaws.com")):
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust(service))
    iam.create_instance_profile(InstanceProfileName=name)
    iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
iam.create_instance_profile(InstanceProfileName="Bare")

s3.create_bucket(Bucket="acme-logs", CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
far = {"LocationConstraint": "us-west-2"}
client("s3", "us-west-2").create_bucket(Bucket="acme-far", CreateBucketConfiguration=far)

made["key"] = kms.create_key()["KeyMetadata"]["KeyId"]
made["dying"] = kms.create_key()["KeyMetadata"]["KeyId"]
kms.schedule_key_deletion(KeyId=made["dying"], PendingWindowInDays=7)
for name, key in (("plain", None), ("sealed", made["key"]), ("dying", made["dying"]), ("managed", "alias/aws/sns")):
    sns.create_topic(Name=name, Attributes={"KmsMasterKeyId": key} if key else {})
sns.create_topic(Name="queue.fifo", Attributes={"FifoTopic": "true"})

made["default"] = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"][0]["VpcId"]
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
made["vpc"] = vpc


def subnet(block, zone):
    return ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=zone)["Subnet"]["SubnetId"]


made["private"], made["public"] = subnet("10.0.0.0/24", "eu-west-1a"), subnet("10.0.1.0/24", "eu-west-1b")
made["closed"] = subnet("10.0.2.0/24", "eu-west-1a")
ec2.modify_subnet_attribute(SubnetId=made["public"], MapPublicIpOnLaunch={"Value": True})
gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
address = ec2.allocate_address(Domain="vpc")["AllocationId"]
nat = ec2.create_nat_gateway(SubnetId=made["public"], AllocationId=address)["NatGateway"]["NatGatewayId"]
for target, where in (({"GatewayId": gateway}, "public"), ({"NatGatewayId": nat}, "private")):
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", **target)
    ec2.associate_route_table(RouteTableId=table, SubnetId=made[where])


def group(name):
    return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]


made["group"], made["mute"] = group("open"), group("mute")
everything = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
ec2.revoke_security_group_egress(GroupId=made["mute"], IpPermissions=everything)
for service in ("ssm", "ssmmessages"):
    ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName=f"com.amazonaws.eu-west-1.{service}",
        VpcEndpointType="Interface",
        SubnetIds=[made["closed"]],
        PrivateDnsEnabled=True,
    )
ec2.create_key_pair(KeyName="debug")
made["host"] = ec2.allocate_hosts(AvailabilityZone="eu-west-1a", InstanceType="m5.large", Quantity=1)["HostIds"][0]

iam.create_user(UserName="ibguard")
iam.put_user_policy(UserName="ibguard", PolicyName="deep", PolicyDocument=json.dumps(policy))
keys = iam.create_access_key(UserName="ibguard")["AccessKey"]
made["id"], made["secret"] = keys["AccessKeyId"], keys["SecretAccessKey"]
iam.create_user(UserName="nobody")
keys = iam.create_access_key(UserName="nobody")["AccessKey"]
made["nobodyId"], made["nobodySecret"] = keys["AccessKeyId"], keys["SecretAccessKey"]
print(json.dumps(made))
