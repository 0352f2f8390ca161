locals {
  outside  = file("../../../../../../../../../etc/passwd")
  absolute = file("/etc/hostname")
  home     = file("~/.ssh/id_rsa")
  large    = [for i in range(1025) : i]
  doubled  = join("", [local.x10, local.x10])
  x10      = join("", [for i in range(1000) : "0123456789"])
}
resource "aws_ecs_cluster" "a" {
  name = local.outside
}
resource "aws_ecs_cluster" "b" {
  name = local.absolute
}
resource "aws_ecs_cluster" "c" {
  name = local.home
}
resource "aws_ecs_cluster" "d" {
  count = 1000000
  name  = "n${count.index}"
}
resource "aws_ecs_cluster" "e" {
  name = tostring(length(local.large))
}
module "self" {
  source = "./"
}
module "out" {
  source = "../../../../../../../../../tmp"
}
