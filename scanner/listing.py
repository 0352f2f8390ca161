"""The list of policies, for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from scanner.errors import NothingToScanError
from scanner.policy import Policy


def narrowed(policies: Iterable[Policy], service: str | None, framework: str | None, source: str | None) -> list[Policy]:
    """The policies on a service's resources, mapped to a framework, that can be asked of a kind of source."""
    return [
        policy
        for policy in policies
        if (service is None or any(name.split("::")[1].lower() == service.lower() for name in policy.targets))
        and (framework is None or any(control.split(":")[0] == framework for control in policy.controls))
        and (source is None or policy.reach in ("both", source))
    ]


def write(policies: Sequence[Policy], out: TextIO) -> None:
    """One line a policy, worst first: severity, id, where it can be asked, title."""
    if not policies:
        raise NothingToScanError("no policy is like that; see plimsoll policies")
    width = max(len(policy.id) for policy in policies)
    for policy in sorted(policies, key=lambda policy: (policy.severity.rank, policy.id)):
        out.write(f"{policy.severity:<8}  {policy.id:<{width}}  {policy.reach:<4}  {policy.title}\n")
    out.write(f"{len(policies)} policies\n")
