"""Redaction: planted secrets appear nowhere, and what policies read stays."""

from __future__ import annotations

import json
import string
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scanner.encoding import decode, encode, text_value
from scanner.functions.agent_recovery import agent_recovery
from scanner.functions.user_data import ecs_config
from scanner.redaction import Redactor, masked, redact, redact_value
from scanner.redaction.rules import FILE_NAME, sensitive
from scanner.redaction.text import spans
from scanner.unknown import ABSENT, STRING, OpenList, OpenObject, Unknown, reference

KEY = Redactor(b"a key of the user")
LAUNCH = "AWS::AutoScaling::LaunchConfiguration"
TASK = "AWS::ECS::TaskDefinition"
PROJECT = "AWS::CodeBuild::Project"


def shown(type: str, properties: dict[str, Any]) -> str:
    """All that a saved file would hold of a resource."""
    return json.dumps(encode(redact(type, properties, KEY)), ensure_ascii=False)


def visible(text: Any) -> str:
    """A user data text with a block in place of what was hidden."""
    value = redact(LAUNCH, {"UserData": text}, KEY)["UserData"]
    parts = (value,) if isinstance(value, str) else value.parts or (value,)
    return "".join(part if isinstance(part, str) else "█" if part.redacted else "?" for part in parts)


SCRIPTS = [
    "export DB_PASSWORD={s}\n",
    "DB_PASSWORD='{s}'\n",
    'DB_PASSWORD="{s}" ./run\n',
    "APP_SETTING={s}\n",
    'echo "PASSWORD={s}" >> /etc/app.env\n',
    "printf 'PASSWORD=%s' {s} > /etc/app.env\n",
    'printf "ECS_CLUSTER=prod\\nDB={s}\\n" > /etc/ecs/ecs.config\n',
    "echo {s} > /home/ec2-user/.pass\n",
    "echo {s} | passwd --stdin root\n",
    "echo 'root:{s}' | chpasswd\n",
    "mysql -u root -p{s} -h db\n",
    "mysql --password={s}\n",
    "mysql --password {s}\n",
    "curl -u admin:{s} https://example.com/\n",
    "curl -H 'Authorization: Bearer {s}' https://example.com/\n",
    'curl -H "X-Api-Key: {s}" https://example.com/\n',
    "curl https://bob:{s}@example.com/x\n",
    "curl 'https://example.com/x?token={s}'\n",
    'curl -d \'{{"user":"bob","secret":"{s}"}}\' https://example.com/\n',
    'curl -d "{{\\"secret\\":\\"{s}\\"}}" https://example.com/\n',
    "docker login -u bob -p {s} registry.example.com\n",
    "docker run -e TOKEN={s} app\n",
    "docker run app {s}\n",
    "docker build --build-arg NPM={s} -t app .\nX=$NPM\n",
    "DB_PW={s}\ndocker build --build-arg X=$DB_PW -t web .\n",
    "aws configure set aws_secret_access_key {s}\n",
    "aws ssm put-parameter --name /a/b --value {s}\n",
    'aws ecs run-task --overrides \'{{"environment":[{{"name":"PW","value":"{s}"}}]}}\'\n',
    "cat > /home/ec2-user/.pass <<EOF\n{s}\nEOF\n",
    "cat <<'EOF' > /etc/app.yml\ndb:\n  password: {s}\nEOF\n",
    "cat <<EOF > /etc/app.ini\npassword = {s}\nEOF\n",
    'cat <<EOF > /etc/app.json\n{{"db": {{"password": "{s}"}}}}\nEOF\n',
    'cat <<EOF >> /etc/ecs/ecs.config\nECS_ENGINE_AUTH_DATA={{"https://x": {{"auth": "{s}"}}}}\nEOF\n',
    'echo ECS_ENGINE_AUTH_DATA=\'{{"x":{{"password":"{s}"}}}}\' >> /etc/ecs/ecs.config\n',
    "ECS_CLUSTER=prod;PASSWORD={s}\n",
    "echo ECS_CLUSTER=prod,PASSWORD={s} >> /etc/ecs/ecs.config\n",
    "# the password is {s}\n",
    'test "$X" = {s} && echo ok\n',
    "python3 -c \"connect('{s}')\"\n",
    "echo ${{PASSWORD:-{s}}}\n",
    "psql postgres://app:{s}@db:5432/app\n",
    "java -Dspring.datasource.password={s} -jar app.jar\n",
    "./install.sh {s}\n",
    "sed -i 's/__PW__/{s}/' /etc/app.conf\n",
    "-----BEGIN RSA PRIVATE KEY-----\n{s}\n-----END RSA PRIVATE KEY-----\n",
    '<powershell>\n$password = "{s}"\n[Environment]::SetEnvironmentVariable("DB_PW","{s}","Machine")\n</powershell>',
    "#cloud-config\nwrite_files:\n- path: /home/ec2-user/.pass\n  content: |\n    {s}\n- path: /x\n  content: {s}\n",
    "#cloud-config\nusers:\n- name: bob\n  passwd: {s}\n",
    "#cloud-config\nchpasswd:\n  list: |\n    root:{s}\n",
    'version: 0.2\nenv:\n  variables:\n    PW: {s}\n    OTHER: "{s}"\nphases:\n  build:\n    commands:\n      - deploy --token {s}\n',
    "FOO=bar \\\n  BAR={s} \\\n  run\n",
    'echo "one\n{s}\ntwo" > /etc/x\n',
    "jq '[{{a:1}}]' {s} > x\n",
    "echo '(x;' {s}\n",
    "version: 0.2\nphases:\n  build:\n    commands:\n      - 'deploy --token {s}'\n      - \"echo {s}\"\n",
]
SECRETS = [
    "hunter2-S3cr3t",
    "swordfishes",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "Tr0ub4dor&3x!q".replace("&", ""),
]


