"""What a buildspec runs and pushes."""

from __future__ import annotations

from typing import Any

import pytest

from scanner.functions.buildspec import buildspec
from scanner.unknown import ABSENT, OBJECT, STRING, OpenList, Unknown, reference

DOCUMENTED = """version: 0.2

phases:
  pre_build:
    commands:
      - echo Logging in to Amazon ECR...
      - aws ecr get-login-password | docker login --username AWS --password-stdin $AWS_ACCOUNT_ID.dkr.ecr.$AWS_DEFAULT_REGION.amazonaws.com
  build:
    commands:
      - echo Build started on `date`
      - docker build -t $IMAGE_REPO_NAME:$IMAGE_TAG .
      - docker tag $IMAGE_REPO_NAME:$IMAGE_TAG $AWS_ACCOUNT_ID.dkr.ecr.$AWS_DEFAULT_REGION.amazonaws.com/$IMAGE_REPO_NAME:$IMAGE_TAG
  post_build:
    commands:
      - docker push $AWS_ACCOUNT_ID.dkr.ecr.$AWS_DEFAULT_REGION.amazonaws.com/$IMAGE_REPO_NAME:$IMAGE_TAG
      - printf '[{"name":"web","imageUri":"%s"}]' $IMAGE_REPO_NAME > imagedefinitions.json
artifacts:
  files: imagedefinitions.json
"""
"""The sample of the CodeBuild user guide, "Docker sample for CodeBuild", with an artifact."""


def spec(*commands: str, head: str = "version: 0.2\n") -> str:
    return head + "phases:\n  build:\n    commands:\n" + "".join(f"      - {command}\n" for command in commands)


def pushes(*commands: str, variables: Any = None) -> Any:
    return buildspec(spec(*commands), variables)["pushes"]


def test_the_documented_buildspec_is_understood_with_the_projects_variables() -> None:
    variables = [{"Name": "IMAGE_REPO_NAME", "Value": "web"}, {"Name": "IMAGE_TAG", "Value": "latest", "Type": "PLAINTEXT"}]

    facts = buildspec(DOCUMENTED, variables)

    assert facts["uses_docker"] is True and facts["logs_in"] is True and facts["artifacts"] == ["imagedefinitions.json"]
    assert len(facts["commands"]) == 7 and facts["commands"][2] == "echo Build started on `date`"
    (push,) = facts["pushes"]
    assert push["repository"] == "web" and push["tag"] == "latest"
    assert push["registry"].suffix == ".amazonaws.com" and push["registry"].parts[1] == ".dkr.ecr."


def test_a_tag_that_the_project_takes_from_a_parameter_stays_that_parameter() -> None:
    tag = Unknown("parameter Tag", types=STRING, identity=("parameter", "Tag"))

    facts = buildspec(DOCUMENTED, [{"Name": "IMAGE_REPO_NAME", "Value": "web"}, {"Name": "IMAGE_TAG", "Value": tag}])

    assert facts["pushes"][0]["tag"] is tag


@pytest.mark.parametrize(
    ("commands", "repository", "tag"),
    [
        (["docker push app:v1"], "app", "v1"),
        (["docker push app"], "app", "latest"),
        (["docker image push --quiet app:v1"], "app", "v1"),
        (["docker --config /x push app:v1"], "app", "v1"),
        (["docker buildx build --platform linux/amd64 --push -t app:v1 ."], "app", "v1"),
        (["docker buildx build --output=type=registry --tag=app:v1 ."], "app", "v1"),
        (["docker build --push -t app:v1 ."], "app", "v1"),
        (["podman push app:v1"], "app", "v1"),
        (["buildah push --creds a:b app:v1"], "app", "v1"),
        (["/kaniko/executor --context . --destination app:v1"], "app", "v1"),
        (["/kaniko/executor --context . --destination=app:v1"], "app", "v1"),
        (["crane copy a:b app:v1"], "app", "v1"),
        (["skopeo copy docker://a:b docker://app:v1"], "app", "v1"),
        (["docker tag x app:v1", "docker push --all-tags app"], "app", "v1"),
        (["REPO=app", "TAG=v1", "docker push $REPO:$TAG"], "app", "v1"),
        (["export REPO=app && docker push ${REPO}:${TAG:-v1}"], "app", None),
        (["|\n        for t in v1; do\n          docker push app:$t\n        done"], "app", "v1"),
        (['if [ "$CODEBUILD_BUILD_SUCCEEDING" = 1 ]; then docker push app:v1; fi'], "app", "v1"),
        (["aws ecr put-image --repository-name app --image-tag v1 --image-manifest x"], "app", "v1"),
    ],
)
def test_each_way_to_push_is_seen(commands: list[str], repository: str, tag: str | None) -> None:
    (push,) = pushes(*commands)

    assert push["repository"] == repository
    assert push["tag"] == tag or (tag is None and isinstance(push["tag"], Unknown))


