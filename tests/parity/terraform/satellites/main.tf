# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/: what says more of a resource that
# stands beside it, and other names of one type.
resource "aws_acm_certificate" "shop" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate_validation" "shop" {
  certificate_arn = aws_acm_certificate.shop.arn
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = ["subnet-0a1b2c3d4e5f60718"]

  launch_template {
    id      = "lt-0a1b2c3d4e5f60718"
    version = "1"
  }
}

resource "aws_autoscaling_traffic_source_attachment" "web" {
  autoscaling_group_name = aws_autoscaling_group.web.id

  traffic_source {
    identifier = aws_alb_target_group.web.arn
    type       = "elbv2"
  }
}

resource "aws_backup_vault" "kept" {
  name = "kept"
}

resource "aws_backup_vault_notifications" "kept" {
  backup_vault_name   = aws_backup_vault.kept.name
  sns_topic_arn       = aws_sns_topic.told.arn
  backup_vault_events = ["BACKUP_JOB_FAILED", "RESTORE_JOB_COMPLETED"]
}

resource "aws_backup_vault_policy" "kept" {
  backup_vault_name = aws_backup_vault.kept.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = ["backup:DeleteRecoveryPoint"], Resource = "*" }]
  })
}

resource "aws_cloudwatch_log_group" "web" {
  name = "web"
}

resource "aws_cloudwatch_log_data_protection_policy" "web" {
  log_group_name  = aws_cloudwatch_log_group.web.name
  policy_document = jsonencode({ Name = "hide", Version = "2021-06-01", Statement = [{ Sid = "audit", DataIdentifier = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"], Operation = { Deidentify = { MaskConfig = {} } } }] })
}

resource "aws_cloudwatch_log_index_policy" "web" {
  log_group_name  = aws_cloudwatch_log_group.web.name
  policy_document = jsonencode({ Fields = ["requestId"] })
}

resource "aws_cloudwatch_log_delivery_destination" "far" {
  name = "far"

  delivery_destination_configuration {
    destination_resource_arn = aws_cloudwatch_log_group.web.arn
  }
}

resource "aws_cloudwatch_log_delivery_destination_policy" "far" {
  delivery_destination_name = aws_cloudwatch_log_delivery_destination.far.name

  delivery_destination_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "444455556666" }, Action = "logs:CreateDelivery", Resource = "*" }]
  })
}

resource "aws_codeartifact_repository" "tools" {
  domain     = "shop"
  repository = "tools"

  upstream {
    repository_name = "npm"
  }
}

resource "aws_codeartifact_repository_permissions_policy" "tools" {
  domain     = "shop"
  repository = aws_codeartifact_repository.tools.repository

  policy_document = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "codeartifact:ReadFromRepository", Resource = "*" }]
  })
}

resource "aws_config_organization_custom_rule" "own" {
  name                        = "own"
  description                 = "a rule of our own"
  lambda_function_arn         = "arn:aws:lambda:eu-west-1:111122223333:function:rule"
  trigger_types               = ["ConfigurationItemChangeNotification", "ScheduledNotification"]
  maximum_execution_frequency = "TwentyFour_Hours"
  resource_types_scope        = ["AWS::EC2::Instance"]
  tag_key_scope               = "Team"
  tag_value_scope             = "web"
  excluded_accounts           = ["444455556666"]
  input_parameters            = "{\"days\": \"30\"}"
}

resource "aws_efs_file_system" "files" {
  encrypted = true
}

resource "aws_efs_replication_configuration" "files" {
  source_file_system_id = aws_efs_file_system.files.id

  destination {
    region     = "eu-central-1"
    kms_key_id = "arn:aws:kms:eu-central-1:111122223333:key/1a2b3c4d-0000-1111-2222-333344445555"
  }
}

resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policies_exclusive" "app" {
  role_name    = aws_iam_role.app.name
  policy_names = []
}

resource "aws_iam_role_policy_attachments_exclusive" "app" {
  role_name   = aws_iam_role.app.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}

resource "aws_iam_user" "robot" {
  name = "robot"
}

resource "aws_iam_user_policies_exclusive" "robot" {
  user_name    = aws_iam_user.robot.name
  policy_names = []
}

resource "aws_iam_user_policy_attachments_exclusive" "robot" {
  user_name   = aws_iam_user.robot.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}

resource "aws_iam_group" "staff" {
  name = "staff"
}

