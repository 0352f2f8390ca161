"""Signing in with OpenID Connect: the code flow with PKCE, state and nonce, by Authlib; then a signed cookie says who asks.

OpenID Connect Core, 5.7: only `sub` names a person for ever at an issuer. So editors are named by it, by an address that the issuer has
verified, or by another claim that the operator trusts.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError  # type: ignore[import-untyped]  # Authlib has no types
from authlib.integrations.starlette_client import OAuth  # type: ignore[import-untyped]  # the same
from joserfc.errors import JoseError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from scanner.dashboard import auth, outside
from scanner.dashboard.auth import CALLBACK, LOGIN, LOGOUT, Person
from scanner.errors import UsageError
from scanner.records import dataclass

HOURS: Final = 8
"""That a session lasts, however much it is used."""
LONGEST: Final = 256
"""Characters of a name in a session: a cookie is small."""
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures that the issuer alone can make."""
FAULTS: Final = (AuthlibBaseError, JoseError, httpx.HTTPError, ValueError, KeyError, TypeError, RuntimeError)
"""What Authlib raises for what a provider says, or does not say."""
log = logging.getLogger("plimsoll.dashboard")

Claim = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Provider:
    """Who vouches for people, and whom it is believed to let in."""

    issuer: str
    client_id: str
    client_secret: str | None
    """None for a client that has none: PKCE alone protects the code."""
    url: str
    """Where people see this server: `https://plimsoll.example.com`, without a slash at its end."""
    scopes: str = "openid email profile"
    viewers: tuple[Claim, ...] = ()
    """Claims of which a person needs one to get in: ("groups", "security"); empty: whom the issuer knows may see."""
    editors: tuple[str, ...] = ()
    """`sub`, or an address that the issuer verified."""
    editor_claims: tuple[Claim, ...] = ()


