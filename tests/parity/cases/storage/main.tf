# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_s3_bucket" "artifacts" {
  bucket              = "artifacts"
  object_lock_enabled = true

  tags = {
    team = "shop"
  }
}

resource "aws_s3_bucket_acl" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  acl    = "private"
}

resource "aws_s3_bucket_accelerate_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  status = "Suspended"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.artifacts.arn
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  cors_rule {
    id              = "web"
    allowed_headers = ["*"]
    allowed_methods = ["GET"]
    allowed_origins = ["https://example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 60
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    id     = "old"
    status = "Enabled"

    filter {
      prefix = "logs/"
    }

    expiration {
      days = 90
    }

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }

    noncurrent_version_expiration {
      noncurrent_days           = 30
      newer_noncurrent_versions = 2
    }

    transition {
      days          = 30
      storage_class = "GLACIER"
    }
  }

  rule {
    id     = "tagged"
    status = "Disabled"

    filter {
      tag {
        key   = "class"
        value = "scratch"
      }
    }

    expiration {
      days = 1
    }
  }
}

resource "aws_s3_bucket_logging" "artifacts" {
  bucket        = aws_s3_bucket.artifacts.id
  target_bucket = "access-logs"
  target_prefix = "artifacts/"
}

resource "aws_s3_bucket_notification" "artifacts" {
  bucket      = aws_s3_bucket.artifacts.id
  eventbridge = true

  queue {
    queue_arn     = aws_sqs_queue.jobs.arn
    events        = ["s3:ObjectCreated:Put", "s3:ObjectRemoved:*"]
    filter_prefix = "in/"
  }
}

resource "aws_s3_bucket_object_lock_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = 1
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

resource "aws_s3_bucket_public_access_block" "artifacts" {
  bucket                  = aws_s3_bucket.artifacts.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_replication_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  role   = "arn:aws:iam::111122223333:role/replicate"

  rule {
    id       = "all"
    status   = "Enabled"
    priority = 1

    filter {
      prefix = "keep/"
    }

    delete_marker_replication {
      status = "Disabled"
    }

    destination {
      bucket        = "arn:aws:s3:::artifacts-far"
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_s3_bucket_versioning" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_website_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  index_document {
    suffix = "index.html"
  }

  error_document {
    key = "error.html"
  }

  routing_rule {
    condition {
      key_prefix_equals = "old/"
    }

    redirect {
      replace_key_prefix_with = "new/"
    }
  }
}

data "aws_iam_policy_document" "tls" {
  statement {
    sid       = "tls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["arn:aws:s3:::artifacts/*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }
}

resource "aws_s3_bucket_policy" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id
  policy = data.aws_iam_policy_document.tls.json
}

resource "aws_kms_key" "artifacts" {
  description              = "artifacts"
  enable_key_rotation      = true
  rotation_period_in_days  = 180
  customer_master_key_spec = "SYMMETRIC_DEFAULT"
  key_usage                = "ENCRYPT_DECRYPT"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
  })

  tags = {
    team = "shop"
  }
}

resource "aws_kms_alias" "artifacts" {
  name          = "alias/artifacts"
  target_key_id = aws_kms_key.artifacts.key_id
}

resource "aws_sns_topic" "told" {
  name                          = "told"
  display_name                  = "Told"
  kms_master_key_id             = "alias/artifacts"
  signature_version             = 2
  tracing_config                = "Active"
  sqs_failure_feedback_role_arn = "arn:aws:iam::111122223333:role/feedback"

  tags = {
    team = "shop"
  }
}

resource "aws_sns_topic_policy" "told" {
  arn = aws_sns_topic.told.arn
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "events.amazonaws.com" }, Action = "sns:Publish", Resource = "arn:aws:sns:eu-west-1:111122223333:told" }]
  })
}

resource "aws_sns_topic_subscription" "jobs" {
  topic_arn            = aws_sns_topic.told.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.jobs.arn
  raw_message_delivery = true
  filter_policy        = jsonencode({ kind = ["order"] })
  filter_policy_scope  = "MessageBody"
}

resource "aws_sqs_queue" "jobs" {
  name                              = "jobs"
  kms_master_key_id                 = "alias/artifacts"
  kms_data_key_reuse_period_seconds = 300
  delay_seconds                     = 0
  max_message_size                  = 262144
  message_retention_seconds         = 345600
  receive_wait_time_seconds         = 20
  visibility_timeout_seconds        = 30
  sqs_managed_sse_enabled           = false

  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:eu-west-1:111122223333:dead"
    maxReceiveCount     = 3
  })

  tags = {
    team = "shop"
  }
}

resource "aws_sqs_queue_policy" "jobs" {
  queue_url = aws_sqs_queue.jobs.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "sns.amazonaws.com" }, Action = "sqs:SendMessage", Resource = "arn:aws:sqs:eu-west-1:111122223333:jobs" }]
  })
}

resource "aws_secretsmanager_secret" "database" {
  name        = "database"
  description = "the database"
  kms_key_id  = "alias/artifacts"

  tags = {
    team = "shop"
  }
}

resource "aws_secretsmanager_secret_rotation" "database" {
  secret_id           = aws_secretsmanager_secret.database.id
  rotation_lambda_arn = "arn:aws:lambda:eu-west-1:111122223333:function:rotate"

  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_ssm_parameter" "stage" {
  name        = "/shop/stage"
  type        = "String"
  value       = "production"
  description = "which"
  tier        = "Standard"
  data_type   = "text"
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/ecs/web"
  retention_in_days = 30
  log_group_class   = "STANDARD"
  kms_key_id        = aws_kms_key.artifacts.arn
}

resource "aws_cloudwatch_log_metric_filter" "errors" {
  name           = "errors"
  log_group_name = aws_cloudwatch_log_group.web.name
  pattern        = "{ $.level = \"error\" }"

  metric_transformation {
    name      = "errors"
    namespace = "shop"
    value     = "1"

    dimensions = {
      service = "$.service"
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  alarm_name          = "errors"
  alarm_description   = "errors of the shop"
  actions_enabled     = true
  alarm_actions       = [aws_sns_topic.told.arn]
  metric_name         = "errors"
  namespace           = "shop"
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  threshold           = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  treat_missing_data  = "notBreaching"

  dimensions = {
    service = "web"
  }
}
