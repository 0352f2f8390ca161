"""What a boot script makes of the ECS agent's settings."""

from __future__ import annotations

import base64
import gzip
import time
from typing import Any

import pytest

from scanner.functions.user_data import ecs_config
from scanner.unknown import ABSENT, OBJECT, STRING, OpenObject, Unknown, reference

BASH = "#!/bin/bash\n"
FILE = "/etc/ecs/ecs.config"
CLUSTER = reference("template.yaml#Cluster")


def text(*parts: Any) -> Unknown:
    return Unknown("user data", types=STRING, parts=parts)


WRITES = {
    "echo appends": f"echo ECS_CLUSTER=shop >> {FILE}",
    "echo quoted": f'echo "ECS_CLUSTER=shop" >> {FILE}',
    "echo single quoted": f"echo 'ECS_CLUSTER=shop' > {FILE}",
    "echo -e with newlines": rf'echo -e "ECS_CLUSTER=shop\nA=b" > {FILE}',
    "printf": rf"printf 'ECS_CLUSTER=%s\n' shop > {FILE}",
    "tee": f"echo ECS_CLUSTER=shop | tee -a {FILE}",
    "sudo tee": f"echo ECS_CLUSTER=shop | sudo tee {FILE} > /dev/null",
    "sh -c": f'sudo sh -c "echo ECS_CLUSTER=shop >> {FILE}"',
    "bash -c with variable": f'C=shop; bash -c "echo ECS_CLUSTER=$C >> {FILE}"',
    "here-document (ECS developer guide)": f"cat <<'EOF' >> {FILE}\nECS_CLUSTER=shop\nECS_ENGINE_AUTH_TYPE=docker\nEOF",
    "here-document, target first": f"cat > {FILE} <<EOF\nECS_CLUSTER=shop\nEOF",
    "here-document with tabs": f"cat <<-EOF > {FILE}\n\tECS_CLUSTER=shop\n\tEOF",
    "here-document through a pipe": f"cat <<EOF | sudo tee -a {FILE} >/dev/null\nECS_CLUSTER=shop\nEOF",
    "tee reads a here-document": f"sudo tee {FILE} <<EOF\nECS_CLUSTER=shop\nEOF",
    "arguments behind the here-document": f"tee <<EOF -a {FILE}\nECS_CLUSTER=shop\nEOF",
    "here-string": f"cat >> {FILE} <<< 'ECS_CLUSTER=shop'",
    "group": f"{{ echo ECS_CLUSTER=shop; echo A=b; }} >> {FILE}",
    "subshell": f"(echo ECS_CLUSTER=shop; echo A=b) >> {FILE} 2>&1",
    "variable": f"CLUSTER=shop\necho ECS_CLUSTER=$CLUSTER >> {FILE}",
    "exported variable": f"export CLUSTER=shop\necho ECS_CLUSTER=${{CLUSTER}} >> {FILE}",
    "the variable itself": f"export ECS_CLUSTER=shop\necho ECS_CLUSTER=$ECS_CLUSTER >> {FILE}",
    "default of a variable": f"echo ECS_CLUSTER=${{CLUSTER:-shop}} >> {FILE}",
    "variable in a here-document": f"C=shop\ncat <<EOF > {FILE}\nECS_CLUSTER=$C\nEOF",
    "the file in a variable": f"F={FILE}\necho ECS_CLUSTER=shop >> $F",
    "directory": "cd /etc/ecs && echo ECS_CLUSTER=shop >> ecs.config",
    "mkdir before": f"mkdir -p /etc/ecs && touch {FILE} && echo ECS_CLUSTER=shop >> {FILE}",
    "written elsewhere, then moved": f"echo ECS_CLUSTER=shop > /tmp/x\nmv /tmp/x {FILE}",
    "function": f"f() {{ echo ECS_CLUSTER=$1 >> {FILE}; }}\nf shop",
    "loop over words": f"for s in ECS_CLUSTER=shop A=b; do echo $s >> {FILE}; done",
    "script in a file": f"cat > /tmp/s.sh <<'EOF'\necho ECS_CLUSTER=shop >> {FILE}\nEOF\nbash /tmp/s.sh",
    "known comparison": f'E=prod\nif [ "$E" = prod ]; then echo ECS_CLUSTER=shop >> {FILE}; else echo ECS_CLUSTER=x >> {FILE}; fi',
    "guard that aborts": f"if [ ! -d /etc/ecs ]; then exit 1; fi\necho ECS_CLUSTER=shop >> {FILE}",
    "last assignment wins": f"echo ECS_CLUSTER=x >> {FILE}\necho ECS_CLUSTER=shop >> {FILE}",
    "output redirected by exec": f"exec > >(tee /var/log/user-data.log|logger -t user-data) 2>&1\necho ECS_CLUSTER=shop >> {FILE}",
    "other commands before": f"yum update -y\nyum install -y aws-cli jq\nsystemctl enable docker\necho ECS_CLUSTER=shop >> {FILE}",
    "cfn-signal": f"echo ECS_CLUSTER=shop >> {FILE}\n/opt/aws/bin/cfn-signal -e $? --stack s --resource r",
    "CDK": f"echo ECS_CLUSTER=shop >> {FILE}\nsudo iptables --insert FORWARD 1 -i docker+ --jump DROP\nsudo service iptables save",
    "agent as a container": "docker run --name ecs-agent -e ECS_CLUSTER=shop --env=A=b amazon/amazon-ecs-agent:latest",
    "DOS line ends": f"echo x\r\necho ECS_CLUSTER=shop >> {FILE}\r\n",
    "trap and set": f"set -euxo pipefail\ntrap 'echo failed' ERR\necho ECS_CLUSTER=shop >> {FILE}",
}


