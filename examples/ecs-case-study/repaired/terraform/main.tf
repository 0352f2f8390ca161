# An ECS platform on EC2 instances, from the network to the pipeline that deploys to it: the case study, repaired.

locals {
  name = "harbor"
}

module "network" {
  source = "./modules/network"

  name = local.name
  cidr = var.vpc_cidr

  zones = { a = 0, c = 2 }
}

module "cluster" {
  source = "./modules/cluster"

  name            = "${local.name}-ecs"
  instance_image  = var.instance_image
  instance_type   = var.instance_type
  subnet_ids      = values(module.network.private_subnet_ids)
  security_groups = [module.network.instance_security_group_id]

  min_size    = 2
  max_size    = 4
  alert_email = var.alert_email

  depends_on = [module.network]
}

module "service" {
  source = "./modules/service"

  name       = local.name
  cluster    = module.cluster.arn
  capacity   = module.cluster.capacity_provider
  image      = "${module.build.repository.repository_url}:latest"
  task_count = var.task_count

  vpc_id          = module.network.vpc_id
  subnet_ids      = values(module.network.public_subnet_ids)
  security_groups = [module.network.load_balancer_security_group_id]
}

module "build" {
  source = "./modules/build"

  name            = local.name
  git_connection  = var.git_connection
  source_location = var.source_location
}

module "delivery" {
  source = "./modules/delivery"

  name       = local.name
  repository = module.build.repository
  image_tag  = "latest"

  cluster_name = module.cluster.name
  service_name = module.service.name
  task_roles   = module.service.role_arns
}

module "trail" {
  source = "./modules/trail"

  name = "${local.name}-trail"
}
