# Continuous delivery: image to service.

data "aws_caller_identity" "current" {}
data "aws_partition" "current" {}
data "aws_region" "current" {}

resource "aws_s3_bucket" "artifacts" {
  force_destroy = true
}

resource "aws_s3_bucket_public_access_block" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "artifacts" {
  bucket = aws_s3_bucket.artifacts.id

  rule {
    id     = "expire"
    status = "Enabled"

    expiration {
      days = 30
    }
  }
}

# ------------------------------------------------------------------ the file that the deploy action reads

data "aws_iam_policy_document" "prepare" {
  statement {
    actions   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["arn:${data.aws_partition.current.partition}:logs:${data.aws_region.current.region}:${data.aws_caller_identity.current.account_id}:log-group:/aws/codebuild/${var.name}-prepare*"]
  }

  statement {
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }
}

module "prepare_role" {
  source = "../role"

  service  = "codebuild"
  policies = { prepare = data.aws_iam_policy_document.prepare.json }
}

resource "aws_codebuild_project" "prepare" {
  name         = "${var.name}-prepare"
  description  = "Writes the image that was pushed into the file that the deploy action reads"
  service_role = module.prepare_role.arn

  artifacts {
    type = "CODEPIPELINE"
  }

  environment {
    type         = "LINUX_CONTAINER"
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/amazonlinux-x86_64-standard:5.0"
  }

  source {
    type = "CODEPIPELINE"
    buildspec = yamlencode({
      version = 0.2
      phases = {
        build = {
          commands = ["jq '[{name:\"web\",imageUri:.ImageURI}]' imageDetail.json > imagedefinitions.json"]
        }
      }
      artifacts = { files = ["imagedefinitions.json"] }
    })
  }
}

# ------------------------------------------------------------------ pipeline

data "aws_iam_policy_document" "deliver" {
  statement {
    actions   = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]
    resources = ["${aws_s3_bucket.artifacts.arn}/*"]
  }

  statement {
    actions   = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"]
    resources = [aws_s3_bucket.artifacts.arn]
  }

  statement {
    actions   = ["ecr:DescribeImages"]
    resources = [var.repository.arn]
  }

  statement {
    actions   = ["codebuild:BatchGetBuilds", "codebuild:StartBuild"]
    resources = [aws_codebuild_project.prepare.arn]
  }

  statement {
    actions = [
      "ecs:DescribeServices",
      "ecs:DescribeTaskDefinition",
      "ecs:DescribeTasks",
      "ecs:ListTasks",
      "ecs:RegisterTaskDefinition",
      "ecs:TagResource",
      "ecs:UpdateService",
    ]
    resources = ["*"]
  }

  statement {
    actions   = ["iam:PassRole"]
    resources = var.task_roles

    condition {
      test     = "StringEquals"
      variable = "iam:PassedToService"
      values   = ["ecs-tasks.amazonaws.com"]
    }
  }
}

module "pipeline_role" {
  source = "../role"

  service  = "codepipeline"
  policies = { deliver = data.aws_iam_policy_document.deliver.json }
}

resource "aws_codepipeline" "this" {
  name          = "${var.name}-pipeline"
  pipeline_type = "V2"
  role_arn      = module.pipeline_role.arn

  artifact_store {
    type     = "S3"
    location = aws_s3_bucket.artifacts.bucket
  }

  stage {
    name = "Source"

    action {
      name             = "Image"
      category         = "Source"
      owner            = "AWS"
      provider         = "ECR"
      version          = "1"
      output_artifacts = ["ImageDetail"]

      configuration = {
        RepositoryName = var.repository.name
        ImageTag       = var.image_tag
      }
    }
  }

  stage {
    name = "Deploy"

    action {
      name             = "Prepare"
      run_order        = 1
      category         = "Build"
      owner            = "AWS"
      provider         = "CodeBuild"
      version          = "1"
      input_artifacts  = ["ImageDetail"]
      output_artifacts = ["ImageDefinitions"]

      configuration = {
        ProjectName = aws_codebuild_project.prepare.name
      }
    }

    action {
      name            = "Service"
      run_order       = 2
      category        = "Deploy"
      owner           = "AWS"
      provider        = "ECS"
      version         = "1"
      input_artifacts = ["ImageDefinitions"]

      configuration = {
        ClusterName = var.cluster_name
        ServiceName = var.service_name
        FileName    = "imagedefinitions.json"
      }
    }
  }
}

# ------------------------------------------------------------------ what starts it

resource "aws_cloudwatch_event_rule" "push" {
  name        = "${var.name}-image-pushed"
  description = "Starts the pipeline when the image that it takes is pushed"

  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["AWS API Call via CloudTrail"]
    detail = {
      eventSource = ["ecr.amazonaws.com"]
      eventName   = ["PutImage"]
      requestParameters = {
        repositoryName = [var.repository.name]
        imageTag       = ["latest"]
      }
    }
  })
}

data "aws_iam_policy_document" "start" {
  statement {
    actions   = ["codepipeline:StartPipelineExecution"]
    resources = [aws_codepipeline.this.arn]
  }
}

module "push_role" {
  source = "../role"

  service  = "events"
  policies = { start-pipeline = data.aws_iam_policy_document.start.json }
}

resource "aws_cloudwatch_event_target" "pipeline" {
  rule      = aws_cloudwatch_event_rule.push.name
  target_id = "pipeline"
  arn       = aws_codepipeline.this.arn
  role_arn  = module.push_role.arn
}
