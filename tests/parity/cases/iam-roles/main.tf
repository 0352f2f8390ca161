data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "instance" {
  name                 = "ecsInstanceRole"
  path                 = "/"
  assume_role_policy   = data.aws_iam_policy_document.assume.json
  permissions_boundary = "arn:aws:iam::111122223333:policy/boundary"
  tags                 = { team = "shop" }
}

resource "aws_iam_role_policy_attachment" "container_service" {
  role       = aws_iam_role.instance.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role"
}

resource "aws_iam_role_policy_attachment" "logs" {
  role       = aws_iam_role.instance.id
  policy_arn = aws_iam_policy.logs.arn
}

resource "aws_iam_role_policy" "pull" {
  name = "pull"
  role = aws_iam_role.instance.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["ecr:GetAuthorizationToken"], Resource = "*" }]
  })
}

resource "aws_iam_role_policy" "attached" {
  name   = "attached"
  role   = aws_iam_role.instance.name
  policy = <<-EOT
    {
      "Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "ssm:GetParameter", "Resource": "*"}]
    }
  EOT
}

resource "aws_iam_policy" "logs" {
  name = "logs"
  path = "/"

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}

resource "aws_iam_instance_profile" "instance" {
  name = "ecsInstanceRole"
  path = "/"
  role = aws_iam_role.instance.name
}

resource "aws_iam_group" "operators" {
  name = "operators"
}

resource "aws_iam_group_policy_attachment" "logs" {
  group      = aws_iam_group.operators.name
  policy_arn = aws_iam_policy.logs.arn
}

resource "aws_iam_user" "mina" {
  name = "mina"
  tags = { team = "shop" }
}

resource "aws_iam_user_group_membership" "mina" {
  user   = aws_iam_user.mina.name
  groups = [aws_iam_group.operators.name]
}
