"""Clients of botocore: one for a service and region, used for all accounts, with the credentials of whoever is asked for.

A session for each account costs four times as much for a call, one for each task thirty times. It leans on what botocore does not promise
(credentials that are asked for at signing, an endpoint's HTTP session), so it is tried before it is used; where it does not sign for two
accounts as it should, each account gets clients of its own. Where it can be, a request is sent without the client (direct/), which is a
quarter of the cost: 0.6 ms of CPU instead of 2.4 ms, measured on 46 calls in 14 services.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Final

from scanner import __version__
from scanner.records import dataclass
from scanner.sources.aws.answers import blob, hold_to_protocol, hold_to_wire, plain, timestamp
from scanner.sources.aws.direct import Direct, direct_of
from scanner.sources.aws.endpoints import home_region, new_session, overrides, refuse_open, written
from scanner.sources.aws.pages import Site

SHARED: Final = "shared"
BY_ACCOUNT: Final = "by-account"

CONNECT_SECONDS: Final = 5
READ_SECONDS: Final = 30
KEPT: Final = 256
"""Clients of single accounts that are kept in the fallback layout: each holds 0.27 MB."""
IDLE_CONNECTIONS: Final = 10
"""Connections that are kept for each host."""
HOSTS: Final = 76
"""Hosts to which connections are kept, so that all of them stay below the usual limit of 1,024 open files."""

Keys = tuple[str, str, str | None]
"""Access key, secret key, session token or None."""


class Exchange:
    """One request while it is under way: who signs it, and whether an answer arrived."""

    __slots__ = ("answered", "keys")

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self.answered = False

    def arrived(self) -> None:
        """An answer is there."""
        self.answered = True


_CURRENT: ContextVar[Exchange] = ContextVar("plimsoll-aws-exchange")


@contextmanager
def signing(keys: Keys, exchange: Exchange | None = None) -> Iterator[Exchange]:
    """botocore's requests of this context are signed with these keys; outside of one, nothing can be signed (LookupError)."""
    under_way = exchange or Exchange(keys)
    token = _CURRENT.set(under_way)
    try:
        yield under_way
    finally:
        _CURRENT.reset(token)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds until a connection stands, and between two pieces of an answer."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS


