variable "name" {
  type = string
}

variable "cidr" {
  type = string
}

variable "zones" {
  description = "Availability zones by letter: their places in the region's list"
  type        = map(number)
}
