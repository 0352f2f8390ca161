"""The table of instance types."""

from __future__ import annotations

import re

import pytest

from scanner.documents import read
from scanner.functions.instances import instance_type
from scanner.packaged import policies_dir
from scanner.unknown import Unknown


@pytest.mark.parametrize(
    ("name", "units", "memory", "interfaces", "architecture"),
    [
        ("t3.micro", 2048, 1024, 2, "x86_64"),
        ("t2.micro", 1024, 1024, 2, "x86_64"),
        ("m5.large", 2048, 8192, 3, "x86_64"),
        ("c5.4xlarge", 16384, 32768, 8, "x86_64"),
        ("t4g.small", 2048, 2048, 3, "arm64"),
        ("c7g.xlarge", 4096, 8192, 4, "arm64"),
    ],
)
def test_common_types_offer_what_aws_documents(name: str, units: int, memory: int, interfaces: int, architecture: str) -> None:
    assert instance_type(name) == {
        "InstanceType": name,
        "CpuUnits": units,
        "MemoryMiB": memory,
        "Enis": interfaces,
        "Architectures": [architecture],
    }


def test_a_type_that_is_not_in_the_table_is_unknown() -> None:
    found = instance_type("z9.huge")

    assert isinstance(found, Unknown) and 'the instance type "z9.huge" is not in the table' in found.reason
    assert isinstance(instance_type(Unknown("parameter Type")), Unknown)
    assert instance_type(None) is None


def test_the_table_says_where_it_comes_from() -> None:
    path = policies_dir() / "data" / "instance-types.yaml"
    table = read(path.read_bytes(), path.name, "yaml").to_python()

    assert table["source"] and re.fullmatch(r"\d{4}-\d\d-\d\d", table["date"])
    assert all(len(row) == 4 and row[3] in ("x86_64", "arm64") for row in table["types"].values())
