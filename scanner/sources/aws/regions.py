"""Which regions of an account are collected: those that were asked for and that the account has enabled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from scanner.errors import UsageError, get_close_matches
from scanner.records import dataclass
from scanner.snapshot import Gap
from scanner.sources.aws.endpoints import GLOBAL, home_region
from scanner.sources.aws.faults import Place

if TYPE_CHECKING:
    from scanner.sources.aws.accounts import Account
    from scanner.sources.aws.calls import Api

DESCRIBE, LIST = "ec2:DescribeRegions", "account:ListRegions"
ACTIONS = (DESCRIBE, LIST)
"""The IAM actions by which the enabled regions are told; the second where the first is refused."""
ENABLED = frozenset({"opt-in-not-required", "opted-in", "ENABLED", "ENABLED_BY_DEFAULT"})
NOT_ENABLED = "not opted in"


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of an account that are collected, and those that are left out."""

    names: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    """(region, why), sorted."""
    gaps: tuple[Gap, ...] = ()
    """What makes it uncertain that these are all."""


def check(names: Iterable[str], session: Any) -> None:
    """Refuse names that no partition can have. A region that is newer than botocore passes: the account knows."""
    from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]  # botocore has no types

    for name in names:
        try:
            session.get_partition_for_region(name)
        except BotoCoreError as error:
            raise UsageError(f'"{name}" is no region{_near(name, everywhere(session))}') from error


def doubt(names: Iterable[str], session: Any) -> str | None:
    """What is said of the first name that is none of botocore's regions where no account can tell whether it is newer."""
    known = everywhere(session)
    return next((f'"{name}" is no region that this boto3 knows{_near(name, known)}' for name in names if name not in known), None)


def everywhere(session: Any) -> list[str]:
    """All regions that botocore knows, of all partitions."""
    return [name for partition in session.get_available_partitions() for name in session.get_available_regions("ec2", partition)]


def to_ask(names: Sequence[str], session: Any) -> str | None:
    """The region in which it is asked who we are: the first that botocore knows; None where no region is named."""
    known = everywhere(session)
    return next(
        (name for name in names if name in known), home_region(session.get_partition_for_region(names[0]), session) if names else None
    )


def of_account(account: Account, api: Api, session: Any, names: Sequence[str], every: bool) -> Regions:
    """The regions of an account: those of `names` in its partition, or `every` one that it has enabled.

    UsageError where a name is no region of AWS.
    """
    own = [name for name in dict.fromkeys(names) if session.get_partition_for_region(name) == account.partition]
    if not own and not every:
        reason = f"account {account.id} is in partition {account.partition}, and no --region of it was asked for"
        return Regions(gaps=(Gap("*", reason, None, account.id, kind="incomplete", settle="--region of its partition"),))
    known = _enabled(account, api, session)
    if isinstance(known, Gap):
        return Regions(tuple(session.get_available_regions("ec2", account.partition)), gaps=(known,)) if every else Regions(tuple(own))
    strangers = [name for name in own if name not in known]
    if strangers:
        raise UsageError(f'"{strangers[0]}" is no region of partition {account.partition}{_near(strangers[0], known)}')
    wanted = sorted(known) if every else own
    left_out = tuple((name, NOT_ENABLED) for name in sorted(wanted) if not known[name])
    return Regions(tuple(name for name in wanted if known[name]), left_out)


def _enabled(account: Account, api: Api, session: Any) -> dict[str, bool] | Gap:
    """Every region of the partition, and whether the account has enabled it; a Gap where it may not be told."""
    home = account.identity.region or home_region(account.partition, session)
    answer = api.call(Place(account.id, home, account.partition), DESCRIBE, {"AllRegions": True})
    if answer.fault is None:
        listed = [one for page in answer.pages for one in page.get("Regions") or ()]
        return {str(one["RegionName"]): one.get("OptInStatus", "opted-in") in ENABLED for one in listed}
    other = api.call(Place(account.id, GLOBAL, account.partition), LIST, {})
    if other.fault is None:
        listed = [one for page in other.pages for one in page.get("Regions") or ()]
        return {str(one["RegionName"]): one.get("RegionOptStatus") in ENABLED for one in listed}
    reason = f"which regions are enabled cannot be told ({answer.fault.text}), so newer ones may be missed"
    return Gap("*", reason, None, account.id, kind="denied", settle=answer.fault.settle)


def _near(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f'; did you mean "{near[0]}"?' if near else "; write eu-west-1 or the like"
