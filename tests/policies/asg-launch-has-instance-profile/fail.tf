data "aws_ssm_parameter" "image" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_launch_configuration" "instance" {
  name_prefix   = "instance-"
  image_id      = data.aws_ssm_parameter.image.value
  instance_type = "t3.micro"
  user_data     = <<-EOF
    #!/bin/bash
    echo ECS_CLUSTER=${aws_ecs_cluster.shop.name} >> /etc/ecs/ecs.config
  EOF

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_autoscaling_group" "instances" {
  name                 = "instances"
  min_size             = 1
  max_size             = 2
  vpc_zone_identifier  = ["subnet-0a1b2c3d4e5f60718"]
  launch_configuration = aws_launch_configuration.instance.name
}
