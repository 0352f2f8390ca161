"""A request over the connections of one of botocore's HTTP sessions, and what can happen to it, in botocore's exceptions.

urllib3 resolves, connects, shakes hands and keeps connections, as botocore's session says (timeouts, certificates, how many).
"""

from __future__ import annotations

import time
from typing import Any, Final

from scanner.sources.aws.direct.http1 import NoAnswer, Reply, exchange

FRESH: Final = 1.0
"""Seconds for which a pool of connections is taken without asking its manager, which lets go of those that were asked for least lately."""


class Wire:
    """Sends to one endpoint. Threads share it."""

    def __init__(self, http: Any, endpoint: str) -> None:
        """Take botocore's HTTP session (`URLLib3Session`) and the endpoint's URL. AttributeError where the session is another."""
        self._endpoint = endpoint
        self._manager = http._manager
        self._prepare, self._verify = http._setup_ssl_cert, http._verify
        self._pool: Any = None
        self._taken = -FRESH

    def send(self, request: bytes, url: str) -> Reply:
        """One whole request, once. Raises what botocore's HTTP session raises, which tells the URL."""
        from ssl import SSLError

        from urllib3.connectionpool import CertificateError  # type: ignore[attr-defined]  # where every urllib3 has it, though not for others
        from urllib3.exceptions import HTTPError

        try:
            return self._sent(self._connections(), request)
        except CertificateError as error:
            raise _as_botocore(SSLError(str(error)), url) from error
        except (HTTPError, NoAnswer, OSError) as error:
            raise _as_botocore(error, url) from error

    def _sent(self, pool: Any, request: bytes) -> Reply:
        connection, kept = pool._get_conn(), None
        try:
            if connection.sock is None:
                connection.timeout = pool.timeout.connect_timeout
                connection.connect()
            connection.sock.settimeout(pool.timeout.read_timeout)
            reply, is_good = exchange(connection.sock, request)
            kept = connection if is_good else None
        finally:
            if kept is None:
                connection.close()
            pool._put_conn(kept)
        return reply

    def _connections(self) -> Any:
        """The pool of connections to the endpoint's host."""
        now, pool = time.monotonic(), self._pool
        if pool is None or now - self._taken > FRESH or pool.pool is None:
            pool = self._manager.connection_from_url(self._endpoint)
            self._prepare(pool, self._endpoint, self._verify)
            self._pool, self._taken = pool, now
        return pool


def has_proxy(http: Any, endpoint: str) -> bool:
    """Requests to an endpoint go over a proxy. AttributeError where the session is not botocore's usual one."""
    return http._proxy_config.proxy_url_for(endpoint) is not None


def _as_botocore(error: Exception, url: str) -> Exception:
    """What botocore's `URLLib3Session.send` makes of an error."""
    from socket import gaierror
    from ssl import SSLError

    from botocore import exceptions as known  # type: ignore[import-untyped]  # botocore has no types
    from urllib3 import exceptions as met

    told: dict[str, Any] = {"endpoint_url": url, "error": error}
    made: Exception
    if isinstance(error, (met.SSLError, SSLError)):
        made = known.SSLError(**told)
    elif isinstance(error, (met.NewConnectionError, gaierror)):
        made = known.EndpointConnectionError(**told)
    elif isinstance(error, met.ConnectTimeoutError):
        made = known.ConnectTimeoutError(**told)
    elif isinstance(error, (met.ReadTimeoutError, TimeoutError)):
        made = known.ReadTimeoutError(**told)
    elif isinstance(error, (met.HTTPError, met.LocationValueError)) and not isinstance(error, met.ProtocolError):
        made = known.HTTPClientError(error=error)
    else:
        made = known.ConnectionClosedError(request=None, **told)
    return made
