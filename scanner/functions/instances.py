"""What an EC2 instance type offers, from the table in `policies/data/instance-types.yaml`."""

from __future__ import annotations

from functools import cache
from typing import Any

from scanner.documents import read
from scanner.jmes.values import derive
from scanner.packaged import built_data, policies_dir
from scanner.unknown import OBJECT, Unknown

UNITS_PER_VCPU = 1024
"""ECS's CPU units (ECS developer guide, task definition parameter `cpu`)."""


@cache
def _table() -> dict[str, list[Any]]:
    """The rows by instance type: vCPUs, memory in MiB, network interfaces, architecture."""
    found = built_data("instance-types")
    if found is None:
        path = policies_dir() / "data" / "instance-types.yaml"
        found = read(path.read_bytes(), path.name, "yaml").to_python()
    table: dict[str, list[Any]] = found["types"]
    return table


def instance_type(name: str | Unknown | None) -> dict[str, Any] | Unknown | None:
    """An instance type as InstanceType, CpuUnits, MemoryMiB, Enis (at most) and Architectures; null for null.

    Unknown for a type that is not in the table. MemoryMiB is the machine's; what an instance registers with ECS is less, because the
    operating system keeps some.
    """
    if name is None:
        return None
    if isinstance(name, Unknown):
        return derive(OBJECT, name, truthy=True)
    row = _table().get(name)
    if row is None:
        return Unknown(f'the instance type "{name}" is not in the table of instance types', types=OBJECT, truthy=True)
    cpus, memory, interfaces, architecture = row
    return {
        "InstanceType": name,
        "CpuUnits": cpus * UNITS_PER_VCPU,
        "MemoryMiB": memory,
        "Enis": interfaces,
        "Architectures": [architecture],
    }
