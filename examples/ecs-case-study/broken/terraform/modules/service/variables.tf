variable "name" {
  type = string
}

variable "cluster" {
  description = "ARN of the cluster"
  type        = string
}

variable "image" {
  type = string
}

variable "task_count" {
  type = number
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_groups" {
  type = list(string)
}

variable "environment" {
  type    = map(string)
  default = { STAGE = "production" }
}
