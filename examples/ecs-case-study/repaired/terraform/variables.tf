variable "vpc_cidr" {
  description = "Address range of the network; its first four /20 blocks become subnets"
  type        = string
  default     = "10.20.0.0/16"
}

variable "instance_type" {
  description = "What the cluster's instances are"
  type        = string
  default     = "t3.medium"

  validation {
    condition     = contains(["t3.medium", "t3.large", "m6i.large"], var.instance_type)
    error_message = "One of the instance types that are reserved."
  }
}

variable "instance_image" {
  description = "Parameter that holds the ECS-optimized image"
  type        = string
  default     = "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id"
}

variable "task_count" {
  description = "How many tasks the service runs; 0 until the first image is pushed"
  type        = number
  default     = 2
}

variable "git_connection" {
  description = "ARN of the CodeConnections connection that reads the source repository"
  type        = string
}

variable "source_location" {
  description = "The application's source repository"
  type        = string
  default     = "https://github.com/example/harbor-web.git"
}

variable "alert_email" {
  description = "Who is told when an agent disconnects"
  type        = string
  sensitive   = true
}
