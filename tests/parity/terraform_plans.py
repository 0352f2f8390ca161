"""Write each case's plan.json from its main.tf: `python -m tests.parity.terraform_plans [CASE ...]`. Read the diff.

What `terraform show -json` shows of a plan that creates everything, by its documented structure
(https://developer.hashicorp.com/terraform/internals/json-format): every attribute of the provider's schema, null where nothing is written,
`after_unknown` for what the provider or AWS sets, the configuration's constant values and references. What the provider fills in where
nothing is written stands in FILLED, from its documents: the schema does not tell it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from scanner.sources.terraform.nodes import Attribute, Block, Body, Index, Literal, Name, Splat
from scanner.sources.terraform.roots import Tree, read_root, roots_of
from scanner.unknown import OpenList, OpenObject, Unknown
from tests.catalog.terraform.ledger import arguments, provider
from tests.parity.worlds import CASES, KEY

FILLED: Final[dict[str, dict[str, Any]]] = {
    "aws_ami": {"architecture": "x86_64", "sriov_net_support": "simple", "virtualization_type": "paravirtual"},
    "aws_autoscaling_group": {
        "force_delete": False,
        "health_check_type": None,
        "wait_for_capacity_timeout": "10m",
        "protect_from_scale_in": False,
    },
    "aws_autoscaling_policy": {"enabled": True, "policy_type": "SimpleScaling"},
    "aws_ec2_client_vpn_endpoint": {
        "transport_protocol": "udp",
        "vpn_port": 443,
        "split_tunnel": False,
        "session_timeout_hours": 24,
        "self_service_portal": "disabled",
    },
    "aws_ecr_repository": {"force_delete": None, "image_tag_mutability": "MUTABLE"},
    "aws_ecs_service": {
        "deployment_maximum_percent": 200,
        "deployment_minimum_healthy_percent": 100,
        "scheduling_strategy": "REPLICA",
        "enable_ecs_managed_tags": False,
        "wait_for_steady_state": False,
    },
    "aws_ecs_task_set": {"wait_until_stable": False, "wait_until_stable_timeout": "10m"},
    "aws_elb": {
        "connection_draining": False,
        "connection_draining_timeout": 300,
        "cross_zone_load_balancing": True,
        "desync_mitigation_mode": "defensive",
        "idle_timeout": 60,
    },
    "aws_iam_account_password_policy": {"allow_users_to_change_password": True, "minimum_password_length": 6},
    "aws_iam_role": {"force_detach_policies": False, "max_session_duration": 3600, "path": "/"},
    "aws_iam_user": {"force_destroy": False, "path": "/"},
    "aws_iam_server_certificate": {"path": "/"},
    "aws_iam_user_login_profile": {"password_length": 20},
    "aws_iam_virtual_mfa_device": {"path": "/"},
    "aws_instance": {"get_password_data": False, "source_dest_check": True, "user_data_replace_on_change": False},
    "aws_lb": {"enable_http2": True, "idle_timeout": 60, "desync_mitigation_mode": "defensive", "enable_waf_fail_open": False},
    "aws_lb_target_group": {"slow_start": 0, "target_type": "instance", "proxy_protocol_v2": False},
    "aws_s3_account_public_access_block": {
        "block_public_acls": False,
        "block_public_policy": False,
        "ignore_public_acls": False,
        "restrict_public_buckets": False,
    },
    "aws_security_group": {"description": "Managed by Terraform", "revoke_rules_on_delete": False},
    "aws_vpc": {"enable_dns_support": True, "instance_tenancy": "default"},
}
"""What the provider fills in at the top of a resource."""
CHOSEN: Final[dict[str, set[str]]] = {
    "aws_ebs_volume": {"iops", "throughput", "snapshot_id"},
    "aws_instance": {"availability_zone", "private_ip", "placement_group", "root_block_device", "network_interface", "tenancy", "host_id"},
    "aws_launch_template": {"default_version"},
    "aws_security_group": {"ingress", "egress", "name_prefix"},
    "aws_vpc_endpoint": {"ip_address_type", "policy", "dns_options", "security_group_ids", "subnet_ids", "route_table_ids"},
    "aws_lb": {"security_groups", "subnets", "subnet_mapping", "ip_address_type"},
}
"""Arguments that AWS or the provider chooses where nothing is written: known after apply."""


def references(node: Any) -> Iterator[str]:
    """What an expression refers to, each with its resource behind it, as Terraform lists them."""
    if isinstance(node, (Attribute, Index, Splat)):
        steps: list[str] = []
        at: Any = node
        while isinstance(at, (Attribute, Index, Splat)):
            if isinstance(at, Attribute):
                steps.append(at.name)
            elif isinstance(at, Index) and isinstance(at.key, Literal):
                steps[-1:] = [f"{steps[-1]}"] if steps else []
            at = at.base
        if isinstance(at, Name):
            names = [at.name, *reversed(steps)]
            whole = 2 if names[0] not in ("data", "module") else 3
            for most in range(min(len(names), whole + 1), whole - 1, -1):
                yield ".".join(names[:most])
            return
    for name in getattr(node, "__slots__", ()):
        yield from _inner(getattr(node, name))


def _inner(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        for one in value:
            yield from _inner(one)
    elif hasattr(value, "__slots__") and not isinstance(value, (str, int, float)):
        yield from references(value)


def expressions(body: Body, skip: tuple[str, ...] = ()) -> dict[str, Any]:
    """The configuration's expressions of a body; `dynamic` blocks are not among them."""
    found: dict[str, Any] = {}
    for name, argument in body.arguments.items():
        if name in skip:
            continue
        listed = list(dict.fromkeys(references(argument.value)))
        if listed:
            found[name] = {"references": listed}
        elif isinstance(argument.value, Literal):
            found[name] = {"constant_value": argument.value.value}
        else:
            found[name] = {}
    for block in body.blocks:
        if block.type not in ("dynamic", "lifecycle"):
            found.setdefault(block.type, []).append(expressions(block.body))
    return found


