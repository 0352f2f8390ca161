"""Whose accounts are audited: those of profiles, of roles, or of an organization; and which of them cannot be, and why.

Each account is asked who it is before anything else (`sts:GetCallerIdentity`), and must be the one that was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from scanner.errors import UsageError
from scanner.records import dataclass, field, replace
from scanner.snapshot import Gap
from scanner.sources.aws.credentials import SESSION_NAME, Identity, Role, Vault, check_role
from scanner.sources.aws.endpoints import home_region
from scanner.sources.aws.faults import DENIED, DENIED_BY_SCP, Place

if TYPE_CHECKING:
    from scanner.sources.aws.calls import Api

ROLE_NAME: Final = "PlimsollAudit"
"""The role that `plimsoll role` makes."""
WHO: Final = "sts:GetCallerIdentity"
AT_A_TIME: Final = 16
"""Accounts that are asked who they are at a time."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose accounts the user asked for."""

    profiles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    """ARNs."""
    external_id: str | None = None
    session_name: str = SESSION_NAME
    organization: bool = False
    units: tuple[str, ...] = ()
    """Organizational units (`ou-...`) or the root (`r-...`): accounts anywhere below one of them."""
    tags: tuple[tuple[str, str | None], ...] = ()
    """Tags of accounts, all of which must be there; None for any value."""
    role_name: str = ROLE_NAME
    """What is assumed in each account of an organization; a path may stand before the name."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account that answered."""

    id: str
    partition: str
    identity: Identity
    name: str | None = None
    """As the organization calls it."""
    principal: str = ""
    """Who we are there: an ARN."""


@dataclass(frozen=True, slots=True)
class Who:
    """The accounts to be collected, in the order in which they were asked for, and what is left out."""

    accounts: tuple[Account, ...] = ()
    gaps: tuple[Gap, ...] = ()
    notes: tuple[str, ...] = ()
    """For a person: "profile b leads to the account of profile a; it is audited once"."""


@dataclass(frozen=True, slots=True)
class Meant:
    """An account that is about to be asked."""

    identity: Identity
    account: str | None = None
    """The account that must answer; None where a profile does not say."""
    name: str | None = None


@dataclass(slots=True)
class _Found:
    accounts: dict[str, Account] = field(default_factory=dict)
    gaps: list[Gap] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def identities(asked: Asked, region: str | None) -> tuple[Identity, ...]:
    """The identities that the options name. UsageError where they contradict each other. `region` is where STS is asked."""
    for arn in asked.roles:
        check_role(arn)
    if asked.organization or asked.roles:
        if len(asked.profiles) > 1:
            raise UsageError("roles are assumed from one profile; give one --profile, or none")
        if asked.organization and len(asked.roles) > 1:
            raise UsageError("an organization is listed by one role; give one --role, or none")
    if not asked.organization:
        for given, option in ((asked.units, "--organizational-unit"), (asked.tags, "--account-tag")):
            if given:
                raise UsageError(f"{option} chooses among the accounts of an organization; add --organization")
    if asked.external_id and not asked.roles and not asked.organization:
        raise UsageError("--external-id belongs to a role; add --role ARN or --organization")
    profile = asked.profiles[0] if asked.profiles else None
    if asked.roles:
        return tuple(Identity(profile, (Role(arn, asked.external_id, asked.session_name),), region) for arn in dict.fromkeys(asked.roles))
    return tuple(Identity(name, (), region) for name in dict.fromkeys(asked.profiles)) or (Identity(None, (), region),)


def find(asked: Asked, api: Api, vault: Vault, region: str | None, names: Sequence[str] = ()) -> Who:
    """Ask every account that is meant who it is. UsageError where none answers: there is nothing to audit.

    STS is asked in `region`; for who is in another partition, in that of `names` which is of that partition.
    """
    first = [_at_home(identity, vault, names) for identity in identities(asked, region)]
    meant = [Meant(identity, identity.roles[-1].account if identity.roles else None) for identity in first]
    if not asked.organization:
        return _who(_answered(meant, api, vault))
    from scanner.sources.aws import organization

    hub = _who(_answered(meant, api, vault)).accounts[0]
    listed, gaps = organization.accounts(api, hub, asked.units, asked.tags)
    members = [_member(hub, account, name, asked) for account, name in listed]
    found = _answered(members, api, vault)
    found.gaps[:0] = gaps
    return _who(found)


