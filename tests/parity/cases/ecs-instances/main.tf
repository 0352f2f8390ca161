resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_launch_template" "shop" {
  name                   = "shop-launch"
  image_id               = "ami-0a1b2c3d4e5f60718"
  instance_type          = "t3.micro"
  vpc_security_group_ids = ["sg-0bbbbbbbbbbbbbbbb"]
  update_default_version = true

  user_data = base64encode(<<-EOT
    #!/bin/bash
    echo ECS_CLUSTER=${aws_ecs_cluster.shop.name} >> /etc/ecs/ecs.config
  EOT
  )

  iam_instance_profile {
    name = "ecsInstanceRole"
  }

  monitoring {
    enabled = true
  }

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }

  block_device_mappings {
    device_name = "/dev/xvda"

    ebs {
      volume_size = 30
      volume_type = "gp3"
      encrypted   = true
    }
  }

  tag_specifications {
    resource_type = "instance"
    tags          = { Name = "shop" }
  }
}

resource "aws_autoscaling_group" "shop" {
  name                      = "shop-group"
  min_size                  = 1
  max_size                  = 4
  desired_capacity          = 2
  default_cooldown          = 300
  health_check_type         = "EC2"
  health_check_grace_period = 60
  protect_from_scale_in     = true
  vpc_zone_identifier       = ["subnet-0bbbbbbbbbbbbbbbb", "subnet-0cccccccccccccccc"]
  enabled_metrics           = ["GroupMinSize", "GroupMaxSize"]

  launch_template {
    id      = aws_launch_template.shop.id
    version = "$Latest"
  }

  tag {
    key                 = "AmazonECSManaged"
    value               = ""
    propagate_at_launch = true
  }

  dynamic "tag" {
    for_each = { Name = "shop" }

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}

resource "aws_launch_configuration" "classic" {
  name                        = "classic"
  image_id                    = "ami-0a1b2c3d4e5f60718"
  instance_type               = "t3.micro"
  iam_instance_profile        = "ecsInstanceRole"
  security_groups             = ["sg-0bbbbbbbbbbbbbbbb"]
  enable_monitoring           = false
  ebs_optimized               = false
  associate_public_ip_address = false
  user_data                   = "#!/bin/bash\necho ECS_CLUSTER=shop >> /etc/ecs/ecs.config\n"

  metadata_options {
    http_tokens   = "required"
    http_endpoint = "enabled"
  }

  ebs_block_device {
    device_name = "/dev/xvda"
    volume_size = 30
    volume_type = "gp3"
    encrypted   = true
  }
}

resource "aws_autoscaling_group" "classic" {
  name                      = "classic-group"
  min_size                  = 0
  max_size                  = 1
  health_check_grace_period = 0
  vpc_zone_identifier       = ["subnet-0bbbbbbbbbbbbbbbb"]
  launch_configuration      = aws_launch_configuration.classic.name
}

resource "aws_autoscaling_group" "mixed" {
  name                      = "mixed-group"
  min_size                  = 0
  max_size                  = 3
  health_check_grace_period = 0
  vpc_zone_identifier       = ["subnet-0bbbbbbbbbbbbbbbb"]

  mixed_instances_policy {
    instances_distribution {
      on_demand_base_capacity                  = 1
      on_demand_percentage_above_base_capacity = 0
      spot_allocation_strategy                 = "price-capacity-optimized"
    }

    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.shop.id
        version            = "1"
      }

      override {
        instance_type = "m7i.large"
      }

      override {
        instance_type     = "m6i.large"
        weighted_capacity = "2"
      }
    }
  }
}

resource "aws_ecs_capacity_provider" "on_demand" {
  name = "on-demand"
  tags = { team = "shop" }

  auto_scaling_group_provider {
    auto_scaling_group_arn         = aws_autoscaling_group.shop.arn
    managed_termination_protection = "ENABLED"
    managed_draining               = "ENABLED"

    managed_scaling {
      status                    = "ENABLED"
      target_capacity           = 100
      minimum_scaling_step_size = 1
      maximum_scaling_step_size = 10
      instance_warmup_period    = 300
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "shop" {
  cluster_name       = aws_ecs_cluster.shop.name
  capacity_providers = [aws_ecs_capacity_provider.on_demand.name]

  default_capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.on_demand.name
    weight            = 1
  }
}

resource "aws_ecs_task_definition" "worker" {
  family                   = "worker"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  container_definitions = jsonencode([
    { name = "worker", image = "busybox:1", memory = 128, cpu = 64, essential = true, command = ["sleep", "3600"] }
  ])

  volume {
    name      = "socket"
    host_path = "/var/run/docker.sock"
  }
}

resource "aws_ecs_service" "jobs" {
  name            = "jobs"
  cluster         = aws_ecs_cluster.shop.arn
  task_definition = aws_ecs_task_definition.worker.arn
  desired_count   = 1

  capacity_provider_strategy {
    capacity_provider = aws_ecs_capacity_provider.on_demand.name
    weight            = 1
    base              = 0
  }

  ordered_placement_strategy {
    type  = "spread"
    field = "attribute:ecs.availability-zone"
  }

  placement_constraints {
    type = "distinctInstance"
  }
}
