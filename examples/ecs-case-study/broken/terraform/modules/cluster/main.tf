data "aws_ssm_parameter" "image" {
  name = var.instance_image
}

resource "aws_ecs_cluster" "this" {
  name = var.name

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

module "instance_role" {
  source = "../role"

  service = "ec2"
  managed_policies = [
    "service-role/AmazonEC2ContainerServiceforEC2Role",
    "AmazonSSMManagedInstanceCore",
  ]
}

resource "aws_iam_instance_profile" "this" {
  role = module.instance_role.name
}

resource "aws_launch_configuration" "this" {
  for_each = var.groups

  image_id             = data.aws_ssm_parameter.image.insecure_value
  instance_type        = var.instance_type
  spot_price           = each.value.spot_price
  iam_instance_profile = each.value.joins_cluster ? aws_iam_instance_profile.this.name : null
  security_groups      = var.security_groups
  user_data            = each.value.user_data

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_autoscaling_group" "this" {
  for_each = var.groups

  vpc_zone_identifier  = var.subnet_ids
  launch_configuration = aws_launch_configuration.this[each.key].name
  min_size             = each.value.min_size
  max_size             = each.value.max_size
  desired_capacity     = each.value.desired_size

  tag {
    key                 = "Name"
    value               = each.value.spot_price == null ? var.name : "${var.name}-spot"
    propagate_at_launch = true
  }
}
