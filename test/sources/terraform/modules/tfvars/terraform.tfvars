tokens = "required"
bucket = "acme-image-logs"
