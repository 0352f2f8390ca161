variable "name" { type = string }
variable "privileged" {
  type    = bool
  default = false
}
resource "aws_ecs_task_definition" "task" {
  family = var.name
  container_definitions = jsonencode([{
    name       = var.name
    image      = "nginx"
    privileged = var.privileged
  }])
}
output "task" { value = aws_ecs_task_definition.task.arn }
