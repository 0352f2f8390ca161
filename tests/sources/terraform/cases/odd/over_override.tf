resource "aws_ecs_cluster" "overridden" {
  name = "after"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
