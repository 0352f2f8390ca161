module "vpc" {
  source = "./mods/vpc"
  name   = "shop"
  subnets = {
    "a.b"  = "10.0.1.0/24"
    "c\"d" = "10.0.2.0/24"
  }
}

# outputs that are maps of whole resources
resource "aws_route_table" "each" {
  for_each = module.vpc.subnets
  vpc_id   = module.vpc.vpc.id
  tags     = { Name = each.key, Cidr = each.value.cidr_block }
}

resource "aws_route_table_association" "each" {
  for_each       = module.vpc.subnets
  subnet_id      = each.value.id
  route_table_id = aws_route_table.each[each.key].id
}

module "svc" {
  source   = "./mods/svc"
  for_each = toset(["blue", "green"])
  name     = each.key
  vpc_id   = try(module.vpc.vpc.id, module.vpc.other[0].id, "")
  subnets  = [for k, s in module.vpc.subnets : s.id]
}

resource "aws_ecs_cluster" "maybe" {
  count = 1
  name  = "maybe"
}

resource "aws_ecs_service" "of_maybe" {
  name            = "x"
  cluster         = one(aws_ecs_cluster.maybe[*].id)
  task_definition = element(concat(aws_ecs_task_definition.none[*].arn, [""]), 0)
  network_configuration {
    subnets          = values(module.vpc.subnets)[*].id
    security_groups  = compact([try(aws_security_group.gone[0].id, null), module.svc["blue"].sg_id])
    assign_public_ip = lookup({ yes = true }, "yes", false)
  }
}

resource "aws_ecs_task_definition" "none" {
  count                 = 0
  family                = "none"
  container_definitions = "[]"
}

resource "aws_security_group" "gone" {
  count = length(var.nothing)
}

variable "nothing" {
  type    = list(string)
  default = []
}

moved {
  from = aws_ecs_cluster.old
  to   = aws_ecs_cluster.maybe
}

import {
  to = aws_ecs_cluster.maybe[0]
  id = "maybe"
}

removed {
  from = aws_instance.gone
  lifecycle {
    destroy = false
  }
}

check "health" {
  data "http" "x" {
    url = "https://example.com"
  }
  assert {
    condition     = data.http.x.status_code == 200
    error_message = "down"
  }
}

ephemeral "aws_secretsmanager_secret_version" "db" {
  secret_id = "db"
}

resource "aws_db_instance" "db" {
  identifier          = "db"
  password_wo         = ephemeral.aws_secretsmanager_secret_version.db.secret_string
  password_wo_version = 1
}

resource "aws_s3_bucket" "b" {
  bucket     = provider::aws::trim_iam_role_path("x")
  depends_on = [aws_ecs_cluster.maybe]
  lifecycle {
    prevent_destroy = true
    precondition {
      condition     = self.bucket != ""
      error_message = "no"
    }
  }
  timeouts {
    create = "5m"
  }
  provisioner "local-exec" {
    command = "echo ${self.bucket}"
  }
  connection {
    host = self.id
  }
}
resource "aws_ecs_cluster" "overridden" {
  name = "before"
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}