resource "aws_iam_group_policies_exclusive" "staff" {
  group_name   = aws_iam_group.staff.name
  policy_names = []
}

resource "aws_iam_group_policy_attachments_exclusive" "staff" {
  group_name  = aws_iam_group.staff.name
  policy_arns = ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
}

resource "aws_kms_key" "plain" {
  description = "plain"
}

resource "aws_kms_key_policy" "plain" {
  key_id = aws_kms_key.plain.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_kms_external_key" "brought" {
  description             = "brought along"
  deletion_window_in_days = 7
  multi_region            = true
}

resource "aws_kms_replica_external_key" "there" {
  description             = "brought along"
  primary_key_arn         = aws_kms_external_key.brought.arn
  deletion_window_in_days = 7
}

resource "aws_alb" "front" {
  name               = "front"
  load_balancer_type = "application"
  subnets            = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
}

resource "aws_alb_target_group" "web" {
  name     = "web"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_alb_target_group_attachment" "web" {
  target_group_arn = aws_alb_target_group.web.arn
  target_id        = "i-0a1b2c3d4e5f60718"
}

resource "aws_alb_listener" "https" {
  load_balancer_arn = aws_alb.front.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.shop.arn

  default_action {
    type             = "forward"
    target_group_arn = aws_alb_target_group.web.arn
  }
}

resource "aws_alb_listener_certificate" "more" {
  listener_arn    = aws_alb_listener.https.arn
  certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d-0000-1111-2222-333344445555"
}

resource "aws_alb_listener_rule" "images" {
  listener_arn = aws_alb_listener.https.arn
  priority     = 10

  action {
    type             = "forward"
    target_group_arn = aws_alb_target_group.web.arn
  }

  condition {
    path_pattern {
      values = ["/images/*"]
    }
  }
}

resource "aws_secretsmanager_secret" "token" {
  name = "token"
}

resource "aws_secretsmanager_secret_version" "token" {
  secret_id     = aws_secretsmanager_secret.token.id
  secret_string = "one secret of this test"
}

resource "aws_sns_topic" "told" {
  name = "told"
}

resource "aws_sns_topic_data_protection_policy" "told" {
  arn    = aws_sns_topic.told.arn
  policy = jsonencode({ Name = "hide", Version = "2021-06-01", Statement = [{ Sid = "hide", DataDirection = "Inbound", Principal = ["*"], DataIdentifier = ["arn:aws:dataprotection::aws:data-identifier/EmailAddress"], Operation = { Deny = {} } }] })
}

resource "aws_sqs_queue" "jobs" {
  name = "jobs"
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

resource "aws_sqs_queue_redrive_policy" "jobs" {
  queue_url      = aws_sqs_queue.jobs.id
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  queue_url            = aws_sqs_queue.dead.url
  redrive_allow_policy = jsonencode({ redrivePermission = "byQueue", sourceQueueArns = [aws_sqs_queue.jobs.arn] })
}

resource "aws_s3_bucket" "data" {
  bucket = "data-of-shop"
}

resource "aws_s3_bucket_abac" "data" {
  bucket = aws_s3_bucket.data.bucket

  abac_status {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_metadata_configuration" "data" {
  bucket = aws_s3_bucket.data.bucket

  metadata_configuration {
    inventory_table_configuration {
      configuration_state = "ENABLED"
    }

    journal_table_configuration {
      record_expiration {
        days       = 7
        expiration = "ENABLED"
      }

      encryption_configuration {
        sse_algorithm = "AES256"
      }
    }
  }
}

resource "aws_s3_bucket_request_payment_configuration" "data" {
  bucket = aws_s3_bucket.data.id
  payer  = "Requester"
}

resource "aws_s3_access_point" "one" {
  bucket = aws_s3_bucket.data.id
  name   = "one"
}

resource "aws_s3control_access_point_policy" "one" {
  access_point_arn = aws_s3_access_point.one.arn

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/app" }, Action = "s3:GetObject", Resource = "*" }]
  })
}

resource "aws_wafv2_web_acl" "front" {
  name  = "front"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "front"
    sampled_requests_enabled   = true
  }
}

resource "aws_wafv2_web_acl_rule_group_association" "front" {
  rule_name   = "common"
  priority    = 1
  web_acl_arn = aws_wafv2_web_acl.front.arn

  managed_rule_group {
    name        = "AWSManagedRulesCommonRuleSet"
    vendor_name = "AWS"
  }
}
