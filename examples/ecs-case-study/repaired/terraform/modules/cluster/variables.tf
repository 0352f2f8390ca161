variable "name" {
  type = string
}

variable "instance_image" {
  description = "Parameter that holds the image"
  type        = string
}

variable "instance_type" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_groups" {
  type = list(string)
}

variable "min_size" {
  type = number
}

variable "max_size" {
  type = number
}

variable "alert_email" {
  description = "Who is told when an agent disconnects"
  type        = string
}
