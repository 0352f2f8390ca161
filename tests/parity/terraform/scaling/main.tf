# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_launch_template" "web" {
  name          = "web"
  image_id      = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
}

resource "aws_sns_topic" "told" {
  name = "told"
}

resource "aws_iam_role" "hooks" {
  name               = "hooks"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { Service = "autoscaling.amazonaws.com" }, Action = "sts:AssumeRole" }] })
}

resource "aws_autoscaling_group" "web" {
  name                = "web"
  min_size            = 1
  max_size            = 4
  vpc_zone_identifier = ["subnet-0a1b2c3d4e5f60718"]

  launch_template {
    id      = aws_launch_template.web.id
    version = "3"
  }

  warm_pool {
    pool_state                  = "Stopped"
    min_size                    = 1
    max_group_prepared_capacity = 3

    instance_reuse_policy {
      reuse_on_scale_in = true
    }
  }
}

resource "aws_autoscaling_lifecycle_hook" "drain" {
  name                    = "drain"
  autoscaling_group_name  = aws_autoscaling_group.web.name
  lifecycle_transition    = "autoscaling:EC2_INSTANCE_TERMINATING"
  default_result          = "CONTINUE"
  heartbeat_timeout       = 300
  notification_metadata   = "drain first"
  notification_target_arn = aws_sns_topic.told.arn
  role_arn                = aws_iam_role.hooks.arn
}

resource "aws_autoscaling_notification" "told" {
  group_names   = [aws_autoscaling_group.web.name]
  notifications = ["autoscaling:EC2_INSTANCE_LAUNCH_ERROR", "autoscaling:EC2_INSTANCE_TERMINATE_ERROR"]
  topic_arn     = aws_sns_topic.told.arn
}

resource "aws_autoscaling_group_tag" "team" {
  autoscaling_group_name = aws_autoscaling_group.web.name

  tag {
    key                 = "Team"
    value               = "web"
    propagate_at_launch = true
  }
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_autoscaling_attachment" "web" {
  autoscaling_group_name = aws_autoscaling_group.web.name
  lb_target_group_arn    = aws_lb_target_group.web.arn
}

resource "aws_autoscaling_policy" "cpu" {
  name                      = "cpu"
  autoscaling_group_name    = aws_autoscaling_group.web.name
  policy_type               = "TargetTrackingScaling"
  estimated_instance_warmup = 120

  target_tracking_configuration {
    target_value     = 60.5
    disable_scale_in = true

    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
  }
}

resource "aws_autoscaling_policy" "queue" {
  name                   = "queue"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 10

    customized_metric_specification {
      metrics {
        id          = "backlog"
        expression  = "visible / capacity"
        label       = "per instance"
        return_data = true
      }

      metrics {
        id          = "visible"
        return_data = false

        metric_stat {
          stat = "Sum"
          unit = "Count"

          metric {
            namespace   = "AWS/SQS"
            metric_name = "ApproximateNumberOfMessagesVisible"

            dimensions {
              name  = "QueueName"
              value = "jobs"
            }
          }
        }
      }
    }
  }
}

resource "aws_autoscaling_policy" "latency" {
  name                   = "latency"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "TargetTrackingScaling"

  target_tracking_configuration {
    target_value = 200

    customized_metric_specification {
      namespace   = "Shop"
      metric_name = "Latency"
      statistic   = "Average"
      unit        = "Milliseconds"

      metric_dimension {
        name  = "Service"
        value = "web"
      }
    }
  }
}

resource "aws_autoscaling_policy" "steps" {
  name                     = "steps"
  autoscaling_group_name   = aws_autoscaling_group.web.name
  policy_type              = "StepScaling"
  adjustment_type          = "PercentChangeInCapacity"
  metric_aggregation_type  = "Maximum"
  min_adjustment_magnitude = 2

  step_adjustment {
    metric_interval_lower_bound = "0"
    metric_interval_upper_bound = "20"
    scaling_adjustment          = 10
  }

  step_adjustment {
    metric_interval_lower_bound = "20"
    scaling_adjustment          = 30
  }
}

