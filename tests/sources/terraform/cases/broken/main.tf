resource "aws_ecs_cluster" "good" {
  name = "good"
}
resource "aws_ecs_cluster" "half" {
  name = "a" "b"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}
resource "aws_ecs_cluster" {
  name = "nameless"
}
resource "aws_ecs_service" "lost" {
  name    = local.nowhere
  cluster = aws_ecs_cluster.gone.id
}
locals {
  a = local.b
  b = local.a
}
resource "aws_ecs_service" "circle" {
  name = local.a
}
resource "aws_ecs_service" "open" {
  name = "x"
