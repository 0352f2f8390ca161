"""How credentials of an account are come by, and the credentials themselves, refreshed once for all threads before they expire.

An Identity is plain data that may cross to a worker; credentials never do: each process comes by its own.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from scanner.errors import CredentialsError, UsageError, get_close_matches
from scanner.records import dataclass
from scanner.sources.aws.clients import Keys
from scanner.sources.aws.endpoints import home_region
from scanner.sources.aws.faults import DENIED, EXPIRED, INVALID, SERVICE_ERROR, UNREACHABLE, scrub
from scanner.sources.aws.secret_reads import session_policy

REMEMBERED: Final = 60.0
"""Seconds for which a refusal is believed: each of an account's calls would ask again."""
FRESH: Final = 30.0
"""Seconds in which credentials are not made anew, though AWS says that they have expired: another thread has just done that."""
DURATION: Final = 3600
"""Seconds of an assumed role's session: the most that AWS gives to a role that was assumed by a role."""
SESSION_NAME: Final = "plimsoll"
MISSING: Final = 'no AWS credentials were found; run "aws configure" or "aws sso login", set AWS_PROFILE, or pass --profile'


@dataclass(frozen=True, slots=True)
class Role:
    """A role to be assumed. AWS does not treat an external id as a secret: whoever may read the role sees it."""

    arn: str
    external_id: str | None = None
    session_name: str = SESSION_NAME

    @property
    def account(self) -> str:
        """The account that it belongs to."""
        return self.arn.split(":")[4]

    @property
    def partition(self) -> str:
        """The partition that it belongs to."""
        return self.arn.split(":")[1]


@dataclass(frozen=True, slots=True)
class Identity:
    """A profile (None: what the environment gives), and roles assumed from it, one after another."""

    profile: str | None = None
    roles: tuple[Role, ...] = ()
    region: str | None = None
    """Where STS is asked; None for the profile's own region."""

    @property
    def name(self) -> str:
        """What a person calls it."""
        if self.roles:
            return f"role {self.roles[-1].arn}"
        return f'profile "{self.profile}"' if self.profile else "the default credentials"

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        roles = [{"arn": role.arn, "external_id": role.external_id, "session_name": role.session_name} for role in self.roles]
        return {"profile": self.profile, "roles": roles, "region": self.region}

    @classmethod
    def of_json(cls, said: Mapping[str, Any]) -> Identity:
        """The identity of `to_json`."""
        return cls(said["profile"], tuple(Role(**role) for role in said["roles"]), said["region"])


def check_role(arn: str) -> None:
    """Refuse a text that is no role's ARN."""
    parts = arn.split(":", 5)
    fits = len(parts) == 6 and parts[0] == "arn" and parts[2] == "iam" and len(parts[4]) == 12 and parts[4].isdigit()
    if not fits or not parts[5].startswith("role/") or not parts[1].startswith("aws"):
        raise UsageError(f'"{arn}" is no role; write --role arn:aws:iam::111122223333:role/NAME')


