# The pages of the types in https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
resource "aws_security_group" "front" {
  name        = "front"
  description = "the front"
  vpc_id      = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_instance" "web" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
}

resource "aws_instance" "more" {
  ami           = "ami-0a1b2c3d4e5f60718"
  instance_type = "t3.micro"
}

resource "aws_elb" "front" {
  name                        = "front"
  subnets                     = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_groups             = [aws_security_group.front.id]
  instances                   = [aws_instance.web.id]
  internal                    = true
  cross_zone_load_balancing   = true
  idle_timeout                = 120
  connection_draining         = true
  connection_draining_timeout = 400

  access_logs {
    bucket        = "logs-of-front"
    bucket_prefix = "front"
    interval      = 5
    enabled       = true
  }

  listener {
    instance_port      = 8080
    instance_protocol  = "http"
    lb_port            = 443
    lb_protocol        = "https"
    ssl_certificate_id = "arn:aws:acm:eu-west-1:111122223333:certificate/1a2b3c4d-0000-1111-2222-333344445555"
  }

  listener {
    instance_port     = 9000
    instance_protocol = "tcp"
    lb_port           = 9000
    lb_protocol       = "tcp"
  }

  health_check {
    healthy_threshold   = 2
    unhealthy_threshold = 3
    timeout             = 4
    target              = "HTTP:8080/health"
    interval            = 30
  }

  tags = {
    Team = "web"
  }
}

resource "aws_elb_attachment" "more" {
  elb      = aws_elb.front.id
  instance = aws_instance.more.id
}

resource "aws_elb" "plain" {
  name               = "plain"
  availability_zones = ["eu-west-1a"]

  listener {
    instance_port     = 80
    instance_protocol = "HTTP"
    lb_port           = 80
    lb_protocol       = "HTTP"
  }
}

resource "aws_load_balancer_policy" "tls" {
  load_balancer_name = aws_elb.front.name
  policy_name        = "tls"
  policy_type_name   = "SSLNegotiationPolicyType"

  policy_attribute {
    name  = "Protocol-TLSv1.2"
    value = "true"
  }

  policy_attribute {
    name  = "Server-Defined-Cipher-Order"
    value = "true"
  }
}

resource "aws_load_balancer_listener_policy" "tls" {
  load_balancer_name = aws_elb.front.name
  load_balancer_port = 443
  policy_names       = [aws_load_balancer_policy.tls.policy_name]
}

resource "aws_lb_cookie_stickiness_policy" "short" {
  name                     = "short"
  load_balancer            = aws_elb.plain.id
  lb_port                  = 80
  cookie_expiration_period = 600
}

resource "aws_app_cookie_stickiness_policy" "cart" {
  name          = "cart"
  load_balancer = aws_elb.plain.name
  lb_port       = 80
  cookie_name   = "CART"
}

resource "aws_lb" "new" {
  name               = "new"
  load_balancer_type = "application"
  subnets            = ["subnet-0a1b2c3d4e5f60718", "subnet-1a1b2c3d4e5f60718"]
  security_groups    = [aws_security_group.front.id]
}

resource "aws_lb_target_group" "web" {
  name     = "web"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = "vpc-0a1b2c3d4e5f60718"
}

resource "aws_lb_target_group_attachment" "web" {
  target_group_arn = aws_lb_target_group.web.arn
  target_id        = aws_instance.web.id
  port             = 8081
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.new.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = aws_acm_certificate.first.arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web.arn
  }
}

resource "aws_acm_certificate" "first" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate" "second" {
  domain_name       = "cart.example.com"
  validation_method = "DNS"
}

resource "aws_lb_listener_certificate" "second" {
  listener_arn    = aws_lb_listener.https.arn
  certificate_arn = aws_acm_certificate.second.arn
}