@pytest.mark.parametrize("secret", SECRETS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_secret_planted_in_a_script_appears_nowhere(script: str, secret: str) -> None:
    text = f"#!/bin/bash\nyum install -y jq\n{script.format(s=secret)}\nsystemctl restart ecs\n"

    for type, properties in (
        (LAUNCH, {"UserData": text}),
        ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"UserData": text}}),
        (PROJECT, {"Source": {"BuildSpec": text}}),
        ("AWS::SSM::Document", {"Content": {"mainSteps": [{"inputs": {"runCommand": [text]}}]}}),
    ):
        assert secret not in shown(type, properties), visible(text)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(SCRIPTS),
    st.text(string.ascii_letters + string.digits + "_+./@:%", min_size=9, max_size=24).filter(
        lambda s: s[0].isalpha() and s[-1].isalnum() and "//" not in s and not sensitive().is_common(s) and not FILE_NAME.search(s)
    ),
)
def test_no_random_secret_survives_whole(script: str, secret: str) -> None:
    """Words of scripts and names of files aside, and `name:`, which nobody can tell from a secret."""
    assert secret not in shown(LAUNCH, {"UserData": "#!/bin/bash\n" + script.format(s=secret)})


KEPT = [
    "#!/bin/bash -xe",
    "echo ECS_CLUSTER=main-cluster >> /etc/ecs/ecs.config",
    'echo "ECS_CLUSTER=main-cluster" > /etc/ecs/ecs.config',
    "echo 'ECS_CLUSTER=main-cluster' | sudo tee -a /etc/ecs/ecs.config",
    "printf 'ECS_CLUSTER=%s\\n' main-cluster > /etc/ecs/ecs.config",
    'printf "ECS_CLUSTER=main\\nECS_LOGLEVEL=debug\\n" > /etc/ecs/ecs.config',
    "cat <<'EOF' >> /etc/ecs/ecs.config\nECS_CLUSTER=main-cluster\nECS_ENABLE_TASK_IAM_ROLE=true\nECS_BACKEND_HOST=\nEOF",
    'ECS_AVAILABLE_LOGGING_DRIVERS=["json-file","awslogs"]',
    "CL=main-cluster\necho ECS_CLUSTER=$CL >> /etc/ecs/ecs.config",
    "sed -i '/ECS_CLUSTER/d' /etc/ecs/ecs.config",
    "systemctl enable --now ecs",
    "sudo systemctl restart ecs.service",
    "start ecs",
    "service docker restart && start ecs",
    "yum install -y ecs-init aws-cfn-bootstrap",
    "amazon-linux-extras install -y ecs",
    'echo "* * * * * root /usr/local/bin/ecs-watchdog.sh" > /etc/cron.d/ecs-watchdog',
    '(crontab -l; echo "* * * * * pgrep -f ecs-agent || start ecs") | crontab -',
    "cat > /etc/cron.d/ecs <<EOF\n*/5 * * * * root systemctl start ecs\nEOF",
    "cat > /opt/w.sh <<'EOF'\n#!/bin/bash\n"
    'if [ "$(curl -s http://localhost:51678/v1/metadata)" = "" ]; then\n  systemctl restart ecs\nfi\nEOF',
    "cat > /etc/systemd/system/ecs.service.d/restart.conf <<EOF\n[Service]\nRestart=always\nRestartSec=10\nEOF",
    "docker ps | grep amazon/amazon-ecs-agent",
    "docker run --name ecs-agent --detach=true --restart=on-failure:10 amazon/amazon-ecs-agent:latest",
    "/opt/aws/bin/cfn-signal -e $? --stack web-stack --resource Group --region eu-west-1",
    "TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)",
    'Content-Type: multipart/mixed; boundary="==X=="\nMIME-Version: 1.0\n\n--==X==\n'
    "Content-Type: text/x-shellscript\n\n#!/bin/bash\nstart ecs\n--==X==--",
    "#cloud-config\nwrite_files:\n- path: /etc/ecs/ecs.config\n  content: |\n    ECS_CLUSTER=main-cluster\n"
    "runcmd:\n- systemctl restart ecs",
    '[settings.ecs]\ncluster = "main-cluster"',
    "<powershell>\nInitialize-ECSAgent -Cluster 'main-cluster' -EnableTaskIAMRole\n</powershell>",
    '[Environment]::SetEnvironmentVariable("ECS_CLUSTER","main-cluster","Machine")',
]
"""What policies about agents, clusters and recovery read."""


