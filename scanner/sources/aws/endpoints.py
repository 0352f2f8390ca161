"""Where calls go: the region that stands for a whole account, and endpoints that the user put in AWS's place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.errors import UsageError
from scanner.sources.aws.faults import Place

GLOBAL: Final = "global"

_HOME: Final = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""Where what is global is asked. botocore finds the endpoint and the region to sign for from there (IAM, Organizations, ...)."""
_ELSEWHERE: Final = {("globalaccelerator", "aws"): "us-west-2"}
"""Services that have one region and whose endpoint rules do not tell it (AWS: Global Accelerator endpoints and quotas)."""

_PREFIX: Final = "AWS_ENDPOINT_URL"
_TRUE: Final = ("true", "1")


def home_region(partition: str, session: Any) -> str:
    """The region of a partition where its global services are asked; from botocore's partitions where they are not the usual three."""
    found = _HOME.get(partition)
    if found is not None:
        return found
    for known in session.get_component("data_loader").load_data("partitions")["partitions"]:
        if known["id"] == partition:
            return str(known["outputs"]["implicitGlobalRegion"])
    raise UsageError(f'partition "{partition}" is not known; name one of {", ".join(session.get_available_partitions())}, or update boto3')


def asked_region(place: Place, service: str, session: Any) -> str:
    """The region whose endpoint answers for a place."""
    if place.region != GLOBAL:
        return place.region
    return _ELSEWHERE.get((service, place.partition)) or home_region(place.partition, session)


def is_listed(service: str, place: Place, session: Any) -> bool:
    """botocore knows of the service in the region, or does not know the region at all (it may be newer than botocore)."""
    offered = session.get_available_regions(service, place.partition)
    if not offered or place.region == GLOBAL or place.region in offered:
        return True
    return place.region not in session.get_available_regions("ec2", place.partition)


def endpoint_override(profile: str | None = None) -> str | None:
    """The endpoints that stand in AWS's place, from AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_<SERVICE> and the profile: "ecs=http://..., ...".

    None where calls go to AWS. UsageError where one is http: and not on this machine, because credentials and answers would be open to all.
    """
    return written(overrides(new_session(profile)))


def overrides(session: Any) -> dict[str, str]:
    """As `endpoint_override`, by service as botocore's settings name it ("elastic_load_balancing_v2"), "" for all services."""
    found = dict(_overrides(session))
    for name, url in found.items():
        refuse_open(url, f"the endpoint {name}" if name else _PREFIX)
    return found


def written(endpoints: Mapping[str, str]) -> str | None:
    """Overrides as one text: "http://127.0.0.1:5000, ecs=http://..."."""
    return ", ".join(f"{name}={url}" if name else url for name, url in sorted(endpoints.items())) or None


def new_session(profile: str | None) -> Any:
    """A session of botocore with the settings of a profile. UsageError where there is no such profile, or it cannot be read."""
    import botocore.session  # type: ignore[import-untyped]  # botocore has no types
    from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]  # botocore has no types

    session = botocore.session.Session(profile=profile)
    try:
        session.get_scoped_config()
    except BotoCoreError as error:
        raise UsageError(f"{error}; name a profile of your AWS configuration") from error
    return session


def _overrides(session: Any) -> Iterator[tuple[str, str]]:
    """(service in lower case or "" for all, URL); what the environment says comes last and wins, as in botocore."""
    scoped: Mapping[str, Any] = session.get_scoped_config()
    ignored = os.environ.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") or str(scoped.get("ignore_configured_endpoint_urls", ""))
    if ignored.lower() in _TRUE:
        return
    if isinstance(url := scoped.get("endpoint_url"), str):
        yield "", url
    named = session.full_config.get("services", {}).get(scoped.get("services", ""), {})
    for service, settings in named.items():
        if isinstance(settings, Mapping) and isinstance(url := settings.get("endpoint_url"), str):
            yield service.lower(), url
    for name, url in os.environ.items():
        if url and (name == _PREFIX or name.startswith(_PREFIX + "_")):
            yield name[len(_PREFIX) + 1 :].lower(), url


def refuse_open(url: str, what: str) -> None:
    """UsageError for an http: URL that leaves this machine."""
    from ipaddress import ip_address
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise UsageError(f'{what} is "{url}", which is no URL; write https://host or http://127.0.0.1:port') from error
    if parts.scheme == "https" and host:
        return
    try:
        near = host == "localhost" or host.endswith(".localhost") or ip_address(host).is_loopback
    except ValueError:
        near = False
    if parts.scheme != "http" or not near:
        shown = f"{parts.scheme}://{host}" if host else url
        raise UsageError(f'{what} is "{shown}", where credentials would travel open; use https:, or http: on this machine (127.0.0.1)')