@pytest.mark.parametrize(
    "command",
    [
        "docker build -t app:v1 .",
        "docker tag a b",
        "echo docker push app",
        "'# docker push app'",
        "/kaniko/executor --no-push --destination app",
    ],
)
def test_what_does_not_push_is_known_not_to(command: str) -> None:
    assert pushes(command) == []


def test_the_buildspecs_variables_are_put_in_and_the_projects_win() -> None:
    text = spec("docker push $REPO:$TAG", head="version: 0.2\nenv:\n  variables:\n    REPO: app\n    TAG: dev\n")

    assert buildspec(text)["pushes"][0]["tag"] == "dev"
    assert buildspec(text, [{"Name": "TAG", "Value": "prod"}])["pushes"][0]["tag"] == "prod"


@pytest.mark.parametrize(
    ("head", "variables", "reason"),
    [
        ("version: 0.2\n", None, "set neither in the buildspec nor in the project"),
        ("version: 0.2\nenv:\n  parameter-store:\n    TAG: /x\n", None, "comes from parameter-store"),
        ("version: 0.2\nenv:\n  secrets-manager:\n    TAG: x:y\n", None, "comes from secrets-manager"),
        ("version: 0.2\n", [{"Name": "TAG", "Value": "/x", "Type": "PARAMETER_STORE"}], "comes from PARAMETER_STORE"),
        (
            "version: 0.2\nbatch:\n  build-list:\n    - identifier: a\n      env:\n        variables:\n          TAG: a\n",
            None,
            "differs from build to build",
        ),
    ],
)
def test_a_variable_that_is_set_elsewhere_is_unknown_with_its_reason(head: str, variables: Any, reason: str) -> None:
    tag = buildspec(spec("docker push app:$TAG", head=head), variables)["pushes"][0]["tag"]

    assert isinstance(tag, Unknown) and reason in tag.reason


def test_variables_that_are_not_all_known_may_override_the_buildspecs() -> None:
    text = spec("docker push app:$TAG", head="version: 0.2\nenv:\n  variables:\n    TAG: dev\n")

    for variables in (Unknown("parameter Variables"), [Unknown("p")], OpenList((), more=Unknown("m"), reason="r")):
        assert isinstance(buildspec(text, variables)["pushes"][0]["tag"], Unknown)
    known = OpenList((({"Name": "TAG", "Value": "prod"}, False),), more=Unknown("m"), reason="r")
    assert buildspec(text, known)["pushes"][0]["tag"] == "prod"


def test_a_run_time_variable_of_codebuild_is_unknown() -> None:
    tag = pushes("docker push app:$CODEBUILD_RESOLVED_SOURCE_VERSION")[0]["tag"]

    assert tag.reason == "CodeBuild sets $CODEBUILD_RESOLVED_SOURCE_VERSION at run time" and tag.truthy


def test_a_repositorys_uri_leads_to_the_repository() -> None:
    uri = reference("t#Repository", "RepositoryUri")

    push = pushes("docker push $URI:latest", variables=[{"Name": "URI", "Value": uri}])[0]

    assert push["repository"] == reference("t#Repository", "Ref") and push["tag"] == "latest"


