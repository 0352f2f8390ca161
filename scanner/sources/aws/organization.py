"""The accounts of an organization, by unit and tag; asked of the management account or of a delegated administrator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import UsageError
from scanner.patterns import regex
from scanner.snapshot import LEFT_OUT, Gap
from scanner.sources.aws.endpoints import GLOBAL
from scanner.sources.aws.faults import DENIED, Fault, Place

if TYPE_CHECKING:
    from scanner.sources.aws.accounts import Account
    from scanner.sources.aws.calls import Api

ACTIONS: Final = (
    "organizations:ListAccounts",
    "organizations:ListAccountsForParent",
    "organizations:ListOrganizationalUnitsForParent",
    "organizations:ListTagsForResource",
)
"""The IAM actions of whoever lists an organization, beside `sts:AssumeRole` of the roles in its accounts."""
UNIT: Final = regex(r"(?:ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}|r-[0-9a-z]{4,32})\Z")
ACTIVE: Final = "ACTIVE"

Listed = tuple[str, str | None]
"""An account and its name."""


def accounts(
    api: Api, hub: Account, units: Sequence[str] = (), tags: Sequence[tuple[str, str | None]] = ()
) -> tuple[list[Listed], list[Gap]]:
    """The active accounts below the units (all without), by id; and a Gap (kind "left-out") for each that is not active.

    UsageError where the organization cannot be listed to its end: an account that is not known of would be missed in silence.
    """
    for unit in units:
        if not UNIT.match(unit):
            raise UsageError(f'"{unit}" is no organizational unit; write ou-abcd-12345678 or r-abcd')
    place = Place(hub.id, GLOBAL, hub.partition)
    found: dict[str, Mapping[str, Any]] = {}
    for account in _below(api, place, units) if units else _pages(api, place, "organizations:ListAccounts", {}, "Accounts"):
        found[str(account["Id"])] = account
    listed: list[Listed] = []
    gaps: list[Gap] = []
    for identity, account in sorted(found.items()):
        name = account.get("Name")
        if tags and not _tagged(api, place, identity, tags):
            continue
        state = str(account.get("State") or account.get("Status") or ACTIVE)
        if state == ACTIVE:
            listed.append((identity, name))
        else:
            gaps.append(Gap("*", f"account {identity} is {state.lower().replace('_', ' ')}", None, identity, kind=LEFT_OUT))
    return listed, gaps


def _below(api: Api, place: Place, units: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """The accounts of some units, and of the units in them."""
    pending = list(dict.fromkeys(units))
    seen = set(pending)
    while pending:
        unit = pending.pop(0)
        yield from _pages(api, place, "organizations:ListAccountsForParent", {"ParentId": unit}, "Accounts")
        for child in _pages(api, place, "organizations:ListOrganizationalUnitsForParent", {"ParentId": unit}, "OrganizationalUnits"):
            if child["Id"] not in seen:
                seen.add(child["Id"])
                pending.append(child["Id"])


def _tagged(api: Api, place: Place, account: str, tags: Sequence[tuple[str, str | None]]) -> bool:
    own = {tag["Key"]: tag.get("Value") for tag in _pages(api, place, "organizations:ListTagsForResource", {"ResourceId": account}, "Tags")}
    return all(key in own and value in (None, own[key]) for key, value in tags)


def _pages(api: Api, place: Place, call: str, arguments: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    answer = api.call(place, call, arguments)
    if answer.fault is not None:
        raise UsageError(_told(answer.fault, arguments))
    for page in answer.pages:
        yield from page.get(key) or ()


def _told(fault: Fault, arguments: Mapping[str, Any]) -> str:
    if fault.code in ("AWSOrganizationsNotInUseException",):
        return f"account {fault.account} belongs to no organization; leave --organization out"
    if fault.code in ("ParentNotFoundException", "OrganizationalUnitNotFoundException", "TargetNotFoundException"):
        return f'the organization has no "{arguments.get("ParentId") or arguments.get("ResourceId")}"; look it up in AWS Organizations'
    who = "; ask as the management account or a delegated administrator, and " if fault.reason == DENIED else "; "
    return f"the organization cannot be listed: {fault.text}{who}{fault.settle}"
