variable "sg" {
  type = object({ id = string, name_prefix = string })
}
variable "names" {}
resource "aws_lb" "this" {
  name            = "${var.sg.name_prefix}lb"
  security_groups = [var.sg.id]
  tags            = { for k, v in var.names : k => v.id }
}
output "lb" { value = aws_lb.this }
