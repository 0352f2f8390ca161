"""Rows hold what the provider and CloudFormation have: no argument is forgotten, none is invented, and each goes where it may stand."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from scanner.catalog.terraform.builder import build
from scanner.catalog.terraform.rows import BUILT, FOLDER, PROVIDER, entries, rows, texts
from tests.catalog.terraform.ledger import misplaced, provider, strays, typos

UNMAPPED: dict[tuple[str, str], str] = {}
"""Arguments that stay unmapped on purpose, with why: where one is written, what nothing else gave is unknown."""
OTHERS: dict[str, set[str]] = {
    "aws_autoscaling_attachment": {"alb_target_group_arn"},
    "aws_autoscaling_group": {"tags"},
    "aws_default_route_table": {"route.carrier_gateway_id", "route.local_gateway_id"},
    "aws_default_vpc": {"enable_classiclink", "enable_classiclink_dns_support"},
    "aws_ecs_cluster": {"capacity_providers", "default_capacity_provider_strategy"},
    "aws_eip": {"vpc"},
    "aws_flow_log": {"log_group_name"},
    "aws_iam_policy": {"delay_after_policy_creation_in_ms"},
    "aws_instance": {"cpu_core_count", "cpu_threads_per_core"},
    "aws_launch_template": {"elastic_gpu_specifications", "elastic_inference_accelerator"},
    "aws_route_table": {"route.instance_id"},
    "aws_spot_instance_request": {
        "cpu_core_count",
        "cpu_threads_per_core",
        "block_duration_minutes",
        "network_interface.network_card_index",
    },
    "aws_vpc": {"enable_classiclink", "enable_classiclink_dns_support"},
}
"""Arguments that rows name and that other versions of the provider have, or another type with which a row shares its list."""
ALL = [pytest.param(row, id=f"{kind}-{row.type}") for kind, listed in sorted(rows().items()) for row in listed]


@pytest.mark.parametrize("row", ALL)
def test_the_provider_has_the_type(row):
    """A type that the provider has not got is a typo, or the copy of the schema is old: refresh_provider.py."""
    assert row.kind in provider()["types"]


@pytest.mark.parametrize("row", ALL)
def test_every_argument_is_taken_dropped_or_found_by_its_name(row):
    """Where something is unmapped, the properties that nothing gave are unknown: sound, but of no use to anyone."""
    found = strays(row, provider()["types"][row.kind])

    assert [name for name in found if (row.kind, name) not in UNMAPPED] == []


@pytest.mark.parametrize("row", ALL)
def test_no_row_names_an_argument_that_the_provider_has_not_got(row):
    """A typo in a row would drop or move nothing."""
    found = typos(row, provider()["types"][row.kind])

    assert [name for name in found if name not in OTHERS.get(row.kind, set())] == []


@pytest.mark.parametrize("row", ALL)
def test_every_property_that_a_row_gives_is_one_of_its_type(row):
    """What goes where CloudFormation has nothing is lost."""
    assert misplaced(row) == []


def test_what_the_provider_computes_is_known_of_every_type():
    """Plans and state show it, too; without the table it would count as unmapped."""
    with open(os.path.join(FOLDER, PROVIDER), encoding="utf-8") as stream:
        known = json.load(stream)

    assert set(rows()) == set(known["types"])
    assert known["about"] == provider()["about"]


def test_the_built_form_is_what_the_files_say():
    """`make catalog` writes it; without it each run reads the YAML."""
    assert (Path(FOLDER) / BUILT).read_text("utf-8") == build()


def test_a_changed_file_is_read_instead_of_the_built_form(monkeypatch):
    """A checkout in which somebody works on rows."""
    changed = {**texts(), "sqs.yaml": b"AWS::SQS::Queue:\n  aws_sqs_queue: {take: {name: QueueName}}\n"}
    monkeypatch.setattr(sys.modules["scanner.catalog.terraform.rows"], "texts", lambda: changed)

    assert entries.__wrapped__()["aws_sqs_queue"] == [("AWS::SQS::Queue", {"take": {"name": "QueueName"}}, "sqs.yaml", 2)]
