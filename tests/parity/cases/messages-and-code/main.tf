# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_cloudwatch_event_bus" "orders" {
  name               = "orders"
  description        = "orders"
  kms_key_identifier = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"

  dead_letter_config {
    arn = "arn:aws:sqs:eu-west-1:111122223333:dead"
  }

  tags = {
    team = "shop"
  }
}

data "aws_iam_policy_document" "bus" {
  statement {
    sid       = "partner"
    actions   = ["events:PutEvents"]
    resources = ["arn:aws:events:eu-west-1:111122223333:event-bus/orders"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::444455556666:root"]
    }
  }
}

resource "aws_cloudwatch_event_bus_policy" "orders" {
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  policy         = data.aws_iam_policy_document.bus.json
}

resource "aws_cloudwatch_event_rule" "on_bus" {
  name           = "on-bus"
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  event_pattern  = jsonencode({ source = ["shop"] })
}

resource "aws_cloudwatch_event_target" "jobs" {
  rule           = aws_cloudwatch_event_rule.on_bus.name
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  target_id      = "jobs"
  arn            = "arn:aws:sqs:eu-west-1:111122223333:jobs"

  sqs_target {
    message_group_id = "one"
  }
}

resource "aws_cloudwatch_event_archive" "orders" {
  name             = "orders"
  event_source_arn = aws_cloudwatch_event_bus.orders.arn
  retention_days   = 30
  event_pattern    = jsonencode({ source = ["shop"] })
}

resource "aws_schemas_registry" "shop" {
  name = "shop"
}

resource "aws_schemas_registry_policy" "shop" {
  registry_name = "shop"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "444455556666" }, Action = "schemas:DescribeSchema", Resource = "*" }]
  })
}

resource "aws_pipes_pipe" "jobs" {
  name     = "jobs"
  role_arn = "arn:aws:iam::111122223333:role/pipe"
  source   = "arn:aws:sqs:eu-west-1:111122223333:jobs"
  target   = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop"

  source_parameters {
    sqs_queue_parameters {
      batch_size = 10
    }
  }

  target_parameters {
    ecs_task_parameters {
      task_definition_arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/job"
      task_count          = 1
      launch_type         = "FARGATE"

      network_configuration {
        aws_vpc_configuration {
          subnets          = ["subnet-0a1b2c3d4e5f60718"]
          assign_public_ip = "DISABLED"
        }
      }
    }
  }

  tags = {
    team = "shop"
  }
}

resource "aws_scheduler_schedule_group" "nightly" {
  name = "nightly"

  tags = {
    team = "shop"
  }
}

resource "aws_scheduler_schedule" "clean" {
  name                         = "clean"
  group_name                   = aws_scheduler_schedule_group.nightly.name
  schedule_expression          = "cron(0 3 * * ? *)"
  schedule_expression_timezone = "Europe/Dublin"
  kms_key_arn                  = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:sqs:eu-west-1:111122223333:jobs"
    role_arn = "arn:aws:iam::111122223333:role/schedule"
    input    = "{\"stage\": \"production\"}"

    retry_policy {
      maximum_event_age_in_seconds = 3600
      maximum_retry_attempts       = 3
    }

    dead_letter_config {
      arn = "arn:aws:sqs:eu-west-1:111122223333:dead"
    }
  }
}

resource "aws_codecommit_repository" "web" {
  repository_name = "web"
  description     = "the shop"
  kms_key_id      = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"

  tags = {
    team = "shop"
  }
}

resource "aws_codecommit_trigger" "web" {
  repository_name = aws_codecommit_repository.web.repository_name

  trigger {
    name            = "told"
    destination_arn = "arn:aws:sns:eu-west-1:111122223333:told"
    branches        = ["main"]
    events          = ["all"]
  }
}

resource "aws_codestarconnections_connection" "elsewhere" {
  name          = "github"
  provider_type = "GitHub"

  tags = {
    team = "shop"
  }
}

resource "aws_codeconnections_connection" "newer" {
  name          = "gitlab"
  provider_type = "GitLab"
}

resource "aws_codeartifact_domain" "shop" {
  domain = "shop"

  tags = {
    team = "shop"
  }
}

resource "aws_codeartifact_domain_permissions_policy" "shop" {
  domain = aws_codeartifact_domain.shop.domain
  policy_document = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:root" }, Action = "codeartifact:ReadFromRepository", Resource = "*" }]
  })
}

resource "aws_codeartifact_repository" "packages" {
  domain      = "shop"
  repository  = "packages"
  description = "ours"

  upstream {
    repository_name = "npm-store"
  }

  external_connections {
    external_connection_name = "public:npmjs"
  }
}

resource "aws_codebuild_report_group" "reports" {
  name = "reports"
  type = "TEST"

  export_config {
    type = "S3"

    s3_destination {
      bucket              = "reports"
      encryption_disabled = false
      packaging           = "ZIP"
    }
  }
}

resource "aws_codepipeline_webhook" "hook" {
  name            = "hook"
  authentication  = "IP"
  target_pipeline = "shop"
  target_action   = "Code"

  authentication_configuration {
    allowed_ip_range = "10.0.0.0/8"
  }

  filter {
    json_path    = "$.ref"
    match_equals = "refs/heads/{Branch}"
  }
}

resource "aws_codedeploy_deployment_config" "halves" {
  deployment_config_name = "halves"
  compute_platform       = "Server"

  minimum_healthy_hosts {
    type  = "FLEET_PERCENT"
    value = 50
  }
}

resource "aws_cloudwatch_log_resource_policy" "route53" {
  policy_name     = "route53"
  policy_document = "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"route53.amazonaws.com\"}, \"Action\": \"logs:PutLogEvents\", \"Resource\": \"*\"}]}"
}

resource "aws_ssm_document" "runbook" {
  name            = "runbook"
  document_type   = "Command"
  document_format = "JSON"
  target_type     = "/AWS::EC2::Instance"
  content = jsonencode({
    schemaVersion = "2.2"
    mainSteps     = [{ action = "aws:runShellScript", name = "run", inputs = { runCommand = ["uptime"] } }]
  })

  tags = {
    team = "shop"
  }
}

resource "aws_cloudwatch_composite_alarm" "both" {
  alarm_name      = "both"
  alarm_rule      = "ALARM(errors) AND ALARM(latency)"
  actions_enabled = true
  alarm_actions   = ["arn:aws:sns:eu-west-1:111122223333:told"]
}

resource "aws_cloudtrail_event_data_store" "lake" {
  name             = "lake"
  retention_period = 366
  billing_mode     = "EXTENDABLE_RETENTION_PRICING"
  kms_key_id       = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"

  advanced_event_selector {
    name = "management"

    field_selector {
      field  = "eventCategory"
      equals = ["Management"]
    }
  }
}

resource "aws_secretsmanager_secret_policy" "api" {
  secret_arn          = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:api-AbCdEf"
  block_public_policy = true
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Deny", Principal = "*", Action = "secretsmanager:DeleteSecret", Resource = "*" }]
  })
}
