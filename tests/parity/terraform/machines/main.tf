# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_ebs_encryption_by_default" "on" {
  enabled = true
}

resource "aws_ec2_image_block_public_access" "closed" {
  state = "block-new-sharing"
}

resource "aws_ebs_snapshot_block_public_access" "closed" {
  state = "block-all-sharing"
}

resource "aws_ec2_instance_metadata_defaults" "strict" {
  http_endpoint               = "enabled"
  http_tokens                 = "required"
  http_put_response_hop_limit = 2
  instance_metadata_tags      = "disabled"
}

resource "aws_key_pair" "admin" {
  key_name   = "admin"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExample admin@example.com"

  tags = {
    Team = "operations"
  }
}

resource "aws_placement_group" "spread" {
  name            = "spread"
  strategy        = "partition"
  partition_count = 3

  tags = {
    Team = "operations"
  }
}

resource "aws_ebs_volume" "data" {
  availability_zone = "eu-west-1a"
  size              = 20
  encrypted         = true
}

resource "aws_ebs_snapshot" "nightly" {
  volume_id    = aws_ebs_volume.data.id
  description  = "nightly"
  storage_tier = "standard"

  tags = {
    Name = "nightly"
  }
}

resource "aws_snapshot_create_volume_permission" "partner" {
  snapshot_id = aws_ebs_snapshot.nightly.id
  account_id  = "444455556666"
}

resource "aws_ami" "base" {
  name                = "base"
  description         = "the base of all"
  architecture        = "x86_64"
  virtualization_type = "hvm"
  root_device_name    = "/dev/xvda"
  imds_support        = "v2.0"
  boot_mode           = "uefi"
  tpm_support         = "v2.0"
  ena_support         = true
  sriov_net_support   = "simple"

  ebs_block_device {
    device_name           = "/dev/xvda"
    snapshot_id           = aws_ebs_snapshot.nightly.id
    volume_size           = 20
    volume_type           = "gp3"
    iops                  = 3000
    throughput            = 125
    delete_on_termination = true
  }

  ephemeral_block_device {
    device_name  = "/dev/sdb"
    virtual_name = "ephemeral0"
  }

  tags = {
    Name = "base"
  }
}

resource "aws_ami_launch_permission" "partner" {
  image_id   = aws_ami.base.id
  account_id = "444455556666"
}

resource "aws_ami_launch_permission" "everyone" {
  image_id = aws_ami.base.id
  group    = "all"
}

resource "aws_subnet" "private" {
  vpc_id     = "vpc-0a1b2c3d4e5f60718"
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "out" {
  name        = "out"
  description = "rules of their own"
  vpc_id      = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_network_interface" "second" {
  subnet_id         = aws_subnet.private.id
  description       = "the second"
  security_groups   = [aws_security_group.out.id]
  source_dest_check = false
  private_ips       = ["10.0.1.20"]

  tags = {
    Name = "second"
  }
}

resource "aws_instance" "web" {
  ami             = aws_ami.base.id
  instance_type   = "t3.micro"
  subnet_id       = aws_subnet.private.id
  key_name        = aws_key_pair.admin.key_name
  placement_group = aws_placement_group.spread.name
}

resource "aws_network_interface_attachment" "second" {
  instance_id          = aws_instance.web.id
  network_interface_id = aws_network_interface.second.id
  device_index         = 1
  network_card_index   = 0
}
