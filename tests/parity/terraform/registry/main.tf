# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_ecr_account_setting" "scanning" {
  name  = "BASIC_SCAN_TYPE_VERSION"
  value = "AWS_NATIVE"
}

resource "aws_ecs_account_setting_default" "insights" {
  name  = "containerInsights"
  value = "enhanced"
}

resource "aws_ecrpublic_repository" "tool" {
  repository_name = "tool"

  catalog_data {
    about_text        = "# A tool"
    architectures     = ["ARM 64", "x86-64"]
    description       = "a tool"
    operating_systems = ["Linux"]
    usage_text        = "run it"
  }

  tags = {
    Team = "tools"
  }
}

resource "aws_ecrpublic_repository_policy" "tool" {
  repository_name = aws_ecrpublic_repository.tool.repository_name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "push", Effect = "Allow", Principal = { AWS = "arn:aws:iam::111122223333:role/push" }, Action = ["ecr-public:PutImage"] }]
  })
}

resource "aws_secretsmanager_secret" "hub" {
  name = "ecr-pullthroughcache/hub"
}

resource "aws_ecr_pull_through_cache_rule" "hub" {
  ecr_repository_prefix = "docker-hub"
  upstream_registry_url = "registry-1.docker.io"
  credential_arn        = aws_secretsmanager_secret.hub.arn
}

resource "aws_ecr_pull_through_cache_rule" "other" {
  ecr_repository_prefix      = "other"
  upstream_registry_url      = "444455556666.dkr.ecr.eu-west-1.amazonaws.com"
  upstream_repository_prefix = "shared"
  custom_role_arn            = aws_iam_role.pull.arn
}

resource "aws_iam_role" "pull" {
  name = "pull"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ecr.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_ecr_registry_policy" "replicas" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "replicas"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::444455556666:root" }
      Action    = ["ecr:ReplicateImage", "ecr:CreateRepository"]
      Resource  = "arn:aws:ecr:eu-west-1:111122223333:repository/*"
    }]
  })
}

resource "aws_ecr_registry_scanning_configuration" "all" {
  scan_type = "ENHANCED"

  rule {
    scan_frequency = "CONTINUOUS_SCAN"

    repository_filter {
      filter      = "prod*"
      filter_type = "WILDCARD"
    }

    repository_filter {
      filter      = "stage*"
      filter_type = "WILDCARD"
    }
  }

  rule {
    scan_frequency = "SCAN_ON_PUSH"

    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_replication_configuration" "far" {
  replication_configuration {
    rule {
      destination {
        region      = "us-east-1"
        registry_id = "111122223333"
      }

      destination {
        region      = "eu-central-1"
        registry_id = "444455556666"
      }

      repository_filter {
        filter      = "prod"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}

resource "aws_kms_key" "images" {
  description = "images"
}

resource "aws_ecr_repository_creation_template" "cached" {
  prefix               = "docker-hub"
  description          = "what is cached"
  applied_for          = ["PULL_THROUGH_CACHE", "REPLICATION"]
  custom_role_arn      = aws_iam_role.pull.arn
  image_tag_mutability = "IMMUTABLE_WITH_EXCLUSION"

  image_tag_mutability_exclusion_filter {
    filter      = "latest*"
    filter_type = "WILDCARD"
  }

  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.images.arn
  }

  repository_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "arn:aws:iam::444455556666:root" }, Action = "ecr:BatchGetImage" }]
  })

  lifecycle_policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "untagged", countType = "imageCountMoreThan", countNumber = 5 }
      action       = { type = "expire" }
    }]
  })

  resource_tags = {
    Team = "images"
  }
}

resource "aws_account_alternate_contact" "security" {
  alternate_contact_type = "SECURITY"
  name                   = "Sam Example"
  title                  = "guard"
  email_address          = "guard@example.com"
  phone_number           = "+49000000000"
}

resource "aws_s3_account_public_access_block" "all" {
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = false
}

resource "aws_ssm_service_setting" "documents" {
  setting_id    = "/ssm/documents/console/public-sharing-permission"
  setting_value = "Disable"
}
