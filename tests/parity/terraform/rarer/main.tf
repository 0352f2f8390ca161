# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_cloudwatch_event_permission" "partner" {
  statement_id = "partner"
  principal    = "444455556666"
}

resource "aws_schemas_schema" "order" {
  registry_name = "shop"
  name          = "order"
  type          = "OpenApi3"
  content       = "{\"openapi\": \"3.0.0\"}"
}

resource "aws_schemas_discoverer" "all" {
  source_arn  = "arn:aws:events:eu-west-1:111122223333:event-bus/default"
  description = "all"
}

resource "aws_codebuild_fleet" "fleet" {
  name              = "fleet"
  base_capacity     = 1
  compute_type      = "BUILD_GENERAL1_SMALL"
  environment_type  = "LINUX_CONTAINER"
  overflow_behavior = "QUEUE"

  vpc_config {
    vpc_id             = "vpc-0a1b2c3d4e5f60718"
    subnets            = ["subnet-0a1b2c3d4e5f60718"]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }
}

resource "aws_codepipeline_custom_action_type" "jenkins" {
  category      = "Build"
  provider_name = "jenkins"
  version       = "1"

  input_artifact_details {
    minimum_count = 1
    maximum_count = 1
  }

  output_artifact_details {
    minimum_count = 0
    maximum_count = 1
  }

  configuration_property {
    name      = "job"
    key       = true
    required  = true
    secret    = false
    queryable = false
    type      = "String"
  }
}

resource "aws_cloudwatch_log_account_policy" "hide" {
  policy_name     = "hide"
  policy_type     = "DATA_PROTECTION_POLICY"
  policy_document = "{\"Name\": \"hide\"}"
}

resource "aws_cloudwatch_log_anomaly_detector" "anomalies" {
  detector_name        = "anomalies"
  evaluation_frequency = "TEN_MIN"
  enabled              = true
  log_group_arn_list   = ["arn:aws:logs:eu-west-1:111122223333:log-group:web"]
}

resource "aws_cloudwatch_log_delivery_source" "source" {
  name         = "source"
  log_type     = "APPLICATION_LOGS"
  resource_arn = "arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/k"
}

resource "aws_cloudwatch_log_delivery_destination" "destination" {
  name          = "destination"
  output_format = "json"

  delivery_destination_configuration {
    destination_resource_arn = "arn:aws:s3:::delivered"
  }
}

resource "aws_cloudwatch_log_delivery" "delivery" {
  delivery_source_name     = aws_cloudwatch_log_delivery_source.source.name
  delivery_destination_arn = aws_cloudwatch_log_delivery_destination.destination.arn
  record_fields            = ["a", "b"]

  s3_delivery_configuration = [{
    suffix_path                 = "/{yyyy}"
    enable_hive_compatible_path = null
  }]
}

resource "aws_service_discovery_public_dns_namespace" "public" {
  name = "example.com"
}

resource "aws_s3control_multi_region_access_point_policy" "many" {
  details {
    name = "many"
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "s3:GetObject", Resource = "*" }]
    })
  }
}

resource "aws_cloudwatch_dashboard" "board" {
  dashboard_name = "board"
  dashboard_body = "{\"widgets\": []}"
}

resource "aws_ssm_maintenance_window_target" "web" {
  window_id     = "mw-1"
  name          = "web"
  resource_type = "INSTANCE"

  targets {
    key    = "tag:web"
    values = ["true"]
  }
}

resource "aws_ssm_maintenance_window_task" "run" {
  window_id       = "mw-1"
  name            = "run"
  task_type       = "LAMBDA"
  task_arn        = "arn:aws:lambda:eu-west-1:111122223333:function:patch"
  priority        = 1
  max_concurrency = "2"
  max_errors      = "1"

  targets {
    key    = "WindowTargetIds"
    values = ["one"]
  }

  task_invocation_parameters {
    lambda_parameters {
      qualifier = "live"
    }
  }
}

resource "aws_ssm_resource_data_sync" "sync" {
  name = "sync"

  s3_destination {
    bucket_name = "inventory"
    region      = "eu-west-1"
    prefix      = "all"
    sync_format = "JsonSerDe"
  }
}

resource "aws_config_aggregate_authorization" "here" {
  account_id            = "111122223333"
  authorized_aws_region = "eu-west-1"
}

resource "aws_config_organization_managed_rule" "ages" {
  name            = "ages"
  rule_identifier = "ACCESS_KEYS_ROTATED"
  description     = "keys are young"
}

resource "aws_config_organization_conformance_pack" "packs" {
  name              = "packs"
  template_s3_uri   = "s3://packs/one.yaml"
  excluded_accounts = ["111122223333"]
}

resource "aws_guardduty_ipset" "trusted" {
  detector_id = "d"
  name        = "trusted"
  format      = "TXT"
  location    = "https://s3.amazonaws.com/lists/trusted.txt"
  activate    = true
}

resource "aws_guardduty_member" "member" {
  detector_id        = "d"
  account_id         = "444455556666"
  email              = "a@example.com"
  invite             = true
  invitation_message = "join us"
}

resource "aws_guardduty_malware_protection_plan" "uploads" {
  role = "arn:aws:iam::111122223333:role/scan"

  protected_resource {
    s3_bucket {
      bucket_name     = "uploads"
      object_prefixes = ["in/"]
    }
  }

  actions {
    tagging {
      status = "ENABLED"
    }
  }
}

resource "aws_securityhub_organization_configuration" "central" {
  auto_enable           = false
  auto_enable_standards = "NONE"

  organization_configuration {
    configuration_type = "CENTRAL"
  }
}

resource "aws_securityhub_product_subscription" "guardduty" {
  product_arn = "arn:aws:securityhub:eu-west-1::product/aws/guardduty"
}

resource "aws_organizations_organization" "all" {
  feature_set = "ALL"
}

resource "aws_organizations_organizational_unit" "unit" {
  name      = "unit"
  parent_id = "r-1"
}

resource "aws_organizations_account" "shop" {
  name      = "shop"
  email     = "shop@example.com"
  parent_id = aws_organizations_organizational_unit.unit.id
}

resource "aws_organizations_policy" "guard" {
  name = "guard"
  content = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Action = "organizations:LeaveOrganization", Resource = "*" }]
  })
}

resource "aws_organizations_policy_attachment" "unit" {
  policy_id = aws_organizations_policy.guard.id
  target_id = aws_organizations_organizational_unit.unit.id
}
