data "aws_region" "current" {}

locals {
  port = 8080
}

resource "aws_lb" "this" {
  name            = var.name
  internal        = false
  subnets         = var.subnet_ids
  security_groups = var.security_groups
}

resource "aws_lb_target_group" "this" {
  vpc_id               = var.vpc_id
  port                 = 80
  protocol             = "HTTP"
  target_type          = "instance"
  deregistration_delay = 30

  health_check {
    path = "/health"
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.this.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this.arn
  }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/ecs/${var.name}-web"
  retention_in_days = 30
}

module "role" {
  source   = "../role"
  for_each = { execution = ["service-role/AmazonECSTaskExecutionRolePolicy"], task = [] }

  service          = "ecs-tasks"
  managed_policies = each.value
}

resource "aws_ecs_task_definition" "this" {
  family                   = "${var.name}-web"
  network_mode             = "bridge"
  requires_compatibilities = ["EC2"]
  execution_role_arn       = module.role["execution"].arn
  task_role_arn            = module.role["task"].arn

  container_definitions = jsonencode([
    {
      name              = "web"
      image             = var.image
      cpu               = 256
      memoryReservation = 256
      memory            = 512
      essential         = true
      portMappings      = [{ containerPort = local.port, protocol = "tcp" }]
      environment       = [for name, value in var.environment : { name = name, value = value }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          awslogs-group         = aws_cloudwatch_log_group.this.name
          awslogs-region        = data.aws_region.current.region
          awslogs-stream-prefix = "web"
        }
      }
    }
  ])
}

resource "aws_ecs_service" "this" {
  name                               = "${var.name}-service"
  cluster                            = var.cluster
  task_definition                    = aws_ecs_task_definition.this.arn
  desired_count                      = var.task_count
  launch_type                        = "EC2"
  deployment_minimum_healthy_percent = 50
  deployment_maximum_percent         = 200
  health_check_grace_period_seconds  = 30

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  dynamic "ordered_placement_strategy" {
    for_each = ["attribute:ecs.availability-zone", "instanceId"]

    content {
      type  = "spread"
      field = ordered_placement_strategy.value
    }
  }

  load_balancer {
    container_name   = "web"
    container_port   = local.port
    target_group_arn = aws_lb_target_group.this.arn
  }

  depends_on = [aws_lb_listener.http]
}
