variable "name" {
  type = string
}

variable "git_connection" {
  type = string
}

variable "source_location" {
  type = string
}
