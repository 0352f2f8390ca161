# https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_subnet_group and the pages of the other types
resource "aws_db_subnet_group" "orders" {
  name        = "orders"
  description = "orders"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]
}

resource "aws_elasticache_subnet_group" "cache" {
  name        = "cache"
  description = "cache"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_memorydb_subnet_group" "memory" {
  name        = "memory"
  description = "memory"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_redshift_subnet_group" "warehouse" {
  name        = "warehouse"
  description = "warehouse"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60719"]

  tags = {
    team = "data"
  }
}

resource "aws_dax_subnet_group" "accelerator" {
  name        = "accelerator"
  description = "accelerator"
  subnet_ids  = ["subnet-0a1b2c3d4e5f60718"]
}

resource "aws_msk_cluster" "broker" {
  cluster_name           = "broker"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 2
  enhanced_monitoring    = "DEFAULT"
  storage_mode           = "LOCAL"

  broker_node_group_info {
    instance_type   = "kafka.m5.large"
    az_distribution = "DEFAULT"
    client_subnets  = ["subnet-0a1b2c3d4e5f60718", "subnet-0a1b2c3d4e5f60719"]
    security_groups = ["sg-0a1b2c3d4e5f60718"]

    storage_info {
      ebs_storage_info {
        volume_size = 100
      }
    }
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  tags = {
    team = "data"
  }
}