@pytest.mark.parametrize("script", WRITES.values(), ids=WRITES)
def test_a_cluster_is_found_however_it_is_written(script: str) -> None:
    assert ecs_config(BASH + script)["ECS_CLUSTER"] == "shop"  # type: ignore[index]  # an object, as the script shows


NOTHING_WRITTEN = {
    "nothing": "",
    "commented out": f"# echo ECS_CLUSTER=shop >> {FILE}",
    "comment in the file": f"cat <<EOF > {FILE}\n# ECS_CLUSTER=shop\nEOF",
    "another file": "echo ECS_CLUSTER=shop >> /etc/ecs/other.config",
    "relative path": "echo ECS_CLUSTER=shop >> ecs.config",
    "printed only": "echo ECS_CLUSTER=shop",
    "overwritten": f"echo ECS_CLUSTER=shop >> {FILE}\necho A=b > {FILE}",
    "emptied": f"echo ECS_CLUSTER=shop >> {FILE}\n> {FILE}",
    "removed": f"echo ECS_CLUSTER=shop >> {FILE}\nrm -f {FILE}",
    "after exit": f"exit 0\necho ECS_CLUSTER=shop >> {FILE}",
    "in a function that nobody calls": f"f() {{ echo ECS_CLUSTER=shop >> {FILE}; }}",
    "in an unreachable branch": f'if [ "a" = b ]; then echo ECS_CLUSTER=shop >> {FILE}; fi',
    "a misspelt setting": f"echo ECS_CLUSER=shop >> {FILE}",
}


@pytest.mark.parametrize("script", NOTHING_WRITTEN.values(), ids=NOTHING_WRITTEN)
def test_a_script_that_sets_no_cluster_is_known_to_set_none(script: str) -> None:
    settings = ecs_config(BASH + script)

    assert isinstance(settings, dict) and "ECS_CLUSTER" not in settings


def test_no_user_data_writes_nothing() -> None:
    assert ecs_config(None) == {}
    assert ecs_config("") == {}


def test_text_without_a_first_line_that_cloud_init_knows_runs_nowhere() -> None:
    assert ecs_config(f"echo ECS_CLUSTER=shop >> {FILE}\n") == {}


@pytest.mark.parametrize("before", [" ", "\n", "    \n"])
def test_space_before_the_first_line_keeps_a_script_from_running(before: str) -> None:
    """cloud-init then logs "Exec format error. Missing #! in script?"."""
    assert ecs_config(before + BASH + f"echo ECS_CLUSTER=shop >> {FILE}\n") == {}
    assert ecs_config(multipart(f"Content-Type: text/x-shellscript\n\n{before}{BASH}echo ECS_CLUSTER=shop >> {FILE}")) == {}


def test_an_unset_variable_is_empty() -> None:
    assert ecs_config(BASH + f"echo ECS_CLUSTER=$CLUSTER >> {FILE}") == {"ECS_CLUSTER": ""}