@pytest.mark.parametrize("text", KEPT)
def test_what_policies_read_in_a_script_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize("script", [one for one in SCRIPTS if not one.startswith(("#cloud", "version", "<power"))])
def test_the_cluster_and_the_agents_recovery_are_read_as_before(script: str) -> None:
    watch = 'echo "* * * * * root pgrep agent || systemctl restart ecs" > /etc/cron.d/ecs\n'
    text = f"#!/bin/bash\n{script.format(s='hunter2')}\necho ECS_CLUSTER=main-cluster >> /etc/ecs/ecs.config\n{watch}"
    hidden = redact(LAUNCH, {"UserData": text}, KEY)["UserData"]

    before, after = (read_entry(ecs_config(one), "ECS_CLUSTER") for one in (text, hidden))
    assert after == before or isinstance(before, Unknown)
    assert read_entry(agent_recovery(hidden), "restarts_agent") == read_entry(agent_recovery(text), "restarts_agent")


def read_entry(value: Any, key: str) -> Any:
    return value.known.get(key) if isinstance(value, OpenObject) else value.get(key) if isinstance(value, dict) else value


BUILDSPEC = """version: 0.2
env:
  variables:
    IMAGE_TAG: latest
    REPOSITORY_URI: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web-app
    APP_KEY: {secret}
  parameter-store:
    DB_PASSWORD: /prod/db/password
  secrets-manager:
    TOKEN: prod/app:token
phases:
  pre_build:
    commands:
      - echo Logging in to Amazon ECR...
      - $(aws ecr get-login --no-include-email --region $AWS_DEFAULT_REGION)
      - aws ecr get-login-password | docker login --username AWS --password-stdin $REPOSITORY_URI
      - COMMIT_HASH=$(echo $CODEBUILD_RESOLVED_SOURCE_VERSION | cut -c 1-7)
  build:
    commands:
      - docker build -t $REPOSITORY_URI:latest .
      - "docker tag harbor:latest $REPOSITORY_URI:$COMMIT_HASH"
      - 'docker push registry.example.com/harbor:1.0'
      - |
        docker push $REPOSITORY_URI:$IMAGE_TAG
        docker push 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web-app:1.2.3
      - aws ecs update-service --cluster main-cluster --service web-app --force-new-deployment
      - printf '[{"name":"web-app","imageUri":"%s"}]' $REPOSITORY_URI:$IMAGE_TAG > imagedefinitions.json
artifacts:
  files: imagedefinitions.json
"""