class Clients:
    """Makes clients and keeps them. Threads share it; it makes one client at a time, because sessions are not thread-safe."""

    def __init__(
        self, profile: str | None = None, *, connections: int = 32, timeouts: Timeouts | None = None, layout: str | None = None
    ) -> None:
        """Take the profile whose settings (endpoints, CA bundle, FIPS) hold, how many requests run at once, and for tests the layout.

        UsageError for a profile that is not there, and for an endpoint without TLS that is not on this machine.
        """
        self.session: Final = new_session(profile)
        self._overrides = overrides(self.session)
        self.override: Final = written(self._overrides)
        self._timeouts = timeouts or Timeouts()
        self._connections = connections
        self._lock = threading.Lock()
        self._clients: dict[tuple[str, str], Any] = {}
        self._direct: dict[tuple[str, str, str], Direct | None] = {}
        self._by_account: OrderedDict[tuple[str, str, str], tuple[Keys, Any]] = OrderedDict()
        self._http: dict[tuple[tuple[str, str], ...], Any] = {}
        _quieten()
        self._prepare_session()
        self.layout: Final = layout or self._tried_layout()

    def client(self, service: str, region: str, account: str, keys: Keys) -> Any:
        """The client that asks a service in a region for an account. BotoCoreError where botocore does not know them."""
        if self.layout == SHARED:
            found = self._clients.get((service, region))
            if found is None:
                with self._lock:
                    found = self._clients.get((service, region))
                    if found is None:
                        found = self._clients[service, region] = self._made(service, region)
            return found
        return self._own_client(service, region, account, keys)

    def ask(self, site: Site, region: str, account: str, arguments: Mapping[str, Any], exchange: Exchange) -> dict[str, Any]:
        """What one request of an operation is answered, as plain data; raises what botocore's clients raise, and UnreadableAnswer."""
        direct = self.direct(site.service, site.operation, region) if self.layout == SHARED else None
        if direct is not None:
            return plain(direct.ask(arguments, exchange.keys, exchange.arrived))
        with signing(exchange.keys, exchange):
            client = self.client(site.service, region, account, exchange.keys)
            return plain(getattr(client, site.method)(**arguments))

    def direct(self, service: str, operation: str, region: str) -> Direct | None:
        """How an operation is sent without botocore's client, for all accounts; None where that does not do all that the client does."""
        key = (service, operation, region)
        if key not in self._direct:
            client = self.client(service, region, "", ("", "", None))
            self._direct[key] = direct_of(client, operation, strict=not self.is_overridden(service))
        return self._direct[key]

    def _own_client(self, service: str, region: str, account: str, keys: Keys) -> Any:
        with self._lock:
            key = (service, region, account)
            kept = self._by_account.get(key)
            if kept is not None and kept[0] == keys:
                self._by_account.move_to_end(key)
                return kept[1]
            access, secret, token = keys
            made = self._made(service, region, aws_access_key_id=access, aws_secret_access_key=secret, aws_session_token=token)
            self._by_account[key] = (keys, made)
            while len(self._by_account) > KEPT:
                self._by_account.popitem(last=False)
            return made

    def is_overridden(self, service: str) -> bool:
        """Calls of a service of botocore go to an endpoint that the user put in AWS's place."""
        if "" in self._overrides or not self._overrides:
            return bool(self._overrides)
        named = self.session.get_service_model(service).service_id
        return str(named).replace(" ", "_").lower() in self._overrides

    # ------------------------------------------------------------ sessions

    def _prepare_session(self) -> None:
        session = self.session
        if session.get_config_variable("data_path") is None:
            session.register_component("data_loader", _models())
        session.get_component("response_parser_factory").set_parser_defaults(timestamp_parser=timestamp, blob_parser=blob)
        provider = _provider_of_context()
        self._asks_context = provider is not None
        if provider is not None:
            session.register_component("credential_provider", provider)

    def _tried_layout(self) -> str:
        """Whether one client signs for two accounts, and for nobody when nobody is given. No request leaves."""
        from botocore.exceptions import BotoCoreError  # type: ignore[import-untyped]  # botocore has no types

        if not self._asks_context:
            return BY_ACCOUNT
        try:
            client = self._made("sts", home_region("aws", self.session))
            client.meta.events.register_first("before-send.sts", _show_signature)
            for access in ("AKIAPLIMSOLLFIRST000", "AKIAPLIMSOLLSECOND00"):
                with signing((access, "secret", None)):
                    if access not in _signature_of(client):
                        return BY_ACCOUNT
            _signature_of(client)
        except LookupError:
            return SHARED
        except (AttributeError, TypeError, ValueError, BotoCoreError):
            return BY_ACCOUNT
        return BY_ACCOUNT

    def _made(self, service: str, region: str, **credentials: Any) -> Any:
        from botocore.config import Config  # type: ignore[import-untyped]  # botocore has no types

        is_overridden = self.is_overridden(service)
        settings: dict[str, Any] = {
            "connect_timeout": self._timeouts.connect,
            "read_timeout": self._timeouts.read,
            "retries": {"total_max_attempts": 1, "mode": "standard"},
            "max_pool_connections": self._connections if is_overridden else IDLE_CONNECTIONS,
            "account_id_endpoint_mode": "disabled",
            "user_agent": _user_agent(),
            "s3": {"addressing_style": "path"} if is_overridden else None,
        }
        config = Config(**{name: value for name, value in settings.items() if name in Config.OPTION_DEFAULTS})
        client = self.session.create_client(service, region_name=region, config=config, **credentials)
        refuse_open(client.meta.endpoint_url, f"the endpoint of {service}")
        events = client.meta.events
        named = client.meta.service_model.service_id.hyphenize()
        events.register_first("before-parse.*.*", _arrived)  # comes before what botocore registers for a service
        events.register(f"response-received.{named}", self._check(client.meta.service_model, strict=not is_overridden))
        events.unregister(f"needs-retry.{named}", unique_id=f"retry-config-{named}")  # retries are ours
        self._share_connections(client)
        return client

    def _check(self, model: Any, *, strict: bool) -> Any:
        """What holds each answer of a service to its protocol."""
        protocol = getattr(model, "resolved_protocol", model.metadata["protocol"])
        operations: dict[str, Any] = {}

        def check(response_dict: Any, parsed_response: Any, **told: Any) -> None:
            if response_dict is None:
                return
            name = response_dict["context"]["operation_name"]
            if name not in operations:
                operations[name] = model.operation_model(name)
            hold_to_protocol(response_dict, parsed_response, operations[name], protocol, strict=strict)

        return check

    def _share_connections(self, client: Any) -> None:
        """All clients use one pool of connections (for each set of proxies): the CA bundle is read once, hosts are connected to once."""
        endpoint: Any = getattr(client, "_endpoint", None)
        if getattr(endpoint, "http_session", None) is None:
            return
        from botocore.utils import get_environ_proxies  # type: ignore[import-untyped]  # botocore has no types

        proxies: Mapping[str, str] = get_environ_proxies(client.meta.endpoint_url)
        key = tuple(sorted(proxies.items()))
        if key not in self._http:
            self._http[key] = _widened(endpoint.http_session)
        endpoint.http_session = self._http[key]


