output "vpc_id" {
  value = aws_vpc.this.id
}

output "public_subnet_ids" {
  value = { for zone, subnet in aws_subnet.public : zone => subnet.id }
}

output "private_subnet_ids" {
  value = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}

output "load_balancer_security_group_id" {
  value = aws_security_group.load_balancer.id
}

output "instance_security_group_id" {
  value = aws_security_group.instances.id
}
