# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_docdb_subnet_group" "documents" {
  name        = "documents"
  description = "documents"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_neptune_subnet_group" "graph" {
  name       = "graph"
  subnet_ids = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_service_discovery_private_dns_namespace" "names" {
  name        = "shop.local"
  vpc         = "vpc-0a1b2c3d4e5f60718"
  description = "of the shop"
}

resource "aws_service_discovery_http_namespace" "calls" {
  name = "calls"

  tags = {
    team = "shop"
  }
}

resource "aws_service_discovery_service" "web" {
  name = "web"

  dns_config {
    namespace_id   = aws_service_discovery_private_dns_namespace.names.id
    routing_policy = "MULTIVALUE"

    dns_records {
      ttl  = 10
      type = "A"
    }
  }

  health_check_custom_config {
    failure_threshold = 1
  }
}

resource "aws_service_discovery_instance" "one" {
  service_id  = aws_service_discovery_service.web.id
  instance_id = "one"

  attributes = {
    AWS_INSTANCE_IPV4 = "10.0.0.1"
  }
}

resource "aws_codestarnotifications_notification_rule" "told" {
  name           = "told"
  detail_type    = "FULL"
  resource       = "arn:aws:codepipeline:eu-west-1:111122223333:shop"
  event_type_ids = ["codepipeline-pipeline-pipeline-execution-failed"]

  target {
    address = "arn:aws:sns:eu-west-1:111122223333:told"
  }
}

