"""Makes the calls it is asked for with boto3, unmodified: a line of JSON in, a line of JSON out."""
import json
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

url = sys.argv[1]
config = Config(retries={"total_max_attempts": 1}, parameter_validation=False)
clients = {}


def client_for(request):
    service, region, key, token = (request[name] for name in ("service", "region", "key", "token"))
    identity = (service, region, key, token)
    if identity not in clients:
        clients[identity] = boto3.client(
            service,
            endpoint_url=url,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key="any",
            aws_session_token=token,
            config=config,
        )
    return clients[identity]


def answer(request):
    client = client_for(request)
    method = xform_name(request["operation"])
    try:
        if request["paged"]:
            return {"pages": list(client.get_paginator(method).paginate(**request["input"]))}
        output = getattr(client, method)(**request["input"])
        assert output.pop("ResponseMetadata")["RequestId"]
        return {"output": output}
    except ClientError as error:
        name = error.response["Error"]["Code"]
        assert error.response["ResponseMetadata"]["RequestId"]
        # Its own class is one of the client's, and not the general one.
        modelled = type(error) is getattr(client.exceptions, name, None) and type(error) is not ClientError
        return {"error": {"name": name, "modelled": modelled, "message": error.response["Error"]["Message"]}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line)), default=str), flush=True)
