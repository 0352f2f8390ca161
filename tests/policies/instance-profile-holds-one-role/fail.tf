# The role was forgotten.

resource "aws_iam_instance_profile" "instance" {
  name = "instance"
}
