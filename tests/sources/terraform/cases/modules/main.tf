module "good" {
  source     = "./app"
  name       = "good"
  privileged = false
}
module "bad" {
  source     = "./app"
  name       = "bad"
  privileged = true
}
module "remote" {
  source  = "terraform-aws-modules/ecs/aws"
  version = "5.0.0"
}
module "vpc" {
  source = "terraform-aws-modules/vpc/aws"
}
resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = module.remote.cluster_arn
  task_definition = module.good.task
  network_configuration {
    subnets = module.vpc.subnets
  }
}
