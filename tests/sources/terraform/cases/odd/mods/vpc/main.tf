variable "name" {}
variable "subnets" { type = map(string) }
resource "aws_vpc" "this" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = var.name }
}
resource "aws_subnet" "this" {
  for_each   = var.subnets
  vpc_id     = aws_vpc.this.id
  cidr_block = each.value
}
output "vpc" { value = aws_vpc.this }
output "subnets" { value = aws_subnet.this }
output "other" { value = [] }