@cache
def _user_agent() -> str:
    """Said whole: botocore would put its own together twice for each request, a tenth of what a call costs."""
    from platform import python_version, system

    from botocore import __version__ as version  # type: ignore[import-untyped]  # botocore has no types

    return f"plimsoll/{__version__} Botocore/{version} Python/{python_version()} {system()}"


def _arrived(response_dict: Any, operation_model: Any, **told: Any) -> None:
    exchange = _CURRENT.get(None)
    if exchange is not None:
        exchange.answered = True
    hold_to_wire(response_dict, operation_model)


@cache
def _models() -> Any:
    """botocore's models, read once for all sessions of the process."""
    from botocore.loaders import create_loader  # type: ignore[import-untyped]  # botocore has no types

    return create_loader()


def _widened(http: Any) -> Any:
    """An HTTP session that keeps connections to many hosts: urllib3 keeps those of ten, and a region has thirty services."""
    pools: Any = getattr(getattr(http, "_manager", None), "pools", None)
    if getattr(pools, "_maxsize", None) is not None:
        pools._maxsize = HOSTS
    return http


def _provider_of_context() -> Any:
    """What gives botocore's session credentials that ask the context at signing; None where botocore's classes differ."""
    from botocore import credentials as known

    if not hasattr(getattr(known, "Credentials", None), "get_frozen_credentials"):
        return None

    class ContextCredentials(known.Credentials):  # type: ignore[misc]  # botocore has no types
        def get_frozen_credentials(self) -> Any:
            return known.ReadOnlyCredentials(*_CURRENT.get().keys)

    class Provider:
        def load_credentials(self) -> Any:
            return ContextCredentials("of-the-context", "of-the-context", method="context")

    return Provider()


class _Signature(Exception):
    """Carries what a request was signed with, instead of the request."""


def _show_signature(request: Any, **told: Any) -> None:
    header = request.headers.get("Authorization", b"")
    raise _Signature(header.decode("latin-1") if isinstance(header, bytes) else str(header))


def _signature_of(client: Any) -> str:
    try:
        client.get_caller_identity()
    except _Signature as signature:
        return str(signature)
    return ""


def _quieten() -> None:
    """botocore's and urllib3's loggers print requests and answers with all that is in them when somebody turns on debugging."""
    for name in ("botocore", "urllib3", "boto3"):
        logger = logging.getLogger(name)
        if logger.getEffectiveLevel() < logging.ERROR:
            logger.setLevel(logging.ERROR)
