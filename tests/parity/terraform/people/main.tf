# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = 16
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = false
  allow_users_to_change_password = true
  hard_expiry                    = false
  max_password_age               = 90
  password_reuse_prevention      = 24
}

resource "aws_iam_user" "sam" {
  name = "sam"
}

resource "aws_iam_user" "robot" {
  name = "robot"
  path = "/robots/"
}

resource "aws_iam_group" "staff" {
  name = "staff"
}

resource "aws_iam_group" "admins" {
  name = "admins"
}

resource "aws_iam_role" "app" {
  name = "app"

  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_group_membership" "staff" {
  name  = "staff"
  group = aws_iam_group.staff.name
  users = [aws_iam_user.sam.name, aws_iam_user.robot.name]
}

resource "aws_iam_access_key" "robot" {
  user   = aws_iam_user.robot.name
  status = "Inactive"
}

resource "aws_iam_virtual_mfa_device" "sam" {
  virtual_mfa_device_name = "sam"
  path                    = "/devices/"

  tags = {
    Owner = "sam"
  }
}

resource "aws_iam_user_policy" "own" {
  name = "own"
  user = aws_iam_user.sam.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["iam:ChangePassword"], Resource = aws_iam_user.sam.arn }]
  })
}

resource "aws_iam_group_policy" "look" {
  name  = "look"
  group = aws_iam_group.staff.name

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Sid = "look", Effect = "Allow", Action = ["ec2:Describe*"], Resource = ["*"] }]
  })
}

data "aws_iam_policy_document" "read" {
  statement {
    sid       = "read"
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::shop/*"]

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["true"]
    }
  }
}

resource "aws_iam_role_policy" "read" {
  name   = "read"
  role   = aws_iam_role.app.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_policy" "shared" {
  name = "shared"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["sqs:SendMessage"], Resource = ["arn:aws:sqs:eu-west-1:111122223333:jobs"] }]
  })
}

resource "aws_iam_policy_attachment" "shared" {
  name       = "shared"
  roles      = [aws_iam_role.app.name]
  users      = [aws_iam_user.robot.name]
  groups     = [aws_iam_group.admins.name]
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_user_policy_attachment" "sam" {
  user       = aws_iam_user.sam.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_user_login_profile" "sam" {
  user                    = aws_iam_user.sam.name
  password_reset_required = true
}

resource "aws_iam_openid_connect_provider" "github" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]

  tags = {
    Team = "delivery"
  }
}

resource "aws_iam_saml_provider" "staff" {
  name                   = "staff"
  saml_metadata_document = "<EntityDescriptor/>"

  tags = {
    Team = "identity"
  }
}

resource "aws_iam_server_certificate" "old" {
  name              = "old"
  path              = "/cloudfront/"
  certificate_body  = "-----BEGIN CERTIFICATE-----\nMIIBexample\n-----END CERTIFICATE-----"
  certificate_chain = "-----BEGIN CERTIFICATE-----\nMIIBchain\n-----END CERTIFICATE-----"
  private_key       = "one secret of this test"

  tags = {
    Team = "web"
  }
}

resource "aws_iam_service_linked_role" "scaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "shop"
  description      = "for the shop"
}