def _at_home(identity: Identity, vault: Vault, names: Sequence[str]) -> Identity:
    """An identity that asks STS in its own partition: that of its role, or of its profile's region."""
    session = vault.session(identity.profile)
    own = vault.configured(identity.profile)
    if identity.roles:
        partition = identity.roles[0].partition
    elif own is not None and _partition(own, session):
        partition = _partition(own, session)
    else:
        return identity
    if identity.region is not None and _partition(identity.region, session) == partition:
        return identity
    if identity.region is None and own is not None and _partition(own, session) == partition:
        return identity
    return replace(
        identity, region=next((name for name in names if _partition(name, session) == partition), home_region(partition, session))
    )


def _partition(region: str, session: Any) -> str:
    """The partition of a region; empty where it has none."""
    from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]  # botocore has no types

    try:
        return str(session.get_partition_for_region(region))
    except BotoCoreError:
        return ""


def _member(hub: Account, account: str, name: str | None, asked: Asked) -> Meant:
    """An account of the organization. The one that lists it is audited with the credentials that list it: StackSets leave it out."""
    if account == hub.id:
        return Meant(hub.identity, account, name)
    arn = f"arn:{hub.partition}:iam::{account}:role/{asked.role_name.strip('/')}"
    role = Role(arn, asked.external_id, asked.session_name)
    return Meant(replace(hub.identity, roles=(*hub.identity.roles, role)), account, name)


def _who(found: _Found) -> Who:
    if not found.accounts:
        reasons = list(dict.fromkeys(found.refused)) or [gap.reason for gap in found.gaps] or ["no account was found; look at the filters"]
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        raise UsageError(reasons[0] + more)
    return Who(tuple(found.accounts.values()), tuple(found.gaps), tuple(found.notes))


def _answered(meant: Sequence[Meant], api: Api, vault: Vault) -> _Found:
    found = _Found()
    with ThreadPoolExecutor(min(AT_A_TIME, max(1, len(meant))), "who") as pool:
        for one, answer in zip(meant, pool.map(lambda one: ask(one, api, vault), meant), strict=True):
            _take(found, one, answer)
    return found


def _take(found: _Found, one: Meant, answer: Account | Gap) -> None:
    if isinstance(answer, Gap):
        found.gaps.append(answer)
        found.refused.append(f"{answer.reason}; {answer.settle}" if answer.settle else answer.reason)
    elif answer.id in found.accounts:
        first = found.accounts[answer.id].identity.name
        found.notes.append(f"{one.identity.name} leads to account {answer.id}, as {first} does; it is audited once")
    else:
        found.accounts[answer.id] = answer


def ask(one: Meant, api: Api, vault: Vault) -> Account | Gap:
    """The account that answers, registered with the vault; a Gap where none does, or another than was meant."""
    from scanner.sources.aws.calls import CredentialsError

    key = one.account or one.identity.name
    try:
        vault.of(one.identity)
    except CredentialsError as error:
        return refused(one, error.reason, error.message)
    vault.register(key, one.identity)
    answer = api.call(Place(key, _region_of(one, vault), _partition_of(one)), WHO, {})
    if answer.fault is not None:
        return Gap("*", answer.fault.text, None, one.account, kind=_kind(answer.fault.reason), settle=answer.fault.settle)
    said = answer.pages[0]
    account, arn = str(said.get("Account", "")), str(said.get("Arn", ""))
    if one.account is not None and account != one.account:
        return refused(one, DENIED, f"{one.identity.name} leads to account {account}, not to {one.account}; mend the role or the endpoint")
    vault.register(account, one.identity)
    return Account(account, arn.split(":")[1] if arn.startswith("arn:") else _partition_of(one), one.identity, one.name, arn)


def refused(one: Meant, reason: str, message: str) -> Gap:
    """An account that cannot be collected."""
    what, _, mend = message.partition("; ")
    return Gap("*", what, None, one.account, kind=_kind(reason), settle=mend or None)


def _kind(reason: str) -> str:
    return "denied" if reason in (DENIED, DENIED_BY_SCP) else "incomplete"


def _partition_of(one: Meant) -> str:
    return one.identity.roles[-1].partition if one.identity.roles else "aws"


def _region_of(one: Meant, vault: Vault) -> str:
    """Where STS is asked who we are."""
    found = one.identity.region or vault.region(one.identity)
    return found or home_region(_partition_of(one), vault.session(one.identity.profile))


def tags_of(texts: Iterable[str]) -> tuple[tuple[str, str | None], ...]:
    """Tags written as KEY=VALUE, or KEY for any value."""
    pairs = []
    for text in texts:
        key, equals, value = text.partition("=")
        if not key:
            raise UsageError(f'"{text}" is no tag; write --account-tag KEY=VALUE, or KEY')
        pairs.append((key, value if equals else None))
    return tuple(pairs)
