# An ECS platform on EC2 instances, from the network to the pipeline that deploys to it: the case study, with its faults.

locals {
  name = "harbor"
}

module "network" {
  source = "./modules/network"

  name = local.name
  cidr = var.vpc_cidr

  zones      = { a = 0, c = 2 }
  nat_routed = ["a"]
}

module "cluster" {
  source = "./modules/cluster"

  name            = "${local.name}-ecs"
  instance_image  = var.instance_image
  instance_type   = var.instance_type
  subnet_ids      = values(module.network.private_subnet_ids)
  security_groups = [module.network.instance_security_group_id]

  groups = {
    base = {
      min_size     = 1
      max_size     = 4
      desired_size = 2
      user_data    = <<-EOT
        #!/bin/bash
        echo ECS_CLUSTER=${local.name}-ecs >> /etc/ecs/ecs.config
      EOT
    }

    # cheaper instances beside the others, added later
    spot = {
      min_size      = 0
      max_size      = 2
      desired_size  = 1
      spot_price    = "0.03"
      joins_cluster = true
      user_data     = <<-EOT
        #!/bin/bash
        echo ECS_ENABLE_SPOT_INSTANCE_DRAINING=true >> /etc/ecs/ecs.config
        echo ECS_IMAGE_PULL_BEHAVIOR=prefer-cached >> /etc/ecs/ecs.config
      EOT
    }
  }
}

module "service" {
  source = "./modules/service"

  name       = local.name
  cluster    = module.cluster.arn
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
  image_tag  = "release"

  cluster_name = module.cluster.name
  service_name = module.service.name
  task_roles   = module.service.role_arns
}