def test_quotes_inside_the_file_belong_to_the_value() -> None:
    """The agent's launcher keeps them, so the instance looks for a cluster whose name has quotes."""
    assert ecs_config(BASH + f"echo 'ECS_CLUSTER=\"shop\"' >> {FILE}") == {"ECS_CLUSTER": '"shop"'}


def test_values_stay_text() -> None:
    script = (
        BASH
        + f"cat <<'EOF' > {FILE}\n"
        + 'ECS_ENABLE_SPOT_INSTANCE_DRAINING=true\nECS_CONTAINER_STOP_TIMEOUT=120\nECS_INSTANCE_ATTRIBUTES={"a": "b=c"}\nEOF\n'
    )

    assert ecs_config(script) == {
        "ECS_CONTAINER_STOP_TIMEOUT": "120",
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING": "true",
        "ECS_INSTANCE_ATTRIBUTES": '{"a": "b=c"}',
    }


REFERENCES = {
    "echo": ("echo ECS_CLUSTER=", CLUSTER, f" >> {FILE}\n"),
    "quoted": ('echo "ECS_CLUSTER=', CLUSTER, f'" >> {FILE}\n'),
    "here-document": (f"cat <<'EOF' >> {FILE}\nECS_CLUSTER=", CLUSTER, "\nA=b\nEOF\n"),
    "variable": ("NAME=", CLUSTER, f"\necho ECS_CLUSTER=$NAME >> {FILE}\n"),
    "default that is not needed": ("NAME=", CLUSTER, f"\necho ECS_CLUSTER=${{NAME:-default}} >> {FILE}\n"),
}


@pytest.mark.parametrize("script", REFERENCES.values(), ids=REFERENCES)
def test_an_embedded_reference_is_the_value(script: tuple[Any, ...]) -> None:
    assert ecs_config(text(BASH, *script))["ECS_CLUSTER"] is CLUSTER  # type: ignore[index]  # an object, as the script shows


def test_text_around_a_reference_is_kept() -> None:
    value = ecs_config(text(BASH, "echo ECS_CLUSTER=", CLUSTER, f"-blue >> {FILE}"))["ECS_CLUSTER"]  # type: ignore[index]  # an object, as the script shows

    assert value.parts == (CLUSTER, "-blue") and value.suffix == "-blue" and value.truthy


def test_a_value_with_few_alternatives_keeps_them_and_their_selector() -> None:
    stage = Unknown("parameter Stage", types=STRING, one_of=("dev", "prod"), selector=("parameter", "Stage"))

    value = ecs_config(text(BASH, "echo ECS_CLUSTER=shop-", stage, f" >> {FILE}"))["ECS_CLUSTER"]  # type: ignore[index]  # an object, as the script shows

    assert value.one_of == ("shop-dev", "shop-prod") and value.selector == ("parameter", "Stage")


def test_a_fragment_that_hangs_on_a_condition_splits_the_result() -> None:
    """Fn::If between two pieces of script: each piece is read as script, not as a word."""
    fragment = Unknown("condition Prod", one_of=(f"echo ECS_CLUSTER=prod >> {FILE}\n", ABSENT), selector="Prod")

    settings = ecs_config(text(BASH, fragment, f"echo A=b >> {FILE}\n"))

    assert isinstance(settings, Unknown) and settings.selector == "Prod"
    assert settings.one_of == ({"A": "b", "ECS_CLUSTER": "prod"}, {"A": "b"})


def test_a_redacted_value_is_unknown_and_stays_redacted() -> None:
    secret = Unknown("redacted", types=STRING, sensitive=True, redacted=("hash", "text"), identity=("redacted", "hash"))

    assert ecs_config(text(BASH, "echo ECS_ENGINE_AUTH_DATA=", secret, f" >> {FILE}")) == {"ECS_ENGINE_AUTH_DATA": secret}


def test_a_script_of_which_nothing_is_known_sets_unknown_things() -> None:
    settings = ecs_config(Unknown("parameter UserData has no default", settle="parameter UserData"))

    assert isinstance(settings, Unknown) and settings.types == OBJECT
    assert settings.reason == "parameter UserData has no default" and settings.settle == "parameter UserData"


def test_one_of_two_branches_gives_alternatives() -> None:
    value = ecs_config(BASH + f"if curl -s x; then echo ECS_CLUSTER=a >> {FILE}; else echo ECS_CLUSTER=b >> {FILE}; fi")["ECS_CLUSTER"]  # type: ignore[index]  # an object, as the script shows

    assert value.one_of == ("a", "b")