def test_a_buildspec_still_shows_what_it_builds_and_pushes() -> None:
    text = BUILDSPEC.replace("{secret}", "swordfishes")
    value = redact(PROJECT, {"Source": {"BuildSpec": text}}, KEY)["Source"]["BuildSpec"]

    assert [part for part in value.parts if isinstance(part, str)] == BUILDSPEC.split("{secret}")


ENVIRONMENT = [
    ("DB_PASSWORD", "hunter2", False),
    ("LOG_FORMAT", "hunter2", False),
    ("DB_PASSWORD", "123456", False),
    ("PORT", "8080", True),
    ("DEBUG", "true", True),
    ("EMPTY", "", True),
    ("ROLE", "arn:aws:iam::123456789012:role/web", True),
    ("DB_PASSWORD", "{{resolve:ssm:/prod/db:1}}", True),
    ("CONFIG", "/prod/app/config", True),
    ("ECS_CLUSTER", "main-cluster", True),
    ("IMAGE_TAG", "latest", True),
    ("REPOSITORY_URI", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/web", True),
    ("API_TOKEN", "my-secret-1", False),
    ("IMAGE_TAG", "AKIAIOSFODNN7EXAMPLE", False),
    ("DATABASE_URL", "postgres://app:hunter2@db/app", False),
]


@pytest.mark.parametrize(("name", "value", "stays"), ENVIRONMENT)
def test_the_values_of_an_environment_go_unless_they_are_no_secret(name: str, value: str, stays: bool) -> None:
    for type, properties in (
        (TASK, {"ContainerDefinitions": [{"Name": "web", "Environment": [{"Name": name, "Value": value}]}]}),
        ("AWS::Lambda::Function", {"Environment": {"Variables": {name: value}}}),
        (PROJECT, {"Environment": {"EnvironmentVariables": [{"Name": name, "Value": value, "Type": "PLAINTEXT"}]}}),
    ):
        text = shown(type, properties)

        assert name in text
        assert (json.dumps(value) in text) is stays
        assert stays or "hunter2" not in text


def test_references_of_an_environment_stay() -> None:
    variables = [
        {"Name": "TOKEN", "Value": "my-secret", "Type": "SECRETS_MANAGER"},
        {"Name": "PW", "Value": "pw", "Type": "PARAMETER_STORE"},
    ]
    ref = reference("t#Secret")
    task = {"ContainerDefinitions": [{"Environment": [{"Name": "PASSWORD", "Value": ref}], "Secrets": [{"Name": "A", "ValueFrom": "abc"}]}]}

    assert redact(PROJECT, {"Environment": {"EnvironmentVariables": variables}}, KEY)["Environment"]["EnvironmentVariables"] == variables
    redacted = redact(TASK, task, KEY)["ContainerDefinitions"][0]
    assert redacted["Environment"][0]["Value"] is ref
    assert redacted["Secrets"] == [{"Name": "A", "ValueFrom": "abc"}]


PLANTED: list[tuple[str, Any]] = [
    ("AWS::RDS::DBInstance", {"MasterUserPassword": "SECRET"}),
    ("AWS::RDS::DBInstance", {"MasterUserPassword": Unknown("x", one_of=("SECRET", "SECRET2"), selector="c")}),
    ("AWS::Some::Type", {"Deep": [{"Password": "SECRET"}]}),
    ("AWS::Some::Type", {"Text": "use AKIASECRETSECRETSECRET now"}),
    ("AWS::Some::Type", {"Url": "https://bob:SECRET@example.com"}),
    ("AWS::CodePipeline::Pipeline", {"Stages": [{"Actions": [{"Configuration": {"OAuthToken": "SECRET"}}]}]}),
    (
        "AWS::CodePipeline::Pipeline",
        {"Stages": [{"Actions": [{"Configuration": {"EnvironmentVariables": '[{"name":"A","value":"SECRET"}]'}}]}]},
    ),
    ("AWS::CodePipeline::Webhook", {"AuthenticationConfiguration": {"SecretToken": "SECRET"}}),
    ("AWS::Events::Rule", {"Targets": [{"Input": '{"containerOverrides":[{"environment":[{"name":"A","value":"SECRET"}]}]}'}]}),
    ("AWS::Events::Rule", {"Targets": [{"Input": {"environment": [{"name": "A", "value": "SECRET"}]}}]}),
    (
        "AWS::CodePipeline::Pipeline",
        {
            "DisableInboundStageTransitions": [{"StageName": "Deploy", "Reason": "until password SECRET is changed"}],
            "Runtime": {
                "stageStates": [
                    {
                        "inboundTransitionState": {"enabled": False, "disabledReason": "until password SECRET is changed"},
                        "actionStates": [
                            {
                                "latestExecution": {
                                    "token": "SECRET",
                                    "summary": "SECRET",
                                    "errorDetails": {"message": "login SECRET failed"},
                                }
                            }
                        ],
                        "onSuccessConditionState": {"conditionStates": [{"ruleStates": [{"latestExecution": {"token": "SECRET"}}]}]},
                    }
                ]
            },
        },
    ),
    ("AWS::CodeCommit::Repository", {"Triggers": [{"Name": "a", "CustomData": "key SECRET"}]}),
    ("AWS::Config::ConfigRule", {"InputParameters": {"apiKey": "SECRET"}}),
    ("AWS::Events::Rule", {"Targets": [{"RedshiftDataParameters": {"Sql": "alter user a password 'SECRET'"}}]}),
    ("AWS::Events::Rule", {"Targets": [{"HttpParameters": {"PathParameterValues": ["SECRET"]}}]}),
    ("AWS::Pipes::Pipe", {"TargetParameters": {"InputTemplate": '{"password": "SECRET"}'}}),
    ("AWS::Pipes::Pipe", {"EnrichmentParameters": {"HttpParameters": {"HeaderParameters": {"X-Api-Key": "SECRET"}}}}),
    ("AWS::WAFv2::WebACL", {"Rules": [{"Statement": {"NotStatement": {"Statement": {"ByteMatchStatement": {"SearchString": "SECRET"}}}}}]}),
    (
        "AWS::WAFv2::WebACL",
        {"Rules": [{"Action": {"Allow": {"CustomRequestHandling": {"InsertHeaders": [{"Name": "x-origin", "Value": "SECRET"}]}}}}]},
    ),
    ("AWS::SecretsManager::Secret", {"SecretString": "SECRET", "GenerateSecretString": {"SecretStringTemplate": '{"a":"SECRET"}'}}),
    ("AWS::Cognito::UserPoolIdentityProvider", {"ProviderDetails": {"client_secret": "SECRET"}}),
    ("AWS::ElastiCache::User", {"Passwords": ["SECRET", Unknown("x", one_of=("SECRET", ABSENT))]}),
    ("Custom::Thing", {"Anything": {"Inside": ["SECRET"]}}),
    (
        TASK,
        {
            "ContainerDefinitions": [
                {"LogConfiguration": {"LogDriver": "splunk", "Options": {"splunk-token": "SECRET", "splunk-x": "SECRET"}}}
            ]
        },
    ),
    (TASK, {"ContainerDefinitions": [{"Command": ["app", "--token", "SECRET", "--password=SECRET"]}]}),
    (TASK, {"ContainerDefinitions": [{"EntryPoint": ["sh", "-c", "PASSWORD=SECRET exec app --key SECRET"]}]}),
    (TASK, {"ContainerDefinitions": [{"HealthCheck": {"Command": ["CMD-SHELL", "curl -u bob:SECRET localhost || exit 1"]}}]}),
    (TASK, {"ContainerDefinitions": OpenList((({"Environment": [{"Name": "A", "Value": "SECRET"}]}, True),), Unknown("more"))}),
    (TASK, {"ContainerDefinitions": Unknown("c", one_of=([{"Environment": [{"Name": "A", "Value": "SECRET"}]}], []), selector="c")}),
    (TASK, {"ContainerDefinitions": [OpenObject({"Environment": [OpenObject({"Name": "A", "Value": "SECRET"})]})]}),
    (TASK, {"ContainerDefinitions": [{"Environment": [{"Name": Unknown("n"), "Value": "SECRET"}]}]}),
    (TASK, {"ContainerDefinitions": [{"Environment": [{"Name": "A", "Value": text_value(("SECRET", reference("R"), "SECRET"))}]}]}),
    (
        TASK,
        {"ContainerDefinitions": [{"Environment": [{"Name": "A", "Value": Unknown("p", types=STRING, prefix="SECRET", suffix="SECRET")}]}]},
    ),
    (TASK, {"ContainerDefinitions": [{"Environment": [{"Name": "A", "Value": Unknown("p", identity=("s", "SECRET"), prefix="SECRET")}]}]}),
    (TASK, {"ContainerDefinitions": [{"Environment": [{"Name": "A", "Value": Unknown("p", sensitive=True, one_of=("SECRET", "b"))}]}]}),
    (LAUNCH, {"UserData": text_value(("PASSWORD=", Unknown("p", one_of=("SECRET", "b"), selector="s"), "\n"))}),
    (LAUNCH, {"UserData": text_value(("PASSWORD=", text_value(("SECRET", reference("R"))), "\n"))}),
    (LAUNCH, {"UserData": text_value(("PASSWORD=", Unknown("p", types=STRING, prefix="SECRET"), "\n"))}),
    (LAUNCH, {"UserData": Unknown("c", one_of=("PASSWORD=SECRET", "echo SECRET"), selector="c")}),
]


@pytest.mark.parametrize(("type", "properties"), PLANTED)
def test_a_planted_secret_is_in_no_part_of_an_encoded_resource(type: str, properties: dict[str, Any]) -> None:
    secret = "hunter2S3cr3tZZ".upper()
    planted = decode(json.loads(json.dumps(encode(properties)).replace("SECRET", secret)))

    assert secret not in shown(type, planted)


FREE_TEXT = [
    ("the login is password=SECRET; ask me", "the login is password=***; ask me"),
    ("Authorization: Bearer SECRET1", "Authorization: Bearer ***"),
    ('{"auths": {"x": {"auth": "SECRET"}}}', '{"auths": {"x": {"auth": "***"}}}'),
    ("AccountKey=SECRET;EndpointSuffix=x", "AccountKey=***;EndpointSuffix=x"),
    ("redis://:SECRET@cache:6379", "redis://***@cache:6379"),
    ("pypi-AgEISECRETSECRETSECRET", "***"),
]


@pytest.mark.parametrize(("text", "wanted"), FREE_TEXT)
def test_a_credential_in_free_text_goes_and_the_rest_stays(text: str, wanted: str) -> None:
    """A description, a tag's value, an error."""
    assert masked(text) == wanted
    assert "SECRET" not in shown("AWS::Some::Type", {"Description": text})


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf",
        "{{resolve:secretsmanager:shop:SecretString:password}}",
        "password: {{resolve:ssm-secure:/shop/password:1}}",
        "rotates the secret, then the token",
        "basic monitoring of the passwords",
        '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
        "task-definition-of-a-web-service",
    ],
)
def test_free_text_about_secrets_stays(text: str) -> None:
    """What names a secret, or speaks of it, is none."""
    assert masked(text) == text


