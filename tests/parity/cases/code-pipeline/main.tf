# https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codepipeline and the pages of the types
resource "aws_codepipeline" "shop" {
  name           = "shop"
  role_arn       = "arn:aws:iam::111122223333:role/pipeline"
  pipeline_type  = "V2"
  execution_mode = "QUEUED"

  artifact_store {
    location = "artifacts"
    type     = "S3"

    encryption_key {
      id   = "alias/artifacts"
      type = "KMS"
    }
  }

  stage {
    name = "Source"

    action {
      name             = "Image"
      category         = "Source"
      owner            = "AWS"
      provider         = "ECR"
      version          = "1"
      run_order        = 1
      output_artifacts = ["image"]

      configuration = {
        RepositoryName = "shop"
        ImageTag       = "latest"
      }
    }
  }

  stage {
    name = "Build"

    action {
      name             = "Definitions"
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      run_order        = 1
      namespace        = "Built"
      input_artifacts  = ["image"]
      output_artifacts = ["definitions"]

      configuration = {
        ProjectName          = aws_codebuild_project.build.name
        EnvironmentVariables = "[{\"name\":\"STAGE\",\"value\":\"production\",\"type\":\"PLAINTEXT\"}]"
      }
    }
  }

  stage {
    name = "Deploy"

    action {
      name            = "Service"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "CodeDeployToECS"
      version         = "1"
      run_order       = 1
      input_artifacts = ["definitions"]

      configuration = {
        ApplicationName     = aws_codedeploy_app.shop.name
        DeploymentGroupName = aws_codedeploy_deployment_group.web.deployment_group_name
      }
    }
  }

  variable {
    name          = "tag"
    default_value = "latest"
    description   = "which"
  }

  tags = {
    team = "shop"
  }
}

resource "aws_codepipeline" "far" {
  name           = "far"
  role_arn       = "arn:aws:iam::111122223333:role/pipeline"
  pipeline_type  = "V1"
  execution_mode = "SUPERSEDED"

  artifact_store {
    location = "artifacts"
    type     = "S3"
    region   = "eu-west-1"
  }

  artifact_store {
    location = "artifacts-far"
    type     = "S3"
    region   = "us-east-1"
  }

  stage {
    name = "Source"

    action {
      name             = "Code"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      run_order        = 1
      output_artifacts = ["code"]

      configuration = {
        ConnectionArn    = "arn:aws:codestar-connections:eu-west-1:111122223333:connection/0a1b2c3d-0000-4000-8000-000000000002"
        FullRepositoryId = "shop/web"
        BranchName       = "main"
        DetectChanges    = false
      }
    }
  }

  stage {
    name = "Approve"

    action {
      name      = "Approve"
      category  = "Approval"
      owner     = "AWS"
      provider  = "Manual"
      version   = "1"
      run_order = 1
      region    = "us-east-1"
    }
  }
}

resource "aws_cloudwatch_event_rule" "pushed" {
  name        = "pushed"
  description = "an image was pushed"

  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Image Action"]
    detail = {
      action-type     = ["PUSH"]
      result          = ["SUCCESS"]
      repository-name = ["shop"]
      image-tag       = ["latest"]
    }
  })
}

resource "aws_cloudwatch_event_target" "shop" {
  rule      = aws_cloudwatch_event_rule.pushed.name
  target_id = "shop"
  arn       = "arn:aws:codepipeline:eu-west-1:111122223333:${aws_codepipeline.shop.id}"
  role_arn  = "arn:aws:iam::111122223333:role/start"

  dead_letter_config {
    arn = "arn:aws:sqs:eu-west-1:111122223333:dead"
  }

  retry_policy {
    maximum_event_age_in_seconds = 3600
    maximum_retry_attempts       = 5
  }
}

resource "aws_cloudwatch_event_target" "tell" {
  rule      = aws_cloudwatch_event_rule.pushed.name
  target_id = "tell"
  arn       = "arn:aws:sns:eu-west-1:111122223333:told"

  input_transformer {
    input_paths = {
      tag = "$.detail.image-tag"
    }
    input_template = "\"pushed <tag>\""
  }
}

resource "aws_cloudwatch_event_rule" "nightly" {
  name                = "nightly"
  schedule_expression = "cron(0 3 * * ? *)"
  state               = "DISABLED"
}

resource "aws_cloudwatch_event_target" "task" {
  rule      = aws_cloudwatch_event_rule.nightly.name
  target_id = "task"
  arn       = "arn:aws:ecs:eu-west-1:111122223333:cluster/shop"
  role_arn  = "arn:aws:iam::111122223333:role/run"

  ecs_target {
    task_definition_arn    = "arn:aws:ecs:eu-west-1:111122223333:task-definition/clean"
    launch_type            = "FARGATE"
    enable_execute_command = false

    network_configuration {
      subnets = ["subnet-0a1b2c3d4e5f60718"]
    }
  }
}

