instance_types = ["t3.large", "m5"]
tokens         = "optional"