def planned(value: Any) -> tuple[Any, Any]:
    """A value as `after` and `after_unknown`."""
    if isinstance(value, (Unknown, OpenList, OpenObject)):
        return None, True
    if isinstance(value, dict):
        sides = {name: planned(item) for name, item in value.items()}
        return {name: one for name, (one, unknown) in sides.items() if unknown is not True}, {
            name: unknown for name, (_, unknown) in sides.items() if unknown not in (False, {}, [])
        }
    if isinstance(value, list):
        listed = [planned(item) for item in value]
        if any(unknown is True for _, unknown in listed):
            return None, True  # a set of which one member is unknown is unknown
        return [one for one, _ in listed], [unknown for _, unknown in listed]
    return value, False


def filled(after: dict[str, Any], unknown: dict[str, Any], block: dict[str, Any]) -> None:
    """Write null for every argument of a block that is not there, inside nested blocks, too."""
    for name, inner in arguments(block):
        if name in ("timeouts",) or name in unknown:
            continue
        if name not in after:
            after[name] = None if inner is None else []
        elif isinstance(inner, dict) and isinstance(after[name], list):
            below = unknown.get(name, [])
            for place, one in enumerate(after[name]):
                if isinstance(one, dict):
                    filled(one, below[place] if place < len(below) and isinstance(below[place], dict) else {}, inner)


def change(one: Any) -> dict[str, Any]:
    """The `resource_changes` entry of a resource."""
    schema = provider()["types"][one.kind]
    after, unknown = planned(one.values)
    for name in (*schema.get(" computed", ()), *({"id"} & schema.keys()), *CHOSEN.get(one.kind, ())):
        if name not in after and name not in unknown:
            unknown[name] = True
    for name, value in FILLED.get(one.kind, {}).items():
        if name not in after and name not in unknown:
            after[name] = value
    if "tags_all" in schema:
        after["tags_all"] = dict(one.values.get("tags") or {})
    filled(after, unknown, schema)
    kind, name = one.address.rpartition(".")[0].rpartition(".")[2] or one.kind, one.address.rpartition(".")[2]
    return {
        "address": one.address,
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": ["create"],
            "before": None,
            "after": dict(sorted(after.items())),
            "after_unknown": dict(sorted(unknown.items())),
            "before_sensitive": False,
            "after_sensitive": {},
        },
    }


def configured(block: Block) -> dict[str, Any]:
    """The `configuration` entry of a resource."""
    kind, name = block.labels
    return {
        "address": f"{kind}.{name}",
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_config_key": "aws",
        "expressions": expressions(block.body),
        "schema_version": 0,
    }


def plan(folder: Path) -> dict[str, Any]:
    """The plan of a folder with code of one module."""
    tree = Tree(str(folder.resolve()), "")
    (directory,) = roots_of(tree, [""])
    root = read_root(tree, directory, {}, (), KEY)
    code = tree.code(directory)
    changes = [change(one) for one in root.declared]
    resources = [
        {
            **{key: one[key] for key in ("address", "mode", "type", "name", "provider_name")},
            "schema_version": 0,
            "values": one["change"]["after"],
        }
        for one in changes
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": resources}},
        "resource_changes": changes,
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "full_name": "registry.terraform.io/hashicorp/aws"}},
            "root_module": {"resources": [configured(block) for block in code.resources.values()]},
        },
        "applyable": True,
        "complete": True,
        "errored": False,
    }


def main() -> None:
    """Write the plans of the cases named, or of all."""
    for case in sorted(path.parent for folder in (CASES, CASES.parent / "terraform") for path in folder.glob("*/main.tf")):
        if case.name in (sys.argv[1:] or [case.name]):
            (case / "plan.json").write_text(json.dumps(plan(case), indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