resource "aws_cloudwatch_event_connection" "partner" {
  name               = "partner"
  authorization_type = "API_KEY"

  auth_parameters {
    api_key {
      key   = "x-key"
      value = "key-value-of-the-partner"
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "hook" {
  name                             = "hook"
  connection_arn                   = aws_cloudwatch_event_connection.partner.arn
  http_method                      = "POST"
  invocation_endpoint              = "https://example.com/hook"
  invocation_rate_limit_per_second = 10
}

resource "aws_cloudwatch_event_endpoint" "everywhere" {
  name     = "everywhere"
  role_arn = "arn:aws:iam::111122223333:role/endpoint"

  event_bus {
    event_bus_arn = "arn:aws:events:eu-west-1:111122223333:event-bus/a"
  }

  event_bus {
    event_bus_arn = "arn:aws:events:us-east-1:111122223333:event-bus/a"
  }

  replication_config {
    state = "DISABLED"
  }

  routing_config {
    failover_config {
      primary {
        health_check = "arn:aws:route53:::healthcheck/1"
      }

      secondary {
        route = "us-east-1"
      }
    }
  }
}

resource "aws_wafv2_ip_set" "allowed" {
  name               = "allowed"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["192.0.2.0/24"]
}

resource "aws_wafv2_regex_pattern_set" "patterns" {
  name  = "patterns"
  scope = "REGIONAL"

  regular_expression {
    regex_string = "one"
  }

  regular_expression {
    regex_string = "two"
  }
}

resource "aws_wafv2_rule_group" "group" {
  name     = "group"
  scope    = "REGIONAL"
  capacity = 10

  rule {
    name     = "near"
    priority = 1

    action {
      block {}
    }

    statement {
      and_statement {
        statement {
          geo_match_statement {
            country_codes = ["IE"]
          }
        }

        statement {
          not_statement {
            statement {
              ip_set_reference_statement {
                arn = aws_wafv2_ip_set.allowed.arn
              }
            }
          }
        }
      }
    }

    visibility_config {
      sampled_requests_enabled   = false
      cloudwatch_metrics_enabled = false
      metric_name                = "near"
    }
  }

  visibility_config {
    sampled_requests_enabled   = false
    cloudwatch_metrics_enabled = false
    metric_name                = "group"
  }
}

resource "aws_kms_replica_key" "far" {
  description             = "far"
  primary_key_arn         = "arn:aws:kms:us-east-1:111122223333:key/mrk-1"
  deletion_window_in_days = 7
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_s3_access_point" "closed" {
  name   = "closed"
  bucket = "shop"

  vpc_configuration {
    vpc_id = "vpc-0a1b2c3d4e5f60718"
  }

  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
}

resource "aws_s3control_multi_region_access_point" "many" {
  details {
    name = "many"

    public_access_block {
      block_public_acls       = true
      block_public_policy     = true
      ignore_public_acls      = true
      restrict_public_buckets = true
    }

    region {
      bucket = "shop"
    }

    region {
      bucket = "shop-far"
    }
  }
}

resource "aws_s3_directory_bucket" "quick" {
  bucket          = "quick--euw1-az1--x-s3"
  data_redundancy = "SingleAvailabilityZone"

  location {
    name = "euw1-az1"
  }
}

resource "aws_s3_bucket" "kept" {
  bucket = "kept"
}

resource "aws_s3_bucket_analytics_configuration" "all" {
  bucket = aws_s3_bucket.kept.id
  name   = "all"

  storage_class_analysis {
    data_export {
      destination {
        s3_bucket_destination {
          bucket_arn = "arn:aws:s3:::reports"
        }
      }
    }
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "all" {
  bucket = aws_s3_bucket.kept.id
  name   = "all"

  tiering {
    access_tier = "ARCHIVE_ACCESS"
    days        = 125
  }
}

resource "aws_s3_bucket_inventory" "all" {
  bucket                   = aws_s3_bucket.kept.id
  name                     = "all"
  included_object_versions = "All"

  schedule {
    frequency = "Daily"
  }

  destination {
    bucket {
      format     = "ORC"
      bucket_arn = "arn:aws:s3:::reports"
    }
  }
}

resource "aws_s3_bucket_metric" "docs" {
  bucket = aws_s3_bucket.kept.id
  name   = "docs"

  filter {
    prefix = "docs/"
  }
}

resource "aws_cloudwatch_log_stream" "lines" {
  name           = "lines"
  log_group_name = "web"
}

resource "aws_cloudwatch_log_subscription_filter" "away" {
  name            = "away"
  log_group_name  = "web"
  filter_pattern  = ""
  destination_arn = "arn:aws:lambda:eu-west-1:111122223333:function:away"
}

resource "aws_cloudwatch_log_destination" "collected" {
  name       = "collected"
  role_arn   = "arn:aws:iam::111122223333:role/collect"
  target_arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/logs"
}

resource "aws_cloudwatch_log_destination_policy" "collected" {
  destination_name = aws_cloudwatch_log_destination.collected.name
  access_policy    = "{\"Statement\": []}"
}

resource "aws_cloudwatch_query_definition" "asked" {
  name            = "asked"
  log_group_names = ["web"]
  query_string    = "fields @message"
}

resource "aws_cloudwatch_metric_stream" "streams" {
  name          = "streams"
  role_arn      = "arn:aws:iam::111122223333:role/stream"
  firehose_arn  = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/m"
  output_format = "json"

  include_filter {
    namespace = "AWS/ECS"
  }
}

resource "aws_ssm_association" "patch" {
  name                = "AWS-RunPatchBaseline"
  association_name    = "patch"
  schedule_expression = "rate(1 day)"

  parameters = {
    Operation = "Scan"
  }

  targets {
    key    = "tag:patch"
    values = ["daily"]
  }

  output_location {
    s3_bucket_name = "patches"
    s3_key_prefix  = "all"
  }
}

resource "aws_ssm_maintenance_window" "window" {
  name                       = "window"
  schedule                   = "rate(7 days)"
  duration                   = 3
  cutoff                     = 1
  allow_unassociated_targets = false
}

resource "aws_ssm_patch_baseline" "baseline" {
  name             = "baseline"
  operating_system = "AMAZON_LINUX_2023"

  approval_rule {
    approve_after_days = 7
    compliance_level   = "HIGH"

    patch_filter {
      key    = "CLASSIFICATION"
      values = ["Security"]
    }
  }
}

resource "aws_ssm_default_patch_baseline" "baseline" {
  baseline_id      = aws_ssm_patch_baseline.baseline.id
  operating_system = "AMAZON_LINUX_2023"
}

resource "aws_ssm_patch_group" "web" {
  baseline_id = aws_ssm_patch_baseline.baseline.id
  patch_group = "web"
}

resource "aws_guardduty_threatintelset" "threats" {
  detector_id = "d"
  name        = "threats"
  format      = "TXT"
  location    = "https://s3.amazonaws.com/lists/threats.txt"
  activate    = true
}

resource "aws_guardduty_publishing_destination" "findings" {
  detector_id     = "d"
  destination_arn = "arn:aws:s3:::findings"
  kms_key_arn     = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"
}

resource "aws_securityhub_finding_aggregator" "regions" {
  linking_mode      = "SPECIFIED_REGIONS"
  specified_regions = ["us-east-1"]
}

resource "aws_config_conformance_pack" "pack" {
  name            = "pack"
  template_s3_uri = "s3://packs/one.yaml"

  input_parameter {
    parameter_name  = "days"
    parameter_value = "90"
  }
}

resource "aws_codebuild_source_credential" "token" {
  auth_type   = "PERSONAL_ACCESS_TOKEN"
  server_type = "GITHUB"
  token       = "token-of-somebody"
}
