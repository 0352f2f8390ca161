# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_config_configuration_recorder" "all" {
  name     = "default"
  role_arn = "arn:aws:iam::111122223333:role/config"

  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}

resource "aws_config_delivery_channel" "all" {
  name           = "default"
  s3_bucket_name = "config"
  s3_key_prefix  = "all"
  sns_topic_arn  = "arn:aws:sns:eu-west-1:111122223333:told"

  snapshot_delivery_properties {
    delivery_frequency = "Six_Hours"
  }

  depends_on = [aws_config_configuration_recorder.all]
}

resource "aws_config_configuration_recorder_status" "all" {
  name       = aws_config_configuration_recorder.all.name
  is_enabled = true
  depends_on = [aws_config_delivery_channel.all]
}

resource "aws_config_configuration_aggregator" "all" {
  name = "all"

  organization_aggregation_source {
    all_regions = true
    role_arn    = "arn:aws:iam::111122223333:role/aggregate"
  }

  tags = {
    team = "audit"
  }
}

resource "aws_config_config_rule" "ages" {
  name                        = "ages"
  description                 = "keys are young"
  maximum_execution_frequency = "TwentyFour_Hours"

  source {
    owner             = "AWS"
    source_identifier = "ACCESS_KEYS_ROTATED"
  }

  scope {
    compliance_resource_types = ["AWS::IAM::User"]
  }
}

resource "aws_guardduty_detector" "here" {
  enable                       = true
  finding_publishing_frequency = "SIX_HOURS"

  tags = {
    team = "audit"
  }
}

resource "aws_guardduty_detector_feature" "s3" {
  detector_id = aws_guardduty_detector.here.id
  name        = "S3_DATA_EVENTS"
  status      = "ENABLED"
}

resource "aws_guardduty_detector_feature" "runtime" {
  detector_id = aws_guardduty_detector.here.id
  name        = "RUNTIME_MONITORING"
  status      = "ENABLED"

  additional_configuration {
    name   = "ECS_FARGATE_AGENT_MANAGEMENT"
    status = "ENABLED"
  }
}

resource "aws_securityhub_account" "here" {
  control_finding_generator = "SECURITY_CONTROL"
}

resource "aws_securityhub_standards_subscription" "practices" {
  standards_arn = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"
  depends_on    = [aws_securityhub_account.here]
}

resource "aws_accessanalyzer_analyzer" "unused" {
  analyzer_name = "unused"
  type          = "ACCOUNT_UNUSED_ACCESS"

  configuration {
    unused_access {
      unused_access_age = 90
    }
  }

  tags = {
    team = "audit"
  }
}

resource "aws_macie2_account" "here" {
  finding_publishing_frequency = "SIX_HOURS"
  status                       = "ENABLED"
}

resource "aws_efs_file_system" "files" {
  encrypted        = true
  kms_key_id       = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"
  performance_mode = "generalPurpose"
  throughput_mode  = "elastic"

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }

  protection {
    replication_overwrite = "ENABLED"
  }

  tags = {
    Name = "files"
  }
}

resource "aws_efs_backup_policy" "files" {
  file_system_id = aws_efs_file_system.files.id

  backup_policy {
    status = "ENABLED"
  }
}

resource "aws_efs_file_system_policy" "files" {
  file_system_id = aws_efs_file_system.files.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = { AWS = "*" }, Action = "*", Condition = { Bool = { "aws:SecureTransport" = "false" } } }]
  })
}

resource "aws_efs_access_point" "web" {
  file_system_id = aws_efs_file_system.files.id

  posix_user {
    uid = 1000
    gid = 1000
  }

  root_directory {
    path = "/web"
  }

  tags = {
    team = "shop"
  }
}

resource "aws_efs_mount_target" "files" {
  file_system_id  = aws_efs_file_system.files.id
  subnet_id       = "subnet-0a1b2c3d4e5f60718"
  security_groups = ["sg-0a1b2c3d4e5f60718"]
  ip_address      = "10.0.1.10"
}

