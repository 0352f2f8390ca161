resource "aws_ecs_cluster" "shop" {
  name = "shop"
  tags = { team = "shop" }

  setting {
    name  = "containerInsights"
    value = "enabled"
  }

  configuration {
    execute_command_configuration {
      logging = "DEFAULT"
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "shop" {
  cluster_name       = aws_ecs_cluster.shop.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]

  default_capacity_provider_strategy {
    capacity_provider = "FARGATE"
    weight            = 1
    base              = 1
  }
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  cpu                      = 256
  memory                   = 512
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = "arn:aws:iam::111122223333:role/ecsTaskExecutionRole"
  task_role_arn            = "arn:aws:iam::111122223333:role/shop-web"

  runtime_platform {
    cpu_architecture        = "ARM64"
    operating_system_family = "LINUX"
  }

  container_definitions = jsonencode([{
    name                   = "web"
    image                  = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:latest"
    essential              = true
    readonlyRootFilesystem = true
    portMappings           = [{ containerPort = 8080, protocol = "tcp" }]
    environment            = [{ name = "AWS_DEFAULT_REGION", value = "eu-west-1" }, { name = "DB_PASSWORD", value = "hunter2-hunter2" }]
    secrets                = [{ name = "TOKEN", valueFrom = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:token-AbCdEf" }]
    logConfiguration = {
      logDriver = "awslogs"
      options   = { awslogs-group = "/ecs/web", awslogs-region = "eu-west-1", awslogs-stream-prefix = "web" }
    }
    healthCheck = { command = ["CMD-SHELL", "curl -f http://localhost:8080/ || exit 1"], interval = 10, retries = 3, timeout = 5 }
  }])

  volume {
    name = "data"

    efs_volume_configuration {
      file_system_id     = "fs-0a1b2c3d4e5f60718"
      transit_encryption = "ENABLED"
    }
  }

  proxy_configuration {
    type           = "APPMESH"
    container_name = "web"
    properties     = { ProxyIngressPort = "15000" }
  }
}

resource "aws_ecs_service" "storefront" {
  name                               = "storefront"
  cluster                            = aws_ecs_cluster.shop.id
  task_definition                    = aws_ecs_task_definition.web.arn
  desired_count                      = 2
  launch_type                        = "FARGATE"
  platform_version                   = "LATEST"
  scheduling_strategy                = "REPLICA"
  enable_execute_command             = false
  propagate_tags                     = "SERVICE"
  health_check_grace_period_seconds  = 60
  deployment_maximum_percent         = 200
  deployment_minimum_healthy_percent = 100
  wait_for_steady_state              = true
  tags                               = { team = "shop" }

  deployment_controller {
    type = "ECS"
  }

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }

  load_balancer {
    container_name   = "web"
    container_port   = 8080
    target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0123456789abcdef"
  }

  network_configuration {
    subnets         = ["subnet-0bbbbbbbbbbbbbbbb"]
    security_groups = ["sg-0bbbbbbbbbbbbbbbb"]
  }
}
