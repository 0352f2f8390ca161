resource "aws_ecs_task_definition" "web" {
  family = "web"

  container_definitions = <<-JSON
    [{"name": "web", "image": "nginx"}]
  JSON
}