class Vault:
    """The credentials of accounts, by account. Thread-safe; each identity's credentials are made and refreshed once for all."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """Take the clock by which refusals are forgotten."""
        self._now = now
        self._lock = threading.RLock()
        self._identities: dict[str, Identity] = {}
        self._sessions: dict[str | None, Any] = {}
        self._regions: dict[str | None, str | None] = {}
        self._sources: dict[Identity, Any] = {}
        self._locks: dict[Identity, threading.RLock] = {}
        self._refused: dict[Identity, tuple[float, CredentialsError]] = {}
        self._made: dict[Identity, float] = {}

    def register(self, account: str, identity: Identity) -> None:
        """Say how an account's credentials are come by."""
        self._identities[account] = identity

    def frozen(self, account: str, refresh: bool = False) -> Keys:
        """The credentials of an account as they are now; new ones with `refresh`. CredentialsError where there are none to be had."""
        identity = self._identities.get(account)
        if identity is None:
            raise CredentialsError(INVALID, f"nothing says how to come by credentials of {account}")
        if refresh:
            self._forget(identity)
        return self.of(identity)

    def _forget(self, identity: Identity) -> None:
        """Let go of credentials that AWS calls expired, and of those that they were made with; once for all threads that were told so."""
        for length in range(len(identity.roles) + 1):
            one = Identity(identity.profile, identity.roles[:length], identity.region)
            with self._lock:
                if one in self._sources and self._now() - self._made[one] >= FRESH:
                    del self._sources[one]
                    self._sessions.pop(one.profile, None)

    def of(self, identity: Identity) -> Keys:
        """The credentials of an identity as they are now."""
        refused = self._refused.get(identity)
        if refused is not None and self._now() - refused[0] < REMEMBERED:
            raise refused[1]
        try:
            found = self._frozen(identity)
        except CredentialsError as error:
            self._refused[identity] = (self._now(), error)
            raise
        self._refused.pop(identity, None)
        return found

    def region(self, identity: Identity) -> str | None:
        """The region that the environment or an identity's profile names."""
        self.session(identity.profile)
        return os.environ.get("AWS_REGION") or self._regions[identity.profile]

    def configured(self, profile: str | None) -> str | None:
        """The region that a profile names, or the environment for none."""
        self.session(profile)
        return self._regions[profile]

    def session(self, profile: str | None) -> Any:
        """The botocore session of a profile. UsageError where there is no such profile, or the files cannot be read."""
        with self._lock:
            if profile not in self._sessions:
                session = self._sessions[profile] = _session(profile)
                self._regions[profile] = session.get_config_variable("region")
            return self._sessions[profile]

    def _frozen(self, identity: Identity) -> Keys:
        source = self._source(identity)
        with _Translated(identity):
            found = source.get_frozen_credentials()
        return found.access_key, found.secret_key, found.token

    def _source(self, identity: Identity) -> Any:
        with self._lock:
            lock = self._locks.setdefault(identity, threading.RLock())
        with lock:
            found = self._sources.get(identity)
            if found is None:
                found = self._role(identity) if identity.roles else self._own(identity)
                with self._lock:
                    self._sources[identity], self._made[identity] = found, self._now()
            return found

    def _own(self, identity: Identity) -> Any:
        """What a profile or the environment gives: keys, SSO, web identity, a process, the machine's role."""
        session = self.session(identity.profile)
        with self._lock, _Translated(identity):
            if session.get_config_variable("region") is None:  # a role in a profile is assumed in a region
                session.set_config_variable("region", identity.region or self.region(identity) or home_region("aws", session))
            found = session.get_credentials()
        if found is None:
            raise CredentialsError(INVALID, _missing(identity))
        return found

    def _role(self, identity: Identity) -> Any:
        """Credentials that assume the last role with those of the roles before it whenever they are about to expire."""
        from botocore.config import Config  # type: ignore[import-untyped]  # botocore has no types
        from botocore.credentials import AssumeRoleCredentialFetcher, DeferredRefreshableCredentials  # type: ignore[import-untyped]  # botocore has no types

        role = identity.roles[-1]
        before = Identity(identity.profile, identity.roles[:-1], identity.region)
        session = self.session(identity.profile)
        region = identity.region or self.region(identity) or home_region(role.partition, session)

        def client(service: str, **credentials: Any) -> Any:
            patient = Config(connect_timeout=5, read_timeout=30, retries={"mode": "standard", "max_attempts": 5})
            with self._lock:  # a session makes one client at a time
                return session.create_client(service, region_name=region, config=patient, **credentials)

        said: dict[str, Any] = {"RoleSessionName": role.session_name, "DurationSeconds": DURATION, "Policy": session_policy()}
        if role.external_id:
            said["ExternalId"] = role.external_id
        fetcher = AssumeRoleCredentialFetcher(client, _Before(self, before), role.arn, said)
        return DeferredRefreshableCredentials(fetcher.fetch_credentials, "assume-role")


class _Before:
    """The credentials that a role is assumed with, in the form that botocore asks for."""

    def __init__(self, vault: Vault, identity: Identity) -> None:
        self._vault = vault
        self._identity = identity

    def get_frozen_credentials(self) -> Any:
        """As they are now."""
        from botocore.credentials import ReadOnlyCredentials

        return ReadOnlyCredentials(*self._vault.of(self._identity))