def test_a_tag_whose_key_names_a_secret_keeps_its_key_only() -> None:
    tags = [{"Key": "db-password", "Value": "SECRET"}, {"Key": "aws-cdk:subnet-type", "Value": "Isolated"}]

    text = shown("AWS::EC2::Subnet", {"Tags": tags})
    assert "SECRET" not in text
    assert "db-password" in text
    assert "Isolated" in text


@pytest.mark.parametrize(("type", "properties"), PLANTED)
def test_a_second_redaction_changes_nothing(type: str, properties: dict[str, Any]) -> None:
    once = redact(type, properties, KEY)
    first = encode(once)

    assert encode(redact(type, decode(first), KEY)) == first


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_second_redaction_of_a_script_changes_nothing(script: str) -> None:
    once = encode(redact(LAUNCH, {"UserData": "#!/bin/bash\n" + script.format(s=SECRETS[0])}, KEY))

    assert encode(redact(LAUNCH, decode(once), KEY)) == once


def test_unknown_parts_of_a_script_keep_their_place() -> None:
    script = text_value(("#!/bin/bash\necho ECS_CLUSTER=", reference("t#Cluster"), " >> /etc/ecs/ecs.config\nPW=hunter2\n"))

    assert visible(script) == "#!/bin/bash\necho ECS_CLUSTER=? >> /etc/ecs/ecs.config\nPW=█\n"


