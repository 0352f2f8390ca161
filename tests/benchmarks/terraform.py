"""What reading Terraform costs, beside parsing alone: `make bench-terraform`.

A generated tree of modules (4 levels, for_each, 60 files and more) is read to snapshots; the same files are only parsed with tree-sitter,
and loaded with python-hcl2. Promises: at most 12 times the time of tree-sitter alone, below 150 MB.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

MOST_RATIO = 12.0
MOST_MEGABYTES = 150.0

SERVICE = """
variable "name" { type = string }
variable "subnets" { type = list(string) }
variable "cluster" { type = string }
variable "environment" {
  type    = map(string)
  default = {}
}
variable "image" {
  type    = string
  default = "nginx:1.27"
}

locals {
  full_name = "${var.name}-service"
  settings  = [for name, value in var.environment : { name = upper(name), value = value }]
  tags      = merge({ Name = local.full_name }, { Team = "platform", Service = var.name })
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "task" {
  name               = "${local.full_name}-task"
  assume_role_policy = data.aws_iam_policy_document.assume.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "task" {
  name = "read"
  role = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:ListBucket"]
      Resource = ["arn:aws:s3:::${var.name}", "arn:aws:s3:::${var.name}/*"]
    }]
  })
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full_name
  cpu                      = 512
  memory                   = 1024
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  execution_role_arn       = aws_iam_role.task.arn
  task_role_arn            = aws_iam_role.task.arn
  container_definitions = jsonencode([
    {
      name         = var.name
      image        = var.image
      essential    = true
      environment  = local.settings
      portMappings = [{ containerPort = 8080, protocol = "tcp" }]
      logConfiguration = {
        logDriver = "awslogs"
        options = {
          "awslogs-group"         = "/ecs/${local.full_name}"
          "awslogs-region"        = "eu-west-1"
          "awslogs-stream-prefix" = "ecs"
        }
      }
    },
    {
      name      = "sidecar"
      image     = "envoy:1.31"
      essential = false
    },
  ])
}

resource "aws_ecs_service" "this" {
  name            = local.full_name
  cluster         = var.cluster
  task_definition = aws_ecs_task_definition.this.arn
  desired_count   = 2
  launch_type     = "FARGATE"
  network_configuration {
    subnets          = var.subnets
    assign_public_ip = false
  }
  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  dynamic "load_balancer" {
    for_each = length(var.subnets) > 1 ? [1] : []
    content {
      target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/x/0123456789abcdef"
      container_name   = var.name
      container_port   = 8080
    }
  }
}

output "service" { value = aws_ecs_service.this.id }
"""
NETWORK = """
variable "cidr" { type = string }
variable "zones" { type = list(string) }

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}
resource "aws_subnet" "private" {
  for_each          = { for place, zone in var.zones : zone => cidrsubnet(var.cidr, 8, place) }
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value
  availability_zone = each.key
}
resource "aws_route_table" "private" {
  for_each = aws_subnet.private
  vpc_id   = aws_vpc.this.id
}
resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}
output "subnets" { value = [for subnet in aws_subnet.private : subnet.id] }
"""


CALL = """
module "s{service}" {{
  source      = "./service{service}"
  for_each    = toset(["web", "worker"])
  name        = "${{var.team}}-{service}-${{each.key}}"
  subnets     = var.subnets
  cluster     = aws_ecs_cluster.this.arn
  environment = {{ stage = var.stage, team = var.team }}
}}
"""
TEAM = """
variable "team" {}
variable "stage" {}
variable "subnets" { type = list(string) }
resource "aws_ecs_cluster" "this" {
  name = var.team
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
"""
ENVIRONMENT = """
variable "stage" {}
module "network" {
  source = "../network"
  cidr   = "10.0.0.0/16"
  zones  = ["a", "b", "c"]
}
"""
TEAM_CALL = """
module "team{team}" {{
  source  = "../team{team}"
  team    = "team{team}"
  stage   = var.stage
  subnets = module.network.subnets
}}
"""
LIVE = """
provider "aws" {
  region = "eu-west-1"
}
module "production" {
  source = "../modules/environment"
  stage  = "production"
}
"""


def write(top: Path, teams: int, services: int) -> None:
    """The tree: root -> environment -> team -> service, and a network; each module in a folder of its own."""

    def put(path: str, text: str) -> None:
        file = top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    put("live/main.tf", LIVE)
    put("modules/network/main.tf", NETWORK)
    put("modules/environment/main.tf", ENVIRONMENT + "".join(TEAM_CALL.format(team=team) for team in range(teams)))
    for team in range(teams):
        put(f"modules/team{team}/main.tf", TEAM + "".join(CALL.format(service=service) for service in range(services)))
        for service in range(services):
            put(f"modules/team{team}/service{service}/main.tf", SERVICE)


def clock(run: Callable[[], object], times: int) -> float:
    """The least CPU seconds of some runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        run()
        best = min(best, time.process_time() - start)
    return best


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="exit 1 where a promise is not kept")
    arguments.add_argument("--teams", type=int, default=8)
    arguments.add_argument("--services", type=int, default=10)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder).resolve()
        write(top, given.teams, given.services)
        files = sorted(top.rglob("*.tf"))
        texts = [path.read_bytes() for path in files]
        import tree_sitter
        import tree_sitter_hcl

        parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))

        from scanner.redaction import Redactor
        from scanner.sources.terraform.finish import snapshot_of
        from scanner.sources.terraform.roots import Tree, read_roots

        directories = sorted({path.parent.relative_to(top).as_posix() for path in files})
        counted = [0, 0]

        def read() -> None:
            redactor = Redactor.for_run()
            counted[:] = [0, 0]
            for root in read_roots(Tree(str(top), ""), directories, {}, (), redactor):
                snapshot = snapshot_of(root, redactor)
                counted[0] += len(snapshot.resources)
                counted[1] += len(snapshot.gaps)

        read()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ours = clock(read, 3)
        syntax = clock(lambda: [parser.parse(text) for text in texts], 5)
        size = sum(map(len, texts))
        print(f"{len(files)} files, {size / 1024:.0f} KiB, 4 levels of modules: {counted[0]} resources, {counted[1]} gaps")
        print(f"tree-sitter alone  {1000 * syntax:7.1f} ms")
        print(f"read to snapshots  {1000 * ours:7.1f} ms   {ours / syntax:5.1f} times (promise: at most {MOST_RATIO:.0f})")
        print(f"peak memory        {before:7.0f} MB (promise: {MOST_MEGABYTES:.0f})")
        try:
            import hcl2
        except ImportError:
            print("python-hcl2 is not installed; pip install python-hcl2 to compare with it")
        else:
            other = clock(lambda: [hcl2.loads(text.decode()) for text in texts], 1)
            print(f"python-hcl2 load   {1000 * other:7.1f} ms   {other / syntax:5.1f} times, without evaluation")
    kept = ours / syntax <= MOST_RATIO and before <= MOST_MEGABYTES
    return 0 if kept or not given.check else 1


if __name__ == "__main__":
    sys.exit(main())