class _Translated:
    """Errors of botocore become CredentialsError: none crosses this room."""

    def __init__(self, identity: Identity) -> None:
        self._identity = identity

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        """Translate what is raised."""
        if error is None:
            return
        from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]  # botocore has no types

        if isinstance(error, (BotoCoreError, ClientError)):
            raise CredentialsError(*_told(error, self._identity)) from None
        if isinstance(error, EOFError):
            raise CredentialsError(INVALID, f"{self._identity.name} asks for an MFA code, and nobody is there; use SSO or a role") from None
        if isinstance(error, (OSError, ValueError)):  # a process, a token's file: their errors pass through botocore
            raise CredentialsError(INVALID, f"{self._identity.name} gives no credentials: {scrub(str(error))}; mend the profile") from None
        if isinstance(error, RuntimeError) and "expired" in str(error):  # botocore's word for a source that gives expired ones
            raise CredentialsError(EXPIRED, f"{self._identity.name} gives credentials that have expired") from None


def _session(profile: str | None) -> Any:
    import botocore.session  # type: ignore[import-untyped]  # botocore has no types
    from botocore.exceptions import BotoCoreError, ProfileNotFound

    named = profile or os.environ.get("AWS_PROFILE") or os.environ.get("AWS_DEFAULT_PROFILE")
    try:
        session = botocore.session.Session(profile=profile)
        session.get_scoped_config()
    except ProfileNotFound as error:
        known = botocore.session.Session(profile="default").available_profiles
        near = get_close_matches(named or "", known, 1)
        hint = f'did you mean "{near[0]}"?' if near else f"there are {', '.join(known) or 'none'}"
        raise UsageError(f'there is no profile "{named}"; {hint}') from error
    except BotoCoreError as error:
        raise UsageError(f"the AWS configuration cannot be read: {error}; mend the file") from error
    return session


def _missing(identity: Identity) -> str:
    if identity.profile is None:
        return MISSING
    return f'profile "{identity.profile}" gives no credentials; run "aws configure --profile {identity.profile}" or "aws sso login"'


def _told(error: Exception, identity: Identity) -> tuple[str, str]:
    """The reason and the message of what came in the way of credentials."""
    from botocore import exceptions

    name = type(error).__name__
    profile = f" --profile {identity.profile}" if identity.profile else ""
    if isinstance(error, exceptions.ClientError):
        return _refused(error, identity)
    if isinstance(error, (exceptions.SSOError, exceptions.TokenRetrievalError)) or name in ("LoginError", "LoginTokenLoadError"):
        return EXPIRED, f"the SSO session of {identity.name} is not there or has expired; run aws sso login{profile}"
    if isinstance(error, exceptions.NoCredentialsError):
        return INVALID, _missing(identity)
    if isinstance(error, (exceptions.ConnectionError, exceptions.HTTPClientError)):
        return UNREACHABLE, f"where {identity.name} gets its credentials cannot be reached ({name}); look at the network"
    return INVALID, f"{identity.name} gives no credentials: {scrub(str(error))}; mend the profile"


def _refused(error: Any, identity: Identity) -> tuple[str, str]:
    """AWS's own refusal: of the role for the most part."""
    answer = error.response.get("Error", {})
    code = str(answer.get("Code") or "unknown")
    if code in ("ExpiredToken", "ExpiredTokenException", "RequestExpired"):
        return EXPIRED, f"the credentials that {identity.name} is assumed with have expired; sign in again"
    if code in ("AccessDenied", "AccessDeniedException"):
        trust = "let its trust policy name who assumes it, and pass the --external-id that it asks for"
        return DENIED, f"{identity.name} cannot be assumed (AccessDenied: sts:AssumeRole); {trust}"
    if code in ("InvalidClientTokenId", "SignatureDoesNotMatch", "UnrecognizedClientException", "AuthFailure"):
        return INVALID, f"AWS does not know the credentials behind {identity.name} ({code}); renew them"
    return SERVICE_ERROR, f"{identity.name} cannot be assumed ({code}); try again"