@pytest.mark.parametrize(
    "script",
    [
        f"if [ -f /x ]; then echo ECS_CLUSTER=a >> {FILE}; fi",
        f"[ -f /x ] && echo ECS_CLUSTER=a >> {FILE}",
        f"grep -q x /y || echo ECS_CLUSTER=a >> {FILE}",
        f"case $(hostname) in web*) echo ECS_CLUSTER=a >> {FILE};; esac",
        f"while read x; do echo ECS_CLUSTER=a >> {FILE}; done < /x",
        f"[ -f /done ] && exit 0\necho ECS_CLUSTER=a >> {FILE}",
        f"if [ -f /x ]; then F={FILE}; echo ECS_CLUSTER=a >> $F; fi",
    ],
)
def test_a_write_under_a_condition_may_be_absent(script: str) -> None:
    value = ecs_config(BASH + script)["ECS_CLUSTER"]  # type: ignore[index]  # an object, as the script shows

    assert set(value.one_of) == {"a", ABSENT}


def test_a_redirection_behind_a_condition_is_conditional() -> None:
    """tree-sitter hangs the `>` of `a && b > file` on both; the file is emptied only where b runs."""
    settings = ecs_config(BASH + f"echo A=b > {FILE}\n[ -f /x ] && echo ECS_CLUSTER=a > {FILE}")

    assert set(settings["A"].one_of) == {"b", ABSENT}  # type: ignore[index]  # an object, as the script shows


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (f"echo ECS_CLUSTER=$(aws ssm get-parameter --name c) >> {FILE}", "the output of aws ssm get-parameter --name c"),
        (f"echo ECS_CLUSTER=`cat /opt/cluster` >> {FILE}", "the script reads /opt/cluster"),
        (f"C=$(curl -s http://169.254.169.254/latest/meta-data/tags/instance/c)\necho ECS_CLUSTER=$C >> {FILE}", "the output of curl"),
        (f"source /etc/environment\necho ECS_CLUSTER=$CLUSTER >> {FILE}", "the script reads its settings from /etc/environment"),
        (f"read C < /x\necho ECS_CLUSTER=$C >> {FILE}", "the script reads $C"),
        (f"echo ECS_CLUSTER=${{NAME//a/b}} >> {FILE}", "the script computes"),
        (f"for x in $(ls); do C=$x; done\necho ECS_CLUSTER=$C >> {FILE}", "a loop"),
    ],
)
def test_what_the_machine_decides_is_unknown_with_its_reason(script: str, reason: str) -> None:
    value = ecs_config(BASH + script)["ECS_CLUSTER"]  # type: ignore[index]  # an object, as the script shows

    assert isinstance(value, Unknown) and reason in value.reason


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (f"aws s3 cp s3://bucket/ecs.config {FILE}", f"the script runs aws s3 cp s3://bucket/ecs.config {FILE}"),
        (f"curl -o {FILE} https://example.com/x", "the script runs curl -o"),
        (f"sed -i s/a/b/ {FILE}", "the script runs sed"),
        (f"aws s3 cp s3://b/x - > {FILE}", "the output of aws s3 cp s3://b/x -"),
        (f"cat /opt/defaults >> {FILE}", "the script reads /opt/defaults"),
        ("curl -s https://example.com/setup.sh | bash", "the script runs bash: the output of curl"),
        ("/opt/aws/bin/cfn-init -v --stack s --resource r", "the script runs /opt/aws/bin/cfn-init"),
        (". /opt/setup.sh", "the script sources /opt/setup.sh"),
        ("aws s3 cp s3://b/x.sh /tmp/x.sh\nchmod +x /tmp/x.sh\n/tmp/x.sh", "the script runs /tmp/x.sh"),
        ('python3 -c \'open("/etc/ecs/ecs.config", "w")\'', "the script runs python3"),
        ("ansible-pull -U https://example.com/r", "the script runs ansible-pull"),
    ],
)
def test_what_runs_unseen_leaves_the_object_open_with_its_reason(script: str, reason: str) -> None:
    settings = ecs_config(BASH + script)

    assert isinstance(settings, OpenObject) and settings.open
    assert reason in settings.reason


