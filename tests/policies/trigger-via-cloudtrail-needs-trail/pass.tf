resource "aws_cloudwatch_event_rule" "pushed" {
  name = "image-pushed"

  event_pattern = <<-JSON
    {
      "source": ["aws.ecr"],
      "detail-type": ["AWS API Call via CloudTrail"],
      "detail": {
        "eventSource": ["ecr.amazonaws.com"],
        "eventName": ["PutImage"],
        "requestParameters": {"repositoryName": ["shop"], "imageTag": ["latest"]}
      }
    }
  JSON
}

resource "aws_cloudwatch_event_target" "pipeline" {
  rule = aws_cloudwatch_event_rule.pushed.name
  arn  = "arn:aws:codepipeline:eu-west-1:111122223333:shop"
}

resource "aws_cloudtrail" "main" {
  name                  = "main"
  s3_bucket_name        = "shop-trail"
  is_multi_region_trail = true
}
