resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_launch_configuration" "instance" {
  name_prefix          = "instance-"
  image_id             = "ami-0a1b2c3d4e5f60718"
  instance_type        = "t3.micro"
  iam_instance_profile = "ecsInstanceRole"
  user_data            = <<-EOF
    #!/bin/bash
    echo ECS_CLUSTER=${aws_ecs_cluster.shop.name} >> /etc/ecs/ecs.config
    service docker restart
  EOF

  lifecycle {
    create_before_destroy = true
  }
}
