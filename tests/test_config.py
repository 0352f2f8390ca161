"""A configuration means what it says, or is refused at its line; it never leads out of its tree."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from scanner import cli_triage, config, waivers
from scanner.errors import UsageError
from tests.repositories import Repo, cluster, template

SCHEMAS = Path(__file__).parents[1] / "schemas"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "plimsoll.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_option_is_read(tmp_path):
    text = """
policies: [rules]
pack: ecs-essentials
select: ["ecs-*"]
ignore: [cloudtrail-enabled]
severity: low
parameters: {private-subnet-routes-to-nat: {accept: [nat]}}
parameters-file: parameters.json
closed: [AWS::CloudTrail::Trail]
exclude: ["vendor/**"]
fail-on: high
strict: true
builtin: false
template-parameters: {Port: 080, Name: x}
variables: {zone: 010}
variables-files: [prod.tfvars]
waivers: exceptions.yaml
inline-waivers: false
waiver-days: {critical: 30}
baseline: base.json
format: [table]
"""
    found = config.read(written(tmp_path, text))

    assert set(text.replace(" ", "").split("\n")) - {""}
    assert {line.split(":")[0] for line in text.strip().splitlines()} == set(config.KEYS)
    assert found.policies == (tmp_path / "rules",)
    assert found.parameters_file == tmp_path / "parameters.json"
    assert (found.pack, found.severity, found.fail_on, found.strict) == ("ecs-essentials", "low", "high", True)
    assert (found.select, found.ignore, found.exclude) == (("ecs-*",), ("cloudtrail-enabled",), ("vendor/**",))
    assert found.closed == ("AWS::CloudTrail::Trail",)
    assert (found.builtin, found.inline_waivers, found.waiver_days) == (False, False, {"critical": 30})
    assert (found.given, found.variables) == ({"Port": "080", "Name": "x"}, {"zone": "010"})
    assert (found.variables_files, found.formats) == ((tmp_path / "prod.tfvars",), ("table",))
    assert (found.waivers, found.baseline) == (tmp_path / "exceptions.yaml", tmp_path / "base.json")
    assert found.said["strict"] == (12, True)
    assert found.parameters == {"private-subnet-routes-to-nat": {"accept": ["nat"]}}


def test_an_empty_configuration_says_nothing(tmp_path):
    assert config.read(written(tmp_path, "# nothing yet\n")) == config.Config()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("close: [A]", 'unknown option "close"; did you mean "closed"?'),
        ("closed: AWS::X::Y", '"closed" is a list'),
        ("strict: maybe", "write true or false"),
        ("fail-on: awful", "severities are critical, high"),
        ("fail-on: 3", "write text"),
        ("severity: awful", "one of critical, high"),
        ("waiver-days: {high: 0}", "days as a number above 0"),
        ("waiver-days: {high: true}", "days as a number above 0"),
        ("waiver-days: {awful: 1}", "a mapping of critical"),
        ("variables: [a]", "NAME: VALUE"),
        ("variables: {a: [b]}", "NAME: VALUE"),
        ("format: [json=x]", "a configuration writes none"),
        ("waivers: ../x.yaml", "leads out of"),
        ("baseline: /etc/passwd", "leads out of"),
        ("variables-files: [../x]", "leads out of"),
        ("policies: [!x rules]", "unexpected tag"),
        ("parameters: [a]", "a mapping by policy id"),
        ("- a", "a configuration is a mapping"),
        ("policies: [../../rules]", "leads out of"),
        ("parameters-file: /etc/passwd", "leads out of"),
        ("closed: [", "plimsoll.yaml:"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(tmp_path, text, says):
    with pytest.raises(UsageError) as caught:
        config.read(written(tmp_path, f"pack: x\n{text}\n" if not text.startswith("-") else f"{text}\n"))

    assert says in str(caught.value)
    assert "plimsoll.yaml:" in str(caught.value)


def test_a_link_out_of_the_tree_is_refused(tmp_path):
    inner = tmp_path / "repo"
    inner.mkdir()
    (inner / "out").symlink_to(tmp_path)
    with pytest.raises(UsageError, match="leads out of"):
        config.read(written(inner, "policies: [out]\n"))


# ---------------------------------------------------------------- the schemas that editors complete by


def schema(name: str) -> dict[str, Any]:
    text = (SCHEMAS / name).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    Draft202012Validator.check_schema(found)
    return found


def test_the_schema_of_the_configuration_has_every_option_with_what_it_means():
    properties = schema("config.schema.json")["properties"]

    assert set(properties) == set(config.KEYS) == set(cli_triage.DEFAULTS)
    assert [name for name, said in properties.items() if not said.get("description")] == []


def test_the_schema_of_waivers_has_every_key():
    assert set(schema("waivers.schema.json")["$defs"]["waiver"]["properties"]) == set(waivers.KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "fail-on: new:high,critical",
        "fail-on: none",
        "waiver-days: {high: 3}",
        "format: [json]",
        "variables: {a: 1}",
        "strict: true",
        "pack: x",
    ],
)
def test_schema_and_reader_agree_on_what_is_right(tmp_path, text):
    config.read(written(tmp_path, text))
    name, _, value = text.partition(": ")

    assert Draft202012Validator(schema("config.schema.json")).is_valid({name: yaml.safe_load(value)})


@pytest.mark.parametrize(
    "text", ["fail-on: old", "waiver-days: {high: 0}", "format: ['json=x']", "closed: x", "strict: 1", "nonsense: 1", "severity: awful"]
)
def test_schema_and_reader_agree_on_what_is_wrong(tmp_path, text):
    with pytest.raises(UsageError):
        config.read(written(tmp_path, text))

    assert not Draft202012Validator(schema("config.schema.json")).is_valid(yaml.safe_load(text))


# ---------------------------------------------------------------- what holds, and where it comes from


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def test_an_option_comes_before_the_configuration_and_that_before_a_default(repo):
    repo.files({"plimsoll.yaml": "# ours\nfail-on: high\nignore: [ecs-*]\n"})
    done = repo.run("config", "--show", "--fail-on", "new:low", "--no-builtin")
    lines = {line.split()[0]: line.split() for line in done.stdout.splitlines()}

    assert set(lines) == set(config.KEYS)
    assert lines["fail-on"][1:] == ['"new:low"', "option", "--fail-on"]
    assert lines["builtin"][1:] == ["false", "option", "--no-builtin"]
    assert lines["ignore"][1:] == ['["ecs-*"]', "plimsoll.yaml:3"]
    assert lines["pack"][1:] == ['"ecs-essentials"', "default"]


def test_without_show_only_what_somebody_said_is_shown(repo):
    repo.files({"infra/plimsoll.yaml": "strict: true\n"})

    assert repo.run("config", "infra").stdout.split() == ["strict", "true", "infra/plimsoll.yaml:1"]
    assert "plimsoll init writes one" in repo.run("config").stdout


def test_the_configuration_chooses_formats_gate_and_template_parameters(repo):
    text = template(cluster(value="!Ref Insights"), before="Parameters: {Insights: {Type: String}}\n")
    said = "format: [json]\nfail-on: none\nbuiltin: false\ntemplate-parameters: {Insights: disabled}\n"
    repo.files({"a.yaml": text, "plimsoll.yaml": said})
    done = repo.run("scan", ".", "--policies", str(repo.rules))
    found = json.loads(done.stdout)

    assert done.returncode == 0
    assert found["summary"]["verdicts"]["fail"] == 1
    assert repo.run("scan", ".", "--policies", str(repo.rules), "--fail-on", "low").returncode == 1
    assert repo.scan("--parameter", "Insights=enabled").states == {}


def test_the_configuration_gives_terraform_its_variables(repo):
    code = 'variable "v" {}\nresource "aws_ecs_cluster" "c" {\n  setting {\n    name = "containerInsights"\n    value = var.v\n  }\n}\n'
    repo.files({"main.tf": code, "plimsoll.yaml": "variables: {v: disabled}\n"})
    assert repo.scan().report["summary"]["verdicts"]["fail"] == 1
    repo.files({"prod.tfvars": 'v = "enabled"\n', "plimsoll.yaml": "variables-files: [prod.tfvars]\n"})

    assert repo.scan().report["summary"]["verdicts"]["pass"] == 1


def test_a_gate_that_cannot_be_meant_is_refused_before_anything_is_read(repo):
    found = repo.scan("--fail-on", "sometimes")

    assert found.code == 2
    assert '"sometimes" is none' in found.error


def test_a_device_is_written_into_and_not_replaced(repo):
    """Replacing what --output names would turn /dev/null into a file."""
    repo.files({"a.yaml": template(cluster())})
    pipe = repo.path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True)
    repo.run("scan", "a.yaml", "--format", f"json={pipe}")
    text, _ = reader.communicate(timeout=30)

    assert json.loads(text)["schema"] == "plimsoll/report/v1"
    assert pipe.is_fifo()


# ---------------------------------------------------------------- plimsoll init


def test_init_writes_a_configuration_and_a_workflow_that_work(repo):
    repo.files({"infra/a.yaml": template(cluster()), "main.tf": ""})
    done = repo.run("init", cwd=repo.path / "infra")
    workflow = yaml.safe_load((repo.path / ".github" / "workflows" / "plimsoll.yml").read_text(encoding="utf-8"))

    assert done.returncode == 0
    assert "Found here: CloudFormation templates (1), Terraform code (1)." in done.stdout
    assert config.read(repo.path / "plimsoll.yaml").waiver_days["critical"] == 30
    assert workflow[True]["push"]["branches"] == ["main"]
    assert workflow["permissions"] == {}
    assert repo.run("config").returncode == 0


def test_init_overwrites_nothing(repo):
    repo.files({"plimsoll.yaml": "strict: true\n"})
    (repo.path / ".github" / "workflows").mkdir(parents=True)
    (repo.path / ".github" / "workflows" / "plimsoll.yml").symlink_to(repo.path / "elsewhere")
    done = repo.run("init")

    assert "left as it is: plimsoll.yaml" in done.stdout
    assert "left as it is: .github/workflows/plimsoll.yml" in done.stdout
    assert (repo.path / "plimsoll.yaml").read_text(encoding="utf-8") == "strict: true\n"
    assert not (repo.path / "elsewhere").exists()


def test_init_follows_no_link_out_of_the_repository(repo, tmp_path):
    (tmp_path / "outside").mkdir()
    (repo.path / ".github").symlink_to(tmp_path / "outside")
    done = repo.run("init")

    assert done.returncode == 2
    assert list((tmp_path / "outside").rglob("*.yml")) == []
