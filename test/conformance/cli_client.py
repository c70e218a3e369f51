"""Runs the commands of the AWS CLI it is asked for, unmodified, in one process: a line of JSON in, a line of JSON out."""
import contextlib
import io
import json
import os
import re
import sys

from awscli.clidriver import create_clidriver
from botocore import xform_name

url = sys.argv[1]
drivers = {}


def driver_for(request):
    os.environ["AWS_ACCESS_KEY_ID"] = request["key"]
    os.environ["AWS_SECRET_ACCESS_KEY"] = "any"
    os.environ.pop("AWS_SESSION_TOKEN", None)
    if request["token"]:
        os.environ["AWS_SESSION_TOKEN"] = request["token"]
    identity = (request["key"], request["token"])
    if identity not in drivers:
        drivers[identity] = create_clidriver()
    return drivers[identity]


def answer(request):
    command = [request["service"], xform_name(request["operation"], "-"), "--cli-input-json", json.dumps(request["input"])]
    options = ["--endpoint-url", url, "--region", request["region"], "--output", "json"]
    stdout, stderr = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        status = driver_for(request).main(command + options)
    if status == 0:
        output = json.loads(stdout.getvalue() or "{}")
        return {"pages": [output]} if request["paged"] else {"output": output}
    known = re.match(r"\s*An error occurred \((\w+)\) when calling the \w+ operation[^:]*: (.*)", stderr.getvalue(), re.S)
    # The CLI has no classes: the name in its message is all that a script can act on.
    name, message = known.groups() if known else ("", stderr.getvalue())
    return {"error": {"name": name, "modelled": bool(known), "message": message}}


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