def test_a_choice_of_cluster_names_stays_a_choice() -> None:
    choice = Unknown("c", one_of=("prod", "stage"), selector="c")
    value = redact(LAUNCH, {"UserData": text_value(("echo ECS_CLUSTER=", choice, " >> /etc/ecs/ecs.config"))}, KEY)["UserData"]

    assert value.parts[1] is choice


def test_equal_secrets_have_equal_hashes_under_one_key_only() -> None:
    one, same, other = (redact("T", {"Password": text}, KEY)["Password"] for text in ("a1", "a1", "b1"))
    elsewhere = redact("T", {"Password": "a1"}, Redactor(b"other"))["Password"]

    assert one == same
    assert one != other
    assert one != elsewhere
    assert one.redacted[1] == "string" and len(one.redacted[0]) == 24 and one.sensitive and one.types == STRING


def test_the_key_is_the_users_or_made_for_the_run() -> None:
    mine = Redactor.from_environment({"PLIMSOLL_REDACTION_KEY": "k"})

    assert mine.lasting and mine.hash("x") == Redactor(b"k").hash("x")
    assert not Redactor.from_environment({}).lasting
    assert Redactor.from_environment({}).hash("x") != Redactor.from_environment({}).hash("x")
    assert "k" not in repr(Redactor(b"k-k-k")).replace("key", "").replace("Redactor", "").replace("lasting", "")


