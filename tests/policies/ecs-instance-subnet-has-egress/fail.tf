resource "aws_vpc" "shop" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "lonely" {
  vpc_id                  = aws_vpc.shop.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}

resource "aws_route_table" "lonely" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_route_table_association" "lonely" {
  subnet_id      = aws_subnet.lonely.id
  route_table_id = aws_route_table.lonely.id
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_launch_template" "instance" {
  name_prefix   = "instance-"
  image_id      = data.aws_ssm_parameter.image.value
  instance_type = "t3.micro"
  user_data     = base64encode("#!/bin/bash\necho ECS_CLUSTER=${aws_ecs_cluster.shop.name} >> /etc/ecs/ecs.config\n")

  iam_instance_profile {
    name = "ecsInstanceRole"
  }
}

resource "aws_autoscaling_group" "instances" {
  name                = "instances"
  min_size            = 1
  max_size            = 2
  vpc_zone_identifier = [aws_subnet.lonely.id]

  launch_template {
    id      = aws_launch_template.instance.id
    version = aws_launch_template.instance.latest_version
  }
}
