resource "aws_ecs_cluster" "tofu" {
  name = "terraform"
}
