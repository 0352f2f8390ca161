resource "aws_lb" "web" {
  name                       = "web"
  load_balancer_type         = "application"
  internal                   = true
  ip_address_type            = "ipv4"
  subnets                    = ["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"]
  security_groups            = ["sg-0aaaaaaaaaaaaaaaa"]
  enable_deletion_protection = true
  tags                       = { team = "shop" }

  access_logs {
    bucket  = "shop-logs"
    enabled = true
  }
}

resource "aws_lb_target_group" "web" {
  name                 = "web"
  protocol             = "HTTP"
  port                 = 8080
  target_type          = "ip"
  vpc_id               = "vpc-0a1b2c3d4e5f60718"
  deregistration_delay = 30

  health_check {
    path     = "/health"
    interval = 15
    matcher  = "200-299"
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.web.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = "arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000001"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_lb_listener_rule" "old" {
  listener_arn = aws_lb_listener.https.arn
  priority     = 10

  condition {
    path_pattern {
      values = ["/old/*"]
    }
  }

  action {
    type = "redirect"

    redirect {
      status_code = "HTTP_301"
      path        = "/new/#{path}"
    }
  }
}

resource "aws_appautoscaling_target" "service" {
  service_namespace  = "ecs"
  scalable_dimension = "ecs:service:DesiredCount"
  resource_id        = "service/shop/storefront"
  min_capacity       = 2
  max_capacity       = 10
  role_arn           = "arn:aws:iam::111122223333:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService"
}

resource "aws_appautoscaling_policy" "cpu" {
  name               = "cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.service.service_namespace
  scalable_dimension = aws_appautoscaling_target.service.scalable_dimension
  resource_id        = aws_appautoscaling_target.service.resource_id

  target_tracking_scaling_policy_configuration {
    target_value      = 60
    scale_in_cooldown = 120

    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}
