# As little as the pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ allow: the
# provider's own defaults, where they are not CloudFormation's.
resource "aws_s3_account_public_access_block" "open" {
}

resource "aws_iam_virtual_mfa_device" "one" {
  virtual_mfa_device_name = "one"
}

resource "aws_iam_server_certificate" "one" {
  name             = "one"
  certificate_body = "-----BEGIN CERTIFICATE-----\nMIIBexample\n-----END CERTIFICATE-----"
  private_key      = "one secret of this test"
}

resource "aws_ec2_client_vpn_endpoint" "one" {
  server_certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/5a2b3c4d-0000-1111-2222-333344445555"
  client_cidr_block      = "10.100.0.0/16"

  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/6a2b3c4d-0000-1111-2222-333344445555"
  }

  connection_log_options {
    enabled = false
  }
}

resource "aws_ami" "one" {
  name = "one"
}

resource "aws_autoscaling_policy" "one" {
  name                   = "one"
  autoscaling_group_name = "web"
  adjustment_type        = "ChangeInCapacity"
  scaling_adjustment     = 1
}

resource "aws_iam_access_key" "one" {
  user = "sam"
}

resource "aws_network_interface_attachment" "one" {
  instance_id          = "i-0a1b2c3d4e5f60718"
  network_interface_id = "eni-0a1b2c3d4e5f60718"
  device_index         = 2
}

resource "aws_elb" "one" {
  subnets = ["subnet-0a1b2c3d4e5f60718"]

  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }

  access_logs {
    bucket = "logs"
  }
}

resource "aws_iam_account_password_policy" "one" {
  require_numbers = true
}

resource "aws_placement_group" "one" {
  name     = "one"
  strategy = "cluster"
}

resource "aws_vpc_endpoint_service" "one" {
  acceptance_required        = false
  network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/inner/1a2b3c4d5e6f7a8b"]
  allowed_principals         = ["arn:aws:iam::444455556666:root"]
}
