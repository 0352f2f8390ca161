resource "aws_ecs_task_definition" "web" {
  family = "web"
  container_definitions = jsonencode([{
    name         = "web"
    image        = "nginx"
    memory       = 64
    portMappings = [{ containerPort = 80 }]
  }])
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = "shop"
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 1

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "shop"
    container_port   = 80
  }
}
