resource "aws_ecr_repository" "shop" {
  name = "shop"
}

resource "aws_codepipeline" "shop" {
  name     = "shop"
  role_arn = aws_iam_role.pipeline.arn

  artifact_store {
    location = "shop-artifacts"
    type     = "S3"
  }

  stage {
    name = "Source"

    action {
      name             = "Image"
      category         = "Source"
      owner            = "AWS"
      provider         = "ECR"
      version          = "1"
      output_artifacts = ["image"]

      configuration = {
        RepositoryName = aws_ecr_repository.shop.name
        ImageTag       = "latest"
      }
    }
  }

  stage {
    name = "Deploy"

    action {
      name            = "Deploy"
      category        = "Deploy"
      owner           = "AWS"
      provider        = "ECS"
      version         = "1"
      input_artifacts = ["image"]

      configuration = {
        ClusterName = "shop"
        ServiceName = "web"
        FileName    = "imagedefinitions.json"
      }
    }
  }
}

resource "aws_iam_role" "pipeline" {
  name               = "pipeline"
  assume_role_policy = data.aws_iam_policy_document.pipeline.json
}

data "aws_iam_policy_document" "pipeline" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["codepipeline.amazonaws.com"]
    }
  }
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = "shop"
  task_definition = "web"
  desired_count   = 1
}
