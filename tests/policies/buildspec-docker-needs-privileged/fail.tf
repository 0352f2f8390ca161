resource "aws_ecr_repository" "shop" {
  name = "shop"
}

resource "aws_codebuild_project" "build" {
  name         = "build"
  service_role = "arn:aws:iam::111122223333:role/build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    type            = "LINUX_CONTAINER"
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    privileged_mode = false

    environment_variable {
      name  = "REPOSITORY_URI"
      value = aws_ecr_repository.shop.repository_url
    }

    environment_variable {
      name  = "IMAGE_TAG"
      value = "latest"
    }
  }

  source {
    type      = "CODECOMMIT"
    location  = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/shop"
    buildspec = <<-EOT
      version: 0.2
      phases:
        pre_build:
          commands:
            - aws ecr get-login-password | docker login --username AWS --password-stdin $REPOSITORY_URI
        build:
          commands:
            - docker build -t $REPOSITORY_URI:$IMAGE_TAG .
        post_build:
          commands:
            - docker push $REPOSITORY_URI:$IMAGE_TAG
    EOT
  }
}
