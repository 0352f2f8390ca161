output "repository" {
  value = aws_ecr_repository.this
}
