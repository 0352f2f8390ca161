variable "create" { type = bool }
variable "names" { type = set(string) }
variable "number" { type = number }

resource "aws_ecs_cluster" "none" {
  count = 0
}
resource "aws_ecs_cluster" "two" {
  count = 2
  name  = "c${count.index}"
}
resource "aws_ecs_cluster" "maybe" {
  count = var.create ? 1 : 0
  name  = "maybe"
}
resource "aws_ecs_cluster" "named" {
  for_each = { a = "x", b = "y" }
  name     = "${each.key}-${each.value}"
}
resource "aws_ecs_cluster" "some" {
  for_each = var.names
  name     = each.key
}
resource "aws_ecs_cluster" "many" {
  count = var.number
  name  = "m${count.index}"
}
resource "aws_ecs_service" "on_maybe" {
  count   = var.create ? 1 : 0
  name    = "s"
  cluster = aws_ecs_cluster.maybe[0].id
}
resource "aws_ecs_service" "on_any" {
  name    = "t"
  cluster = try(aws_ecs_cluster.maybe[0].arn, aws_ecs_cluster.two[1].arn)
}
resource "aws_ecs_service" "on_all" {
  for_each = toset([for c in aws_ecs_cluster.two : c.name])
  name     = each.key
  cluster  = aws_ecs_cluster.named["a"].id
}
