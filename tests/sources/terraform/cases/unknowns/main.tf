variable "image" {}
variable "cpu" {
  type    = number
  default = 256
}
variable "privileged" {
  type = bool
}
variable "mode" {
  type = string
  validation {
    condition     = contains(["awsvpc", "bridge"], var.mode)
    error_message = "awsvpc or bridge"
  }
}
variable "password" {
  type      = string
  sensitive = true
  default   = "hunter2-secret"
}
variable "hosts" {
  type    = list(string)
  default = []
}
data "aws_ami" "ecs" {
  most_recent = true
}

resource "aws_ecs_task_definition" "web" {
  family       = "web-${terraform.workspace}"
  cpu          = var.cpu
  network_mode = var.mode
  container_definitions = jsonencode([
    {
      name       = "web"
      image      = "registry/${var.image}:1"
      privileged = var.privileged
      environment = [
        { name = "PASSWORD", value = var.password },
      ]
      dockerLabels = var.privileged ? { risky = "yes" } : {}
    },
  ])

  dynamic "volume" {
    for_each = var.privileged ? ["a", "b"] : ["a"]
    content {
      name = volume.value
    }
  }
}

resource "aws_launch_configuration" "hosts" {
  image_id  = data.aws_ami.ecs.id
  user_data = <<-EOT
    #!/bin/bash
    echo ECS_CLUSTER=${aws_ecs_cluster.main.name} >> /etc/ecs/ecs.config
  EOT
  instance_type = length(var.hosts) > 0 ? var.hosts[0] : "t3.micro"
}

resource "aws_ecs_cluster" "main" {
  name = "shop"
}
