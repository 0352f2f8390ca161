resource "aws_ecs_cluster" "shop" {
  name = "shop"
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.shop.id
  task_definition = "web"
  launch_type     = "EC2"
  desired_count   = 1
}
