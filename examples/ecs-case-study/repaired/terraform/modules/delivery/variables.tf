variable "name" {
  type = string
}

variable "repository" {
  description = "The repository whose images are deployed"
  type = object({
    arn  = string
    name = string
  })
}

variable "image_tag" {
  type = string
}

variable "cluster_name" {
  type = string
}

variable "service_name" {
  type = string
}

variable "task_roles" {
  description = "ARNs of the roles that the service's tasks run with"
  type        = list(string)
}