def claim(text: str) -> Claim:
    """`NAME=VALUE` of an option. UsageError where it is none."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise UsageError(f'"{text}" is no claim; write NAME=VALUE, as groups=platform')
    return name, value


class SignIn:
    """The pages of signing in and out, and what the session then says."""

    def __init__(self, provider: Provider, secret: str) -> None:
        """`secret`: signs the sessions. UsageError where the issuer could be listened to."""
        self.provider = provider
        self._secret = secret
        self._prefix = urlsplit(provider.url).path
        self._secure = provider.url.startswith("https:")
        oauth = OAuth()
        self._client: Any = oauth.register(
            "plimsoll",
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": provider.scopes, "code_challenge_method": "S256", "timeout": 10.0},
        )

    @property
    def middleware(self) -> Middleware:
        """Reads and writes the cookie."""
        bound = self._secure and not self._prefix
        return Middleware(
            SessionMiddleware,
            secret_key=self._secret,
            session_cookie="__Host-plimsoll" if bound else "plimsoll",
            max_age=HOURS * 3600,
            path=self._prefix or "/",
            same_site="lax",
            https_only=self._secure,
        )

    @property
    def routes(self) -> tuple[Route, ...]:
        """The pages."""
        return (Route(LOGIN, self.login), Route(CALLBACK, self.callback), Route(LOGOUT, self.logout, methods=["POST"]))

    def person(self, scope: Scope) -> Person | None:
        """Who signed in, while the session lasts."""
        session = scope.get("session") or {}
        who = session.get("who")
        if not isinstance(who, dict) or who["until"] <= time.time():
            return None
        return self._admitted(who)

    def _admitted(self, who: Mapping[str, Any]) -> Person | None:
        """The person of a session, by the options of today; None where they may not get in."""
        held = {tuple(each) for each in who["claims"]}
        editor = auth.role(who["names"], self.provider.editors) == "editor" or not held.isdisjoint(self.provider.editor_claims)
        if not editor and self.provider.viewers and held.isdisjoint(self.provider.viewers):
            return None
        return Person(who["names"][0], "editor" if editor else "viewer", session=True)

    async def _metadata(self) -> None:
        """Have what the issuer says of itself. HTTPException where it is another, or could be listened to."""
        metadata = await self._client.load_server_metadata()
        if metadata.get("issuer") != self.provider.issuer:
            raise ValueError(f'the issuer calls itself "{metadata.get("issuer")}"; --oidc-issuer must say the same')
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            safe_address(metadata[name])
        said = metadata.get("id_token_signing_alg_values_supported") or ()
        metadata["id_token_signing_alg_values_supported"] = [each for each in said if each in ALGORITHMS] or ["RS256"]

    async def login(self, request: Request) -> Response:
        """Send a person to the issuer."""
        there = safe_path(request.query_params.get("next", "/"))
        if request.scope.get("person") is not None:
            return RedirectResponse(self._prefix + there, 303)
        try:
            await self._metadata()
            request.session["next"] = there
            response: Response = await self._client.authorize_redirect(request, self.provider.url + CALLBACK)
        except FAULTS as error:
            raise failed(error, 502) from error
        return response

    async def callback(self, request: Request) -> Response:
        """Take a person back from the issuer, with a code that this browser asked for."""
        options = {
            "iss": {"essential": True, "value": self.provider.issuer},
            "aud": {"essential": True, "value": self.provider.client_id},
        }
        try:
            await self._metadata()
            token = await self._client.authorize_access_token(request, claims_options=options)
            who = self._session(token["userinfo"])
        except FAULTS as error:
            raise failed(error, 400) from error
        if self._admitted(who) is None:
            request.session.clear()
            raise HTTPException(403, "the issuer knows you, but this server is not for you; its operator says for whom with --viewer-claim")
        there = safe_path(str(request.session.get("next", "/")))
        request.session.clear()
        request.session["who"] = who
        return RedirectResponse(self._prefix + there, 303)

    def _session(self, claims: Mapping[str, Any]) -> dict[str, Any]:
        """What a session holds: names, what it has of the claims that are asked for, and when it ends."""
        names = [str(claims["sub"])]
        if claims.get("email") and claims.get("email_verified") is True:
            names.insert(0, str(claims["email"]))
        if any(len(name) > LONGEST for name in names):
            raise ValueError("the issuer's name of the person is too long")
        wanted = dict.fromkeys((*self.provider.viewers, *self.provider.editor_claims))
        held = [each for each in wanted if _holds(claims, each)]
        return {"names": names, "claims": held, "until": int(time.time()) + HOURS * 3600}

    async def logout(self, request: Request) -> Response:
        """Forget who asks; the issuer does not."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise HTTPException(403, "another site asked for this; sign out on a page of this server")
        request.session.clear()
        return outside.signed_out(self._prefix)


def _holds(claims: Mapping[str, Any], asked: Claim) -> bool:
    """Whether a claim has a value, or is a list that has it. An address counts where the issuer verified it."""
    name, value = asked
    if name == "email" and claims.get("email_verified") is not True:
        return False
    found = claims.get(name)
    return value in ([str(each) for each in found] if isinstance(found, list) else [str(found)] if found is not None else [])


def safe_path(text: str) -> str:
    r"""A path of this server; `/` for what a browser could take for another place: `//`, `/\`, what steers."""
    if text[:1] != "/" or text[1:2] in ("/", "\\") or not text.isprintable() or "\\" in text or len(text) > 2048:
        return "/"
    return text


def safe_address(text: str) -> None:
    """ValueError for an address that others could listen to: http, but on loopback."""
    parts = urlsplit(text)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "::1", "localhost")):
        raise ValueError(f'"{text}" is not https')


def failed(error: Exception, status: int) -> HTTPException:
    """What a person is told who could not sign in; the operator reads why. A code or token does not get into the log."""
    why = f"{type(error).__name__}: {getattr(error, 'error', '') or error}"
    log.warning("signing in failed: %s", why.partition("\n")[0][:300].encode("ascii", "backslashreplace").decode())
    return HTTPException(status, "signing in did not succeed; start again, and if it stays so, ask the operator: the server's log says why")


def check(provider: Provider) -> None:
    """UsageError where the issuer or our own address cannot be meant."""
    for name, text in (("--oidc-issuer", provider.issuer), ("--url", provider.url)):
        try:
            safe_address(text)
        except ValueError as error:
            raise UsageError(f"{name}: {error}; write https://...") from error