resource "aws_acm_certificate" "shop" {
  domain_name               = "example.com"
  subject_alternative_names = ["example.com", "www.example.com"]
  key_algorithm             = "EC_prime256v1"
  validation_method         = "DNS"

  options {
    certificate_transparency_logging_preference = "ENABLED"
  }

  tags = {
    team = "shop"
  }
}

resource "aws_wafv2_web_acl" "wall" {
  name        = "wall"
  scope       = "REGIONAL"
  description = "in front of the shop"

  default_action {
    allow {}
  }

  visibility_config {
    sampled_requests_enabled   = true
    cloudwatch_metrics_enabled = true
    metric_name                = "wall"
  }

  rule {
    name     = "known"
    priority = 0

    override_action {
      none {}
    }

    statement {
      managed_rule_group_statement {
        vendor_name = "AWS"
        name        = "AWSManagedRulesCommonRuleSet"

        rule_action_override {
          name = "NoUserAgent_HEADER"

          action_to_use {
            count {}
          }
        }
      }
    }

    visibility_config {
      sampled_requests_enabled   = true
      cloudwatch_metrics_enabled = true
      metric_name                = "known"
    }
  }

  rule {
    name     = "rate"
    priority = 1

    action {
      block {}
    }

    statement {
      rate_based_statement {
        limit              = 1000
        aggregate_key_type = "IP"
      }
    }

    visibility_config {
      sampled_requests_enabled   = true
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
    }
  }

  tags = {
    team = "shop"
  }
}

resource "aws_wafv2_web_acl_association" "shop" {
  web_acl_arn  = aws_wafv2_web_acl.wall.arn
  resource_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0123456789abcdef"
}

resource "aws_wafv2_web_acl_logging_configuration" "wall" {
  resource_arn            = aws_wafv2_web_acl.wall.arn
  log_destination_configs = ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-shop"]
}

resource "aws_networkfirewall_firewall" "out" {
  name                = "out"
  description         = "out"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.out.arn
  vpc_id              = "vpc-0a1b2c3d4e5f60718"
  delete_protection   = true

  subnet_mapping {
    subnet_id = "subnet-0a1b2c3d4e5f60718"
  }

  tags = {
    team = "net"
  }
}

resource "aws_networkfirewall_firewall_policy" "out" {
  name = "out"

  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:drop"]

    stateful_rule_group_reference {
      resource_arn = aws_networkfirewall_rule_group.names.arn
    }
  }
}

resource "aws_networkfirewall_rule_group" "names" {
  name     = "names"
  type     = "STATEFUL"
  capacity = 100

  rule_group {
    rules_source {
      rules_source_list {
        targets              = [".example.com"]
        target_types         = ["TLS_SNI"]
        generated_rules_type = "ALLOWLIST"
      }
    }
  }
}

resource "aws_networkfirewall_logging_configuration" "out" {
  firewall_arn = aws_networkfirewall_firewall.out.arn

  logging_configuration {
    log_destination_config {
      log_type             = "ALERT"
      log_destination_type = "CloudWatchLogs"

      log_destination = {
        logGroup = "firewall"
      }
    }
  }
}

resource "aws_backup_plan" "daily" {
  name = "daily"

  rule {
    rule_name         = "daily"
    target_vault_name = "kept"
    schedule          = "cron(0 5 ? * * *)"
    start_window      = 480
    completion_window = 10080

    lifecycle {
      delete_after = 35
    }
  }

  tags = {
    team = "ops"
  }
}

resource "aws_backup_selection" "tagged" {
  plan_id      = aws_backup_plan.daily.id
  name         = "tagged"
  iam_role_arn = "arn:aws:iam::111122223333:role/backup"

  selection_tag {
    type  = "STRINGEQUALS"
    key   = "backup"
    value = "daily"
  }
}

resource "aws_backup_vault" "kept" {
  name        = "kept"
  kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"
}

resource "aws_backup_vault_lock_configuration" "kept" {
  backup_vault_name  = aws_backup_vault.kept.name
  min_retention_days = 7
  max_retention_days = 365
}
