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

variable "groups" {
  description = "Groups of instances"
  type = map(object({
    min_size      = number
    max_size      = number
    desired_size  = number
    user_data     = string
    spot_price    = optional(string)
    joins_cluster = optional(bool, false)
  }))
}
