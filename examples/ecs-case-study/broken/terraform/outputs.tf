output "address" {
  description = "Where the service answers"
  value       = "http://${module.service.dns_name}"
}

output "repository" {
  description = "Where builds push images"
  value       = module.build.repository.repository_url
}
