"""Accounts that moto plays over HTTP on loopback, and the environment in which they are reached."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import boto3  # type: ignore[import-untyped]  # it has no types
import pytest

ACCOUNT = "123456789012"
"""The account of keys that moto did not make itself."""
KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}  # what moto takes from anybody


@contextlib.contextmanager
def server() -> Iterator[str]:
    """moto's server in a thread of this process, so that a test may reach into its state; its URL."""
    from moto.server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    stand_aside()
    fill_gaps()
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    try:
        host, port = running.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        running.stop()


def stand_aside() -> None:
    """Let botocore's requests leave as they do without moto, which listens to all of them though it is asked over HTTP alone."""
    import botocore.handlers  # type: ignore[import-untyped]  # it has no types

    known: list[tuple[Any, ...]] = botocore.handlers.BUILTIN_HANDLERS
    known[:] = [one for one in known if not type(one[1]).__module__.startswith("moto.")]


def fill_gaps() -> None:
    """Have moto answer where it breaks: capacity providers are described without names, as AWS allows."""
    from moto.ecs.models import EC2ContainerServiceBackend

    Backend: Any = EC2ContainerServiceBackend
    described = Backend.describe_capacity_providers

    def describe(self: Any, names: list[str] | None) -> Any:
        return described(self, list(self.capacity_providers) if names is None else names)

    if getattr(described, "__name__", "") != "describe":
        Backend.describe_capacity_providers = describe


def reset(url: str) -> None:
    """Forget everything."""
    import urllib.request

    urllib.request.urlopen(urllib.request.Request(f"{url}/moto-api/reset", method="POST"), timeout=30).close()  # noqa: S310  # loopback


def environment(folder: Path, url: str, *, keys: bool = True) -> dict[str, str]:
    """The variables by which moto is AWS, and nothing of this machine's own configuration is."""
    files = {"AWS_CONFIG_FILE": str(folder / "aws-config"), "AWS_SHARED_CREDENTIALS_FILE": str(folder / "aws-credentials")}
    return {"AWS_ENDPOINT_URL": url, "AWS_EC2_METADATA_DISABLED": "true", **files, **(KEYS if keys else {})}


def adopt(monkeypatch: pytest.MonkeyPatch, variables: Mapping[str, str]) -> None:
    """Make these the only AWS variables."""
    import os

    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def client(url: str, service: str, region: str = "eu-west-1", account: str | None = None) -> Any:
    """A client of boto3, in another account by a role that moto does not ask for."""
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    if account is not None:
        sts = boto3.client("sts", endpoint_url=url, region_name="us-east-1", **keys)
        made = sts.assume_role(RoleArn=f"arn:aws:iam::{account}:role/maker", RoleSessionName="maker")["Credentials"]
        keys = {
            "aws_access_key_id": made["AccessKeyId"],
            "aws_secret_access_key": made["SecretAccessKey"],
            "aws_session_token": made["SessionToken"],
        }
    return boto3.client(service, endpoint_url=url, region_name=region, **keys)