def test_the_same_dict_is_returned_and_shared_objects_are_left_alone() -> None:
    shared = [{"Name": "A", "Value": "hunter2"}]
    properties = {"ContainerDefinitions": [{"Environment": shared}]}

    assert redact(TASK, properties, KEY) is properties
    assert shared == [{"Name": "A", "Value": "hunter2"}]


def test_a_parameter_is_hidden_by_its_name() -> None:
    assert redact_value("DbPassword", "hunter2", KEY).redacted is not None
    assert redact_value("Port", 80, KEY) == 80


HOSTILE = {
    "A='": 30_000,
    'X="$(': 20_000,
    "run: $(": 20_000,
    "a: x$(": 20_000,
    "A=$(": 30_000,
    "<<EOF\n": 20_000,
    "${A:-": 30_000,
    "a": 300_000,
    "$a": 100_000,
    "[": 100_000,
    "x=$A ": 20_000,
    "ECS_A=$B1 B1=$B2 ": 9000,
    "http://a:": 20_000,
    "a@b:": 30_000,
}


@pytest.mark.parametrize("text", [piece * times for piece, times in HOSTILE.items()], ids=HOSTILE)
def test_a_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    spans(text)

    assert time.process_time() - start < 5


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aB1 =:'\"$({})`\\\n<>|;-#!/_@.,\U000f0000\x1f"), max_size=60))
def test_any_text_is_read_and_its_runs_are_apart(text: str) -> None:
    end = -1
    for start, stop in spans(text):
        assert end < start < stop <= len(text)
        end = stop


@pytest.mark.parametrize("depth", [100, 2000])
def test_a_deep_document_is_hidden_below_its_limit_without_a_crash(depth: int) -> None:
    value: Any = "hunter2"
    for _ in range(depth):
        value = {"A": value}

    assert "hunter2" not in shown("Custom::Deep", {"Root": value}) if depth < 900 else redact("Custom::Deep", {"Root": value}, KEY)
