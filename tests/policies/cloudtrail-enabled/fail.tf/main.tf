resource "aws_cloudtrail" "main" {
  name           = "main"
  s3_bucket_name = "shop-trail"
  enable_logging = false
}