resource "aws_codebuild_project" "build" {
  name           = "build"
  description    = "builds the image"
  service_role   = "arn:aws:iam::111122223333:role/build"
  encryption_key = "arn:aws:kms:eu-west-1:111122223333:alias/artifacts"
  build_timeout  = 30
  queued_timeout = 60
  badge_enabled  = false

  project_visibility = "PRIVATE"

  artifacts {
    type                = "CODEPIPELINE"
    name                = "build"
    packaging           = "NONE"
    encryption_disabled = false
  }

  cache {
    type  = "LOCAL"
    modes = ["LOCAL_DOCKER_LAYER_CACHE"]
  }

  environment {
    type                        = "LINUX_CONTAINER"
    compute_type                = "BUILD_GENERAL1_SMALL"
    image                       = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
    image_pull_credentials_type = "CODEBUILD"
    privileged_mode             = true

    environment_variable {
      name  = "IMAGE_TAG"
      value = "latest"
    }

    environment_variable {
      name  = "NPM_TOKEN"
      value = "npm-secret-value"
    }

    environment_variable {
      name  = "DB"
      value = "/shop/db"
      type  = "PARAMETER_STORE"
    }
  }

  source {
    type         = "CODEPIPELINE"
    insecure_ssl = false
    buildspec    = <<-EOT
      version: 0.2
      phases:
        build:
          commands:
            - docker build -t shop .
            - docker push 111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:$IMAGE_TAG
    EOT
  }

  logs_config {
    cloudwatch_logs {
      status     = "ENABLED"
      group_name = "build"
    }

    s3_logs {
      status              = "DISABLED"
      encryption_disabled = false
    }
  }

  vpc_config {
    vpc_id             = "vpc-0a1b2c3d4e5f60718"
    subnets            = ["subnet-0a1b2c3d4e5f60718"]
    security_group_ids = ["sg-0a1b2c3d4e5f60718"]
  }

  tags = {
    team = "shop"
  }
}

resource "aws_codebuild_webhook" "build" {
  project_name = aws_codebuild_project.build.name
  build_type   = "BUILD"

  filter_group {
    filter {
      type                    = "EVENT"
      pattern                 = "PUSH"
      exclude_matched_pattern = false
    }

    filter {
      type                    = "HEAD_REF"
      pattern                 = "^refs/heads/main$"
      exclude_matched_pattern = false
    }
  }
}

resource "aws_codedeploy_app" "shop" {
  name             = "shop"
  compute_platform = "ECS"
}

resource "aws_codedeploy_deployment_group" "web" {
  app_name                    = aws_codedeploy_app.shop.name
  deployment_group_name       = "web"
  deployment_config_name      = "CodeDeployDefault.ECSAllAtOnce"
  service_role_arn            = "arn:aws:iam::111122223333:role/deploy"
  outdated_instances_strategy = "UPDATE"

  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE"]
  }

  alarm_configuration {
    enabled                   = true
    ignore_poll_alarm_failure = false
    alarms                    = ["errors"]
  }

  deployment_style {
    deployment_type   = "BLUE_GREEN"
    deployment_option = "WITH_TRAFFIC_CONTROL"
  }

  blue_green_deployment_config {
    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 5
    }

    deployment_ready_option {
      action_on_timeout    = "CONTINUE_DEPLOYMENT"
      wait_time_in_minutes = 0
    }
  }

  load_balancer_info {
    target_group_pair_info {
      target_group {
        name = "blue"
      }

      target_group {
        name = "green"
      }

      prod_traffic_route {
        listener_arns = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shop/0123456789abcdef/0123456789abcdef"]
      }
    }
  }

  ecs_service {
    cluster_name = "shop"
    service_name = "web"
  }
}

resource "aws_codedeploy_deployment_group" "machines" {
  app_name                    = aws_codedeploy_app.shop.name
  deployment_group_name       = "machines"
  service_role_arn            = "arn:aws:iam::111122223333:role/deploy"
  deployment_config_name      = "CodeDeployDefault.OneAtATime"
  autoscaling_groups          = ["web-group"]
  outdated_instances_strategy = "IGNORE"

  ec2_tag_set {
    ec2_tag_filter {
      key   = "stage"
      value = "production"
      type  = "KEY_AND_VALUE"
    }
  }

  ec2_tag_set {
    ec2_tag_filter {
      key  = "web"
      type = "KEY_ONLY"
    }
  }

  trigger_configuration {
    trigger_name       = "tell"
    trigger_target_arn = "arn:aws:sns:eu-west-1:111122223333:told"
    trigger_events     = ["DeploymentFailure"]
  }
}