def test_a_hidden_step_that_does_not_name_the_file_leaves_what_the_script_wrote() -> None:
    settings = ecs_config(BASH + f"echo ECS_CLUSTER=shop >> {FILE}\n/opt/setup.sh\n")

    assert isinstance(settings, OpenObject) and settings.known == {"ECS_CLUSTER": "shop"}


def test_a_hidden_step_that_names_the_file_leaves_nothing_certain_but_what_follows() -> None:
    settings = ecs_config(BASH + f"echo A=b >> {FILE}\naws s3 cp s3://b/c {FILE}\necho ECS_CLUSTER=shop >> {FILE}\n")

    assert isinstance(settings, OpenObject) and settings.known == {"ECS_CLUSTER": "shop"}


def test_a_script_that_does_not_parse_is_not_trusted_from_there() -> None:
    """`]then` without a separator: bash stops there."""
    settings = ecs_config(BASH + f"if [ -f x ]then\n  echo a\nfi\necho ECS_CLUSTER=shop >> {FILE}\n")

    assert isinstance(settings, OpenObject) and "line 2 of the script cannot be parsed" in settings.reason
    assert isinstance(settings.known["ECS_CLUSTER"], Unknown)


def test_a_script_in_another_language_is_hidden() -> None:
    settings = ecs_config("#!/usr/bin/python3\nopen('/etc/ecs/ecs.config', 'a').write('ECS_CLUSTER=x')\n")

    assert isinstance(settings, OpenObject) and settings.known == {}


ECHO = f"#!/bin/bash\necho ECS_A=1 >> {FILE}\n"
PACKED = base64.b64encode(b"ECS_CLUSTER=shop\n").decode()
ZIPPED = base64.b64encode(gzip.compress(b"ECS_CLUSTER=shop\n", mtime=0)).decode()


@pytest.mark.parametrize(
    "entry",
    [
        "content: |\n      ECS_CLUSTER=shop\n",
        f"encoding: b64\n    content: {PACKED}\n",
        f"encoding: base64\n    content: !!binary {PACKED}\n".replace("!!binary ", ""),
        f"encoding: gz+b64\n    content: {ZIPPED}\n",
        f"encoding: gzip+base64\n    content: |\n      {ZIPPED}\n",
        "append: true\n    content: ECS_CLUSTER=shop\n",
    ],
)
def test_cloud_config_writes_files(entry: str) -> None:
    assert ecs_config(f"#cloud-config\nwrite_files:\n  - path: {FILE}\n    {entry}") == {"ECS_CLUSTER": "shop"}


def test_cloud_config_runs_commands_after_it_writes_files() -> None:
    config = f"""#cloud-config
runcmd:
  - echo ECS_CLUSTER=b >> {FILE}
  - [sh, -c, 'echo ECS_B=$HOME/x >> {FILE}']
write_files:
  - path: {FILE}
    content: |
      ECS_CLUSTER=a
"""

    settings = ecs_config(config)

    assert settings["ECS_CLUSTER"] == "b" and isinstance(settings["ECS_B"], Unknown)  # type: ignore[index]  # an object, as the script shows


def test_cloud_config_keeps_references() -> None:
    config = text(f"#cloud-config\nwrite_files:\n  - path: {FILE}\n    content: |\n      ECS_CLUSTER=", CLUSTER, "\n")

    assert ecs_config(config) == {"ECS_CLUSTER": CLUSTER}


def test_a_cloud_config_that_cannot_be_read_is_unknown_not_empty() -> None:
    settings = ecs_config("#cloud-config\nwrite_files: [\n")

    assert isinstance(settings, OpenObject) and "cannot be read" in settings.reason


def multipart(*parts: str) -> str:
    return 'Content-Type: multipart/mixed; boundary="B"\n\n' + "".join(f"--B\n{part}\n" for part in parts) + "--B--\n"


MULTIPART = f"""Content-Type: multipart/mixed; boundary="==BOUNDARY=="
MIME-Version: 1.0

--==BOUNDARY==
Content-Type: text/cloud-config; charset="us-ascii"

#cloud-config
write_files:
  - path: {FILE}
    content: |
      ECS_CLUSTER=shop

--==BOUNDARY==
Content-Type: text/x-shellscript; charset="us-ascii"

{ECHO}
--==BOUNDARY==--
"""


