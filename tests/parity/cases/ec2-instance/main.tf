resource "aws_instance" "host" {
  ami                     = "ami-0a1b2c3d4e5f60718"
  instance_type           = "t3.micro"
  iam_instance_profile    = "ecsInstanceRole"
  key_name                = "operators"
  subnet_id               = "subnet-0bbbbbbbbbbbbbbbb"
  vpc_security_group_ids  = ["sg-0bbbbbbbbbbbbbbbb"]
  monitoring              = true
  ebs_optimized           = true
  source_dest_check       = true
  disable_api_termination = true
  tags                    = { Name = "host" }

  user_data = <<-EOT
    #!/bin/bash
    echo ECS_CLUSTER=shop >> /etc/ecs/ecs.config
  EOT

  metadata_options {
    http_tokens                 = "required"
    http_endpoint               = "enabled"
    http_put_response_hop_limit = 1
  }

  ebs_block_device {
    device_name           = "/dev/xvda"
    delete_on_termination = true
    encrypted             = true
    volume_size           = 30
    volume_type           = "gp3"
  }
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1b"
  size              = 100
  type              = "gp3"
  encrypted         = true
  kms_key_id        = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-0000-4000-8000-000000000001"
}

resource "aws_volume_attachment" "data" {
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.host.id
  device_name = "/dev/sdf"
}

resource "aws_network_acl" "acl" {
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  subnet_ids = ["subnet-0bbbbbbbbbbbbbbbb"]

  ingress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "10.0.0.0/16"
    from_port  = 443
    to_port    = 443
  }
}

resource "aws_flow_log" "vpc" {
  vpc_id                   = "vpc-0a1b2c3d4e5f60718"
  traffic_type             = "ALL"
  log_destination_type     = "s3"
  log_destination          = "arn:aws:s3:::shop-flow-logs"
  max_aggregation_interval = 60
}

resource "aws_ec2_transit_gateway" "transit" {
  auto_accept_shared_attachments = "disable"
  dns_support                    = "enable"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "vpc" {
  transit_gateway_id = aws_ec2_transit_gateway.transit.id
  vpc_id             = "vpc-0a1b2c3d4e5f60718"
  subnet_ids         = ["subnet-0bbbbbbbbbbbbbbbb"]
}

resource "aws_vpc_peering_connection" "peer" {
  vpc_id        = "vpc-0a1b2c3d4e5f60718"
  peer_vpc_id   = "vpc-0fffffffffffffff0"
  peer_owner_id = "444455556666"
  peer_region   = "eu-west-1"
}

resource "aws_network_interface" "spare" {
  subnet_id         = "subnet-0bbbbbbbbbbbbbbbb"
  description       = "spare"
  security_groups   = ["sg-0bbbbbbbbbbbbbbbb"]
  source_dest_check = false
  tags              = { Name = "spare" }
}