resource "aws_autoscaling_policy" "simple" {
  name                   = "simple"
  autoscaling_group_name = aws_autoscaling_group.web.name
  adjustment_type        = "ChangeInCapacity"
  policy_type            = "SimpleScaling"
  scaling_adjustment     = -1
  cooldown               = 300
}

resource "aws_autoscaling_policy" "foreseen" {
  name                   = "foreseen"
  autoscaling_group_name = aws_autoscaling_group.web.name
  policy_type            = "PredictiveScaling"

  predictive_scaling_configuration {
    mode                         = "ForecastAndScale"
    scheduling_buffer_time       = "600"
    max_capacity_breach_behavior = "IncreaseMaxCapacity"
    max_capacity_buffer          = "10"

    metric_specification {
      target_value = 40

      predefined_load_metric_specification {
        predefined_metric_type = "ALBTargetGroupRequestCount"
        resource_label         = "app/web/1a2b3c4d5e6f7a8b/targetgroup/web/2a2b3c4d5e6f7a8b"
      }

      customized_scaling_metric_specification {
        metric_data_queries {
          id = "scaling"

          metric_stat {
            stat = "Average"

            metric {
              namespace   = "AWS/EC2"
              metric_name = "CPUUtilization"

              dimensions {
                name  = "AutoScalingGroupName"
                value = "web"
              }
            }
          }
        }
      }
    }
  }
}

resource "aws_autoscaling_schedule" "night" {
  scheduled_action_name  = "night"
  autoscaling_group_name = aws_autoscaling_group.web.name
  min_size               = 0
  max_size               = 1
  desired_capacity       = 0
  recurrence             = "0 22 * * *"
  time_zone              = "Europe/Berlin"
  start_time             = "2031-01-31T22:00:00Z"
  end_time               = "2032-01-31T22:00:00Z"
}

resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_task_definition" "web" {
  family                   = "web"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = "256"
  memory                   = "512"
  container_definitions    = jsonencode([{ name = "web", image = "shop:1", essential = true, portMappings = [{ containerPort = 80 }] }])
}

resource "aws_ecs_service" "web" {
  name    = "web"
  cluster = aws_ecs_cluster.shop.id

  deployment_controller {
    type = "EXTERNAL"
  }
}

resource "aws_ecs_task_set" "blue" {
  service          = aws_ecs_service.web.id
  cluster          = aws_ecs_cluster.shop.id
  task_definition  = aws_ecs_task_definition.web.arn
  launch_type      = "FARGATE"
  platform_version = "1.4.0"
  external_id      = "blue"

  network_configuration {
    subnets          = ["subnet-0a1b2c3d4e5f60718"]
    security_groups  = ["sg-0a1b2c3d4e5f60718"]
    assign_public_ip = true
  }

  load_balancer {
    target_group_arn = aws_lb_target_group.web.arn
    container_name   = "web"
    container_port   = 80
  }

  scale {
    unit  = "PERCENT"
    value = 50
  }

  service_registries {
    registry_arn   = "arn:aws:servicediscovery:eu-west-1:111122223333:service/srv-1"
    container_name = "web"
    container_port = 80
  }

  tags = {
    Colour = "blue"
  }
}

resource "aws_ecs_task_set" "spot" {
  service         = aws_ecs_service.web.id
  cluster         = aws_ecs_cluster.shop.id
  task_definition = aws_ecs_task_definition.web.arn

  capacity_provider_strategy {
    capacity_provider = "FARGATE_SPOT"
    weight            = 2
    base              = 1
  }
}

resource "aws_appautoscaling_target" "web" {
  service_namespace  = "ecs"
  resource_id        = "service/shop/web"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = 1
  max_capacity       = 4
}

resource "aws_appautoscaling_scheduled_action" "night" {
  name               = "night"
  service_namespace  = aws_appautoscaling_target.web.service_namespace
  resource_id        = aws_appautoscaling_target.web.resource_id
  scalable_dimension = aws_appautoscaling_target.web.scalable_dimension
  schedule           = "cron(0 22 * * ? *)"
  timezone           = "Europe/Berlin"
  start_time         = "2031-01-31T22:00:00Z"

  scalable_target_action {
    min_capacity = 0
    max_capacity = 1
  }
}
