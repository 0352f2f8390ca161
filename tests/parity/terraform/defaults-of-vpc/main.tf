# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/: what AWS makes with a VPC and
# Terraform adopts, and what says more of a resource that stands beside it.
resource "aws_default_vpc" "default" {
  tags = {
    Name = "default"
  }
}

resource "aws_default_subnet" "a" {
  availability_zone = "eu-west-1a"
}

resource "aws_vpc" "net" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_vpc" "peer" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_default_security_group" "net" {
  vpc_id = aws_vpc.net.id
}

resource "aws_default_network_acl" "net" {
  default_network_acl_id = aws_vpc.net.default_network_acl_id

  ingress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "10.0.0.0/16"
    from_port  = 443
    to_port    = 443
  }
}

resource "aws_default_route_table" "net" {
  default_route_table_id = aws_vpc.net.default_route_table_id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.out.id
  }
}

resource "aws_internet_gateway" "out" {
}

resource "aws_internet_gateway_attachment" "out" {
  internet_gateway_id = aws_internet_gateway.out.id
  vpc_id              = aws_vpc.net.id
}

resource "aws_route_table" "peer" {
  vpc_id = aws_vpc.peer.id
}

resource "aws_main_route_table_association" "peer" {
  vpc_id         = aws_vpc.peer.id
  route_table_id = aws_route_table.peer.id
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_network_acl" "closed" {
  vpc_id = aws_vpc.net.id
}

resource "aws_network_acl_association" "private" {
  network_acl_id = aws_network_acl.closed.id
  subnet_id      = aws_subnet.private.id
}

resource "aws_network_acl_rule" "out" {
  network_acl_id  = aws_network_acl.closed.id
  rule_number     = 200
  egress          = true
  protocol        = "udp"
  rule_action     = "deny"
  ipv6_cidr_block = "::/0"
  from_port       = 53
  to_port         = 53
}

resource "aws_network_acl_rule" "ping" {
  network_acl_id = aws_network_acl.closed.id
  rule_number    = 300
  protocol       = "icmp"
  rule_action    = "allow"
  cidr_block     = "10.0.0.0/8"
  icmp_type      = 8
  icmp_code      = 0
}

resource "aws_eip" "first" {
  domain = "vpc"
}

resource "aws_eip" "second" {
  domain = "vpc"
}

resource "aws_nat_gateway" "nat" {
  subnet_id     = aws_subnet.private.id
  allocation_id = aws_eip.first.id
}

resource "aws_nat_gateway_eip_association" "second" {
  nat_gateway_id = aws_nat_gateway.nat.id
  allocation_id  = aws_eip.second.id
}

resource "aws_security_group" "own" {
  name        = "own"
  description = "own"
  vpc_id      = aws_vpc.net.id
}

resource "aws_spot_instance_request" "cheap" {
  ami                    = "ami-0a1b2c3d4e5f60718"
  instance_type          = "t3.micro"
  spot_price             = "0.03"
  subnet_id              = aws_subnet.private.id
  vpc_security_group_ids = [aws_security_group.own.id]

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_network_interface" "extra" {
  subnet_id = aws_subnet.private.id
}

resource "aws_network_interface_sg_attachment" "extra" {
  network_interface_id = aws_network_interface.extra.id
  security_group_id    = aws_security_group.own.id
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id            = aws_vpc.net.id
  service_name      = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type = "Interface"
}

resource "aws_vpc_endpoint_policy" "logs" {
  vpc_endpoint_id = aws_vpc_endpoint.logs.id

  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "logs:PutLogEvents", Resource = "*" }]
  })
}

resource "aws_vpc_endpoint_private_dns" "logs" {
  vpc_endpoint_id     = aws_vpc_endpoint.logs.id
  private_dns_enabled = true
}

resource "aws_vpc_endpoint_security_group_association" "logs" {
  vpc_endpoint_id   = aws_vpc_endpoint.logs.id
  security_group_id = aws_security_group.own.id
}

resource "aws_vpc_endpoint_subnet_association" "logs" {
  vpc_endpoint_id = aws_vpc_endpoint.logs.id
  subnet_id       = aws_subnet.private.id
}

resource "aws_vpc_peering_connection" "peer" {
  vpc_id      = aws_vpc.net.id
  peer_vpc_id = aws_vpc.peer.id
}

resource "aws_vpc_peering_connection_accepter" "peer" {
  vpc_peering_connection_id = aws_vpc_peering_connection.peer.id
  auto_accept               = true
}

resource "aws_vpc_peering_connection_options" "peer" {
  vpc_peering_connection_id = aws_vpc_peering_connection.peer.id

  requester {
    allow_remote_vpc_dns_resolution = true
  }
}

resource "aws_elb" "old" {
  name    = "old"
  subnets = [aws_subnet.private.id]

  listener {
    instance_port     = 25
    instance_protocol = "tcp"
    lb_port           = 443
    lb_protocol       = "ssl"
  }
}

resource "aws_lb_ssl_negotiation_policy" "tls" {
  name          = "tls"
  load_balancer = aws_elb.old.id
  lb_port       = 443

  attribute {
    name  = "Reference-Security-Policy"
    value = "ELBSecurityPolicy-TLS-1-2-2017-01"
  }
}

resource "aws_proxy_protocol_policy" "mail" {
  load_balancer  = aws_elb.old.name
  instance_ports = ["25"]
}

resource "aws_elb" "backends" {
  name    = "backends"
  subnets = [aws_subnet.private.id]

  listener {
    instance_port     = 443
    instance_protocol = "https"
    lb_port           = 443
    lb_protocol       = "https"
  }
}

resource "aws_load_balancer_backend_server_policy" "keys" {
  load_balancer_name = aws_elb.backends.name
  instance_port      = 443
  policy_names       = ["keys"]
}
