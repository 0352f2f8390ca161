"""A provider of OpenID Connect on loopback: the code flow with PKCE, whose answers a test can spoil."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.dashboard.shell import served

CLIENT = "plimsoll-test"
CLIENT_SECRET = "the client's own, " + "x" * 20


class Provider:
    """What it knows, and what a test makes it say."""

    def __init__(self) -> None:
        self.issuer = ""
        self.secret: str | None = CLIENT_SECRET
        self.key = ECKey.generate_key("P-256", {"kid": "first"})
        self.signs_with: Any = None
        """Another key than the one it publishes."""
        self.algorithm = "ES256"
        self.person: dict[str, Any] = {"sub": "u-1", "email": "ada@example.com", "email_verified": True, "groups": ["platform"]}
        self.claims: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.answer: Callable[[dict[str, Any]], dict[str, Any]] = lambda answer: answer
        self.metadata: Callable[[dict[str, Any]], dict[str, Any]] = lambda metadata: metadata
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        """The queries with which people came."""

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.configuration),
                Route("/authorize", self.authorize),
                Route("/token", self.token, methods=["POST"]),
                Route("/jwks", self.jwks),
            ]
        )

    async def configuration(self, request: Request) -> Response:
        return JSONResponse(
            self.metadata(
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "jwks_uri": f"{self.issuer}/jwks",
                    "response_types_supported": ["code"],
                    "id_token_signing_alg_values_supported": ["ES256", "HS256", "none"],
                    "code_challenge_methods_supported": ["S256"],
                }
            )
        )

    async def jwks(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorize(self, request: Request) -> Response:
        """Somebody who is signed in here already."""
        asked = dict(request.query_params)
        self.asked.append(asked)
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}", 302)

    async def token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        asked = self.codes.pop(form["code"], None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if (
            asked is None
            or proof != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
            or not self._client(request, form)
        ):
            return JSONResponse({"error": "invalid_client"}, 401)
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.person}
        answer = {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "expires_in": 300}
        return JSONResponse(self.answer({**answer, "id_token": self._signed(self.claims(claims))}))

    def _client(self, request: Request, form: dict[str, str]) -> bool:
        if self.secret is None:
            return form["client_id"] == CLIENT
        given = base64.b64decode(request.headers["authorization"].removeprefix("Basic ")).decode()
        return given == f"{CLIENT}:{self.secret}"

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm == "none":
            parts = [base64.urlsafe_b64encode(each).rstrip(b"=").decode() for each in (b'{"alg":"none"}', jsoned(claims))]
            return ".".join([*parts, ""])
        if self.algorithm == "HS256":
            return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET), algorithms=["HS256"])
        key = self.signs_with or self.key
        return jwt.encode({"alg": "ES256", "kid": key.kid}, claims, key)


def jsoned(value: Any) -> bytes:
    """JSON."""
    import json

    return json.dumps(value).encode()


@contextlib.contextmanager
def providing() -> Iterator[Provider]:
    """A provider that is served."""
    provider = Provider()
    with served(provider.application()) as address:
        provider.issuer = address
        yield provider
