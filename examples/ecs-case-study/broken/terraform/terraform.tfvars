instance_type  = "t3.large"
task_count     = 2
git_connection = "arn:aws:codeconnections:ap-northeast-2:111122223333:connection/0f3a5c1e-7b2d-4e86-9a41-5d6c8e2f1b07"
