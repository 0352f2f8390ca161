variable "name" { type = string }
variable "vpc_id" { type = string }
variable "subnets" { type = list(string) }
variable "create" {
  type    = bool
  default = true
}
variable "rules" {
  type = any
  default = {
    web = { from_port = 80, cidr = ["10.0.0.0/8"] }
    ssh = { from_port = 22, to_port = 22 }
  }
}
locals {
  create = var.create && length(var.rules) > 0
  rules  = { for k, v in var.rules : k => v if local.create }
}
resource "aws_security_group" "this" {
  count       = local.create ? 1 : 0
  name_prefix = "${var.name}-"
  vpc_id      = var.vpc_id
  lifecycle { create_before_destroy = true }
}
resource "aws_security_group_rule" "this" {
  for_each          = local.rules
  type              = try(each.value.type, "ingress")
  security_group_id = aws_security_group.this[0].id
  protocol          = lookup(each.value, "protocol", "tcp")
  from_port         = each.value.from_port
  to_port           = try(each.value.to_port, each.value.from_port)
  cidr_blocks       = lookup(each.value, "cidr", null)
  self              = try(each.value.self, null)
  description       = coalesce(try(each.value.description, null), each.key)
}
module "inner" {
  source = "./inner"
  sg     = one(aws_security_group.this)
  names  = { for i in range(2) : "n${i}" => { id = i } }
}
output "sg_id" { value = try(aws_security_group.this[0].id, null) }
output "inner" { value = module.inner }