def test_multi_part_user_data_is_read_part_by_part() -> None:
    assert ecs_config(MULTIPART) == {"ECS_A": "1", "ECS_CLUSTER": "shop"}
    assert ecs_config(MULTIPART.replace("\n", "\r\n")) == {"ECS_A": "1", "ECS_CLUSTER": "shop"}


def test_an_encoded_part_is_decoded() -> None:
    body = base64.b64encode(ECHO.encode()).decode()
    part = multipart(f"Content-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n{body}")

    assert ecs_config(part) == {"ECS_A": "1"}


def test_a_part_that_includes_a_url_is_hidden() -> None:
    settings = ecs_config(multipart("Content-Type: text/x-include-url\n\nhttps://x", f"Content-Type: text/x-shellscript\n\n{ECHO}"))

    assert isinstance(settings, OpenObject) and settings.known == {"ECS_A": "1"}


def test_a_boothook_runs_before_a_script() -> None:
    late = f"Content-Type: text/x-shellscript\n\n#!/bin/sh\necho ECS_CLUSTER=late >> {FILE}"
    early = f"Content-Type: text/cloud-boothook\n\n#cloud-boothook\necho ECS_CLUSTER=early >> {FILE}"

    assert ecs_config(multipart(late, early)) == {"ECS_CLUSTER": "late"}


def test_bottlerocket_names_its_cluster_in_toml() -> None:
    assert ecs_config('[settings.ecs]\ncluster = "shop"\nenable-spot-instance-draining = true\n') == {
        "ECS_CLUSTER": "shop",
        "ECS_ENABLE_SPOT_INSTANCE_DRAINING": "true",
    }
    assert ecs_config(text('[settings.ecs]\ncluster = "', CLUSTER, '"\n')) == {"ECS_CLUSTER": CLUSTER}
    assert ecs_config("[settings.host-containers.admin]\nenabled = true\n") == {}


@pytest.mark.parametrize(
    "script",
    [
        "Import-Module ECSTools\nInitialize-ECSAgent -Cluster shop -EnableTaskIAMRole",
        "Initialize-ECSAgent -Cluster 'shop' -EnableTaskIAMRole",
        '$name = "shop"\nInitialize-ECSAgent -Cluster $name -EnableTaskIAMRole -LoggingDrivers \'["json-file","awslogs"]\'',
        "# Initialize-ECSAgent -Cluster other\nInitialize-ECSAgent `\n  -Cluster shop `\n  -EnableTaskIAMRole",
        '[Environment]::SetEnvironmentVariable("ECS_ENABLE_TASK_IAM_ROLE", "true", "Machine")\nInitialize-ECSAgent -Cluster "shop"',
    ],
)
def test_powershell_sets_up_the_agent_on_windows(script: str) -> None:
    assert ecs_config(f"<powershell>\n{script}\n</powershell>") == {"ECS_CLUSTER": "shop", "ECS_ENABLE_TASK_IAM_ROLE": "true"}


def test_powershell_without_a_cluster_sets_none() -> None:
    assert ecs_config("<powershell>\nInitialize-ECSAgent\n</powershell>") == {}


def test_powershell_keeps_references_and_conditions() -> None:
    assert ecs_config(text("<powershell>\nInitialize-ECSAgent -Cluster ", CLUSTER, "\n</powershell>")) == {"ECS_CLUSTER": CLUSTER}
    value = ecs_config("<powershell>\nif (Test-Path x) { Initialize-ECSAgent -Cluster shop }\n</powershell>")["ECS_CLUSTER"]  # type: ignore[index]  # an object, as the script shows
    assert set(value.one_of) == {"shop", ABSENT}


@pytest.mark.parametrize(
    "script",
    [
        "A=aaaaaaaaaaaaaaaa\n" + "A=$A$A$A$A\n" * 40 + f"echo ECS_CLUSTER=$A >> {FILE}",
        "for a in 1 2 3 4 5 6 7 8; do\n" * 30 + "echo x\n" + "done\n" * 30,
        "f() { f; f; }\nf\n",
        "(" * 5000,
        "$(" * 2000,
        "if true; then\n" * 800 + "fi\n" * 800,
        f"echo x >> {FILE}\n" * 5000,
        "if a; then A=b; else A=c; fi\n" * 400 + f"echo ECS_CLUSTER=$A >> {FILE}",
    ],
)
def test_hostile_scripts_end_soon(script: str) -> None:
    started = time.perf_counter()
    ecs_config(BASH + script)

    assert time.perf_counter() - started < 5
