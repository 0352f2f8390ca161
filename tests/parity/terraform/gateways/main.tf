# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_vpc" "net" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.net.id
}

resource "aws_internet_gateway" "out" {
  vpc_id = aws_vpc.net.id
}

resource "aws_route_table_association" "ingress" {
  gateway_id     = aws_internet_gateway.out.id
  route_table_id = aws_route_table.edge.id
}

resource "aws_egress_only_internet_gateway" "six" {
  vpc_id = aws_vpc.net.id

  tags = {
    Name = "six"
  }
}

resource "aws_ec2_carrier_gateway" "carrier" {
  vpc_id = aws_vpc.net.id

  tags = {
    Zone = "wavelength"
  }
}

resource "aws_vpc_ipv4_cidr_block_association" "second" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "172.20.0.0/16"
}

resource "aws_vpc_ipv4_cidr_block_association" "pooled" {
  vpc_id              = aws_vpc.net.id
  ipv4_ipam_pool_id   = "ipam-pool-0a1b2c3d4e5f60718"
  ipv4_netmask_length = 20
}

resource "aws_vpc_ipv6_cidr_block_association" "amazon" {
  vpc_id                           = aws_vpc.net.id
  assign_generated_ipv6_cidr_block = true
}

resource "aws_vpc_ipv6_cidr_block_association" "own" {
  vpc_id          = aws_vpc.net.id
  ipv6_cidr_block = "2001:db8:1234:1a00::/56"
  ipv6_pool       = "ipv6pool-ec2-0a1b2c3d4e5f60718"
}

resource "aws_vpc_dhcp_options" "names" {
  domain_name                       = "shop.internal"
  domain_name_servers               = ["10.0.0.2", "AmazonProvidedDNS"]
  ntp_servers                       = ["169.254.169.123"]
  netbios_name_servers              = ["10.0.0.3"]
  netbios_node_type                 = "2"
  ipv6_address_preferred_lease_time = "3600"

  tags = {
    Name = "names"
  }
}

resource "aws_vpc_dhcp_options_association" "names" {
  vpc_id          = aws_vpc.net.id
  dhcp_options_id = aws_vpc_dhcp_options.names.id
}

resource "aws_customer_gateway" "office" {
  bgp_asn         = "65000"
  ip_address      = "203.0.113.12"
  type            = "ipsec.1"
  device_name     = "office-router"
  certificate_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d-0000-1111-2222-333344445555"

  tags = {
    Site = "office"
  }
}

resource "aws_vpn_gateway" "ours" {
  vpc_id          = aws_vpc.net.id
  amazon_side_asn = 64512
}

resource "aws_vpn_gateway_route_propagation" "edge" {
  vpn_gateway_id = aws_vpn_gateway.ours.id
  route_table_id = aws_route_table.edge.id
}

resource "aws_cloudwatch_log_group" "tunnels" {
  name = "tunnels"
}

resource "aws_vpn_connection" "office" {
  customer_gateway_id      = aws_customer_gateway.office.id
  vpn_gateway_id           = aws_vpn_gateway.ours.id
  type                     = "ipsec.1"
  static_routes_only       = true
  local_ipv4_network_cidr  = "192.168.0.0/24"
  remote_ipv4_network_cidr = "10.0.0.0/16"
  outside_ip_address_type  = "PublicIpv4"

  tunnel1_inside_cidr                     = "169.254.10.0/30"
  tunnel1_preshared_key                   = "tunnel_one_shared_key"
  tunnel1_dpd_timeout_action              = "restart"
  tunnel1_dpd_timeout_seconds             = 45
  tunnel1_enable_tunnel_lifecycle_control = true
  tunnel1_ike_versions                    = ["ikev2"]
  tunnel1_phase1_dh_group_numbers         = [19, 20]
  tunnel1_phase1_encryption_algorithms    = ["AES256-GCM-16"]
  tunnel1_phase1_integrity_algorithms     = ["SHA2-256"]
  tunnel1_phase1_lifetime_seconds         = 14400
  tunnel1_phase2_dh_group_numbers         = [19]
  tunnel1_phase2_encryption_algorithms    = ["AES256"]
  tunnel1_phase2_integrity_algorithms     = ["SHA2-512"]
  tunnel1_phase2_lifetime_seconds         = 1800
  tunnel1_rekey_fuzz_percentage           = 50
  tunnel1_rekey_margin_time_seconds       = 270
  tunnel1_replay_window_size              = 512
  tunnel1_startup_action                  = "start"

  tunnel1_log_options {
    cloudwatch_log_options {
      log_enabled       = true
      log_group_arn     = aws_cloudwatch_log_group.tunnels.arn
      log_output_format = "json"
    }
  }

  tunnel2_inside_cidr                  = "169.254.11.0/30"
  tunnel2_ike_versions                 = ["ikev1", "ikev2"]
  tunnel2_phase1_encryption_algorithms = ["AES128"]

  tags = {
    Site = "office"
  }
}

