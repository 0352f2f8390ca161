resource "aws_ecs_task_definition" "web" {
  family                = "web"
  container_definitions = jsonencode([for n in range(1, 11) : { name = "c${n}", image = "nginx", memory = 64 }])
}
