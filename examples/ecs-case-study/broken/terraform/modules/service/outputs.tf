output "name" {
  value = aws_ecs_service.this.name
}

output "role_arns" {
  description = "The roles that the tasks run with"
  value       = [for role in module.role : role.arn]
}

output "dns_name" {
  value = aws_lb.this.dns_name
}