resource "aws_ec2_client_vpn_endpoint" "staff" {
  description                   = "for the staff"
  server_certificate_arn        = "arn:aws:acm:eu-west-1:111122223333:certificate/5a2b3c4d-0000-1111-2222-333344445555"
  client_cidr_block             = "10.100.0.0/16"
  dns_servers                   = ["10.0.0.2"]
  split_tunnel                  = true
  transport_protocol            = "tcp"
  vpn_port                      = 1194
  session_timeout_hours         = 8
  disconnect_on_session_timeout = true
  self_service_portal           = "enabled"
  vpc_id                        = aws_vpc.net.id
  security_group_ids            = [aws_security_group.closed.id]

  authentication_options {
    type                           = "federated-authentication"
    saml_provider_arn              = "arn:aws:iam::111122223333:saml-provider/staff"
    self_service_saml_provider_arn = "arn:aws:iam::111122223333:saml-provider/portal"
  }

  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:eu-west-1:111122223333:certificate/6a2b3c4d-0000-1111-2222-333344445555"
  }

  client_connect_options {
    enabled             = true
    lambda_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:AWSClientVPN-ask"
  }

  client_login_banner_options {
    enabled     = true
    banner_text = "you are watched"
  }

  connection_log_options {
    enabled               = true
    cloudwatch_log_group  = aws_cloudwatch_log_group.tunnels.name
    cloudwatch_log_stream = "staff"
  }
}

resource "aws_ec2_client_vpn_authorization_rule" "admins" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
  target_network_cidr    = "10.0.1.0/24"
  access_group_id        = "admins"
  description            = "admins only"
}

resource "aws_ec2_client_vpn_authorization_rule" "everyone" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.staff.id
  target_network_cidr    = aws_subnet.private.cidr_block
  authorize_all_groups   = true
}

resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 5

  entry {
    cidr        = "203.0.113.0/24"
    description = "headquarters"
  }

  entry {
    cidr = "198.51.100.0/24"
  }

  tags = {
    Team = "network"
  }
}

resource "aws_security_group" "closed" {
  name        = "closed"
  description = "nothing but rules of their own"
  vpc_id      = aws_vpc.net.id
}

resource "aws_security_group" "other" {
  description = "the other"
  vpc_id      = aws_vpc.net.id
}

resource "aws_eip" "fixed" {
  domain = "vpc"
}

resource "aws_instance" "web" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.private.id
}

resource "aws_eip_association" "fixed" {
  allocation_id      = aws_eip.fixed.id
  instance_id        = aws_instance.web.id
  private_ip_address = "10.0.1.10"
}

resource "aws_lb" "inner" {
  name               = "inner"
  load_balancer_type = "network"
  internal           = true
  subnets            = [aws_subnet.private.id]
}

resource "aws_vpc_endpoint_service" "ours" {
  acceptance_required        = true
  network_load_balancer_arns = [aws_lb.inner.arn]
  supported_ip_address_types = ["ipv4"]
  private_dns_name           = "api.example.com"

  tags = {
    Name = "ours"
  }
}

resource "aws_vpc_endpoint_service_allowed_principal" "partner" {
  vpc_endpoint_service_id = aws_vpc_endpoint_service.ours.id
  principal_arn           = "arn:aws:iam::444455556666:root"
}

resource "aws_vpc_block_public_access_options" "region" {
  internet_gateway_block_mode = "block-bidirectional"
}

resource "aws_vpc_block_public_access_exclusion" "net" {
  vpc_id                          = aws_vpc.net.id
  internet_gateway_exclusion_mode = "allow-egress"

  tags = {
    Why = "updates"
  }
}

resource "aws_vpc_block_public_access_exclusion" "subnet" {
  subnet_id                       = aws_subnet.private.id
  internet_gateway_exclusion_mode = "allow-bidirectional"
}

resource "aws_security_group_rule" "https_out" {
  security_group_id = aws_security_group.closed.id
  type              = "egress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = ["10.0.0.0/8", "192.168.0.0/16"]
  ipv6_cidr_blocks  = ["2001:db8::/32"]
  description       = "to the inside"
}

resource "aws_security_group_rule" "to_other" {
  security_group_id        = aws_security_group.closed.id
  type                     = "egress"
  protocol                 = "all"
  from_port                = 0
  to_port                  = 0
  source_security_group_id = aws_security_group.other.id
}

resource "aws_vpc_security_group_egress_rule" "offices" {
  security_group_id = aws_security_group.other.id
  ip_protocol       = "udp"
  from_port         = 53
  to_port           = 53
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
  description       = "names"
}

resource "aws_vpc_security_group_egress_rule" "back" {
  security_group_id            = aws_security_group.other.id
  ip_protocol                  = "-1"
  referenced_security_group_id = aws_security_group.closed.id
}