def test_the_old_login_command_is_a_login_and_hides_nothing() -> None:
    facts = buildspec(spec("$(aws ecr get-login --no-include-email)", "docker push app"))

    assert facts["logs_in"] is True and facts["pushes"][0]["repository"] == "app"


@pytest.mark.parametrize("command", ["./deploy.sh", "make release", "$TOOL run", "docker compose push"])
def test_where_a_script_of_the_source_runs_there_may_be_more_pushes(command: str) -> None:
    facts = buildspec(spec("docker push app:v1", command))

    found = facts["pushes"]
    if isinstance(found, OpenList):
        assert found.items[0][0]["tag"] == "v1" and isinstance(found.more, Unknown)
    else:
        assert isinstance(found[1]["repository"], Unknown)


def test_a_push_under_a_condition_is_a_maybe() -> None:
    found = pushes("if grep -q x y; then docker push app:v1; fi")

    assert isinstance(found, OpenList) and found.items[0][1] is True


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("docker build .", True),
        ("docker-compose up", True),
        ("nohup /usr/local/bin/dockerd &", True),
        ("sam build --use-container", True),
        ("docker --version", False),
        ("docker login -u a -p b c", False),
        ("docker manifest inspect a", False),
        ("npm ci", False),
        ("buildah push a", False),
    ],
)
def test_what_needs_a_docker_daemon_is_told(command: str, expected: bool) -> None:
    assert buildspec(spec(command))["uses_docker"] is expected


def test_docker_in_a_hidden_script_cannot_be_told() -> None:
    assert isinstance(buildspec(spec("./build.sh"))["uses_docker"], Unknown)


@pytest.mark.parametrize("text", [None, "buildspec.yml", "ci/build.yaml", "arn:aws:s3:::bucket/buildspec.yml"])
def test_a_file_of_the_source_is_unknown(text: Any) -> None:
    facts = buildspec(text)

    assert isinstance(facts, Unknown) and facts.types == OBJECT and "file of the source" in facts.reason


@pytest.mark.parametrize("text", ["version: 0.2\nphases: [", "a\nb", '{"version": 0.2', "version: 0.2\nphases: x\n"])
def test_a_buildspec_that_cannot_be_read_is_unknown(text: str) -> None:
    assert isinstance(buildspec(text), Unknown)


def test_json_and_version_0_1_are_read() -> None:
    text = '{"version": 0.1, "phases": {"build": {"commands": ["TAG=v1", "docker push app:$TAG"]}}}'

    assert isinstance(buildspec(text)["pushes"][0]["tag"], Unknown)  # version 0.1: each command has a shell of its own
    assert buildspec(text.replace("0.1", "0.2"))["pushes"][0]["tag"] == "v1"


def test_artifacts_are_listed_with_the_secondary_ones() -> None:
    text = (
        "version: 0.2\nphases: {}\nartifacts:\n  files:\n    - a.json\n    - b.yaml\n  secondary-artifacts:\n    x:\n      files: ['c']\n"
    )

    assert buildspec(text)["artifacts"] == ["a.json", "b.yaml", "c"]


def test_commands_for_powershell_are_not_guessed_at() -> None:
    facts = buildspec(spec("docker push app", head="version: 0.2\nenv:\n  shell: powershell.exe\n"))

    assert isinstance(facts["uses_docker"], Unknown) and isinstance(facts["pushes"], OpenList)


def test_a_command_that_hangs_on_a_template_condition_splits_the_result() -> None:
    fragment = Unknown("condition", one_of=("\n      - docker push app:b", ABSENT), selector="C")

    facts = buildspec(Unknown("t", types=STRING, parts=(spec("docker push app:a").rstrip(), fragment, "\n")))

    assert facts.selector == "C" and [len(one["pushes"]) for one in facts.one_of] == [2, 1]
