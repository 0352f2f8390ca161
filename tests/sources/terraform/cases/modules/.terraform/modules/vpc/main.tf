resource "aws_subnet" "a" {
  cidr_block = "10.0.0.0/24"
  vpc_id     = "vpc-1"
}
output "subnets" { value = aws_subnet.a[*].id }
