"""What can go wrong with a call to AWS: each way has a reason, a text for a person and what would settle it.

Codes and texts are AWS's: the services answer the same trouble with different codes (a denial is `AccessDenied`, `AccessDeniedException`,
`UnauthorizedOperation`, ...). What a message may hold of secrets is taken out before anybody sees it.
"""

from __future__ import annotations

import re
from typing import Final

from scanner.patterns import regex
from scanner.records import dataclass
from scanner.redaction import masked

DENIED: Final = "denied"
DENIED_BY_SCP: Final = "denied-by-scp"
THROTTLED: Final = "throttled"
EXPIRED: Final = "credentials-expired"
INVALID: Final = "credentials-invalid"
REGION_DISABLED: Final = "region-disabled"
NOT_AVAILABLE: Final = "not-available"
TIMEOUT: Final = "timeout"
UNREACHABLE: Final = "unreachable"
SERVICE_ERROR: Final = "service-error"
BAD_RESPONSE: Final = "bad-response"
CLIENT_ERROR: Final = "client-error"
BUDGET: Final = "budget"
DEPENDENCY: Final = "dependency"
BUG: Final = "bug"

REASONS: Final = (
    DENIED,
    DENIED_BY_SCP,
    THROTTLED,
    EXPIRED,
    INVALID,
    REGION_DISABLED,
    NOT_AVAILABLE,
    TIMEOUT,
    UNREACHABLE,
    SERVICE_ERROR,
    BAD_RESPONSE,
    CLIENT_ERROR,
    BUDGET,
    DEPENDENCY,
    BUG,
)
"""Every reason that a Fault can have. `dependency` is set by who did not call at all, because what the call needs was not read."""

NO_ENDPOINT: Final = "NoEndpoint"
"""The code of a service that is not offered in a region: botocore's list does not have it there, and its host has no address."""

NO_CREDENTIALS: Final = "CredentialsError"
"""The code of a call that could not be signed. Its message says how to mend it, after "; "."""
NO_HOST: Final = "NoSuchHost"
"""The code of a host without an address."""

LONGEST_MESSAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Who is asked, and where."""

    account: str
    """Twelve digits."""
    region: str
    """A region, or "global" for what is asked once in an account."""
    partition: str = "aws"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What one request met."""

    reason: str
    code: str
    message: str = ""
    status: int | None = None
    """Of HTTP, where there was an answer."""
    wait: float = 0.0
    """Seconds that the answer asks to wait (`Retry-After`)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A call that was not, or not wholly, answered. Plain data; nothing in it is secret."""

    reason: str
    """One of REASONS."""
    code: str
    """AWS's error code; where there was no answer, what failed ("ConnectTimeoutError")."""
    message: str
    """AWS's words, scrubbed, at most 500 characters."""
    action: str
    """The IAM action of the call: "ecs:ListServices"."""
    account: str
    region: str
    time: str
    """When it was given up: RFC 3339, UTC."""
    status: int | None = None
    attempts: int = 1
    """Requests that were sent; 0 where none was worth sending."""

    @property
    def text(self) -> str:
        """For a person: "AccessDeniedException: ecs:ListServices in eu-west-1 of 111122223333"."""
        where = "" if self.region == "global" else f" in {self.region}"
        said = f"{self.code or self.reason}: {self.action}{where} of {self.account}"
        if self.message and (self.reason in _TOLD_WITH_MESSAGE or self.code == NO_CREDENTIALS):
            said += f" ({self.message[:200]})"
        return said

    @property
    def settle(self) -> str:
        """What to do that it be answered: "grant ecs:ListServices"."""
        if self.code == NO_CREDENTIALS:
            return self.message.partition("; ")[2] or _SETTLE[INVALID].format(account=self.account)
        if self.reason == DENIED and (guard := _guard_of(self.message)):
            return f"let the {guard} allow {self.action}"
        return _SETTLE[self.reason].format(action=self.action, account=self.account, region=self.region, code=self.code)

    @property
    def is_nothing_there(self) -> bool:
        """The service is not offered in this region, so it holds nothing there. Everything else may hide something."""
        return self.reason == NOT_AVAILABLE and self.code == NO_ENDPOINT


_TOLD_WITH_MESSAGE: Final = frozenset((CLIENT_ERROR, BAD_RESPONSE, BUG, SERVICE_ERROR, INVALID, EXPIRED, UNREACHABLE))

_SETTLE: Final = {
    DENIED: "grant {action}",
    DENIED_BY_SCP: "let the service control policies of {account} allow {action}",
    THROTTLED: "collect {account} again when less else calls {action} there",
    EXPIRED: "renew the credentials of {account} and resume",
    INVALID: "give credentials that {account} takes",
    REGION_DISABLED: "enable {region} in {account}, or leave it out",
    NOT_AVAILABLE: "leave {region} out for {action}, or bring boto3 up to date if AWS offers it there",
    TIMEOUT: "make the endpoint of {action} in {region} reachable and resume",
    UNREACHABLE: "make the endpoint of {action} in {region} reachable and resume",
    SERVICE_ERROR: "collect {account} again: AWS failed at {action}",
    BAD_RESPONSE: "see what stands between here and AWS (a proxy, a login page): it answered {action}",
    CLIENT_ERROR: 'see what AWS says about "{code}" of {action}',
    BUDGET: "give the collection more time or calls, or resume",
    DEPENDENCY: "settle what {action} needs first",
    BUG: 'report "{code}" of {action} to the makers of Plimsoll',
}

# ---------------------------------------------------------------- codes

_CODES: Final = {
    DENIED: "AccessDenied AccessDeniedException UnauthorizedOperation AuthorizationError AuthorizationErrorException UnauthorizedException"
    " NotAuthorized NotAuthorizedException ForbiddenException AllAccessDisabled Forbidden Unauthorized UnauthorizedAccess"
    " KMSAccessDeniedException AccessDeniedForDependencyException",
    THROTTLED: "Throttling ThrottlingException ThrottledException RequestThrottled RequestThrottledException RequestLimitExceeded"
    " TooManyRequestsException TooManyRequests SlowDown BandwidthLimitExceeded LimitExceededException PriorRequestNotComplete"
    " EC2ThrottledException ProvisionedThroughputExceededException TransactionInProgressException ReduceYourRequestRate",
    EXPIRED: "ExpiredToken ExpiredTokenException RequestExpired TokenRefreshRequired",
    INVALID: "InvalidClientTokenId UnrecognizedClientException AuthFailure InvalidAccessKeyId SignatureDoesNotMatch"
    " InvalidSignatureException InvalidSignature IncompleteSignature IncompleteSignatureException MissingAuthenticationToken"
    " MissingAuthenticationTokenException RequestTimeTooSkewed InvalidToken InvalidSecurity NotSignedUp PendingVerification",
    NOT_AVAILABLE: "OptInRequired SubscriptionRequiredException InvalidAction UnknownOperation UnknownOperationException"
    " UnsupportedOperation UnsupportedOperationException NotImplemented UnknownService InvalidRegion",
    TIMEOUT: "RequestTimeout RequestTimeoutException",
    SERVICE_ERROR: "InternalFailure InternalError InternalServerError InternalServerException InternalServiceError InternalServiceException"
    " ServiceUnavailable ServiceUnavailableException Unavailable ServerException ServiceException ServiceFailure",
}
REASON_OF_CODE: Final = {code: reason for reason, codes in _CODES.items() for code in codes.split()}
"""Reasons by AWS's code (botocore's retry rules, AWS's common errors of each protocol, the errors of the services we call)."""

CREDENTIAL_TROUBLE: Final = frozenset(
    ("InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "InvalidAccessKeyId", "InvalidToken")
)
"""Codes that a region answers to credentials of an account that has not enabled it, as well as to wrong ones."""

_SCP: Final = regex(r"service control polic", re.IGNORECASE)
_GUARD: Final = regex(
    r"(resource control policy|permissions boundary|session policy|VPC endpoint policy|resource-based policy)", re.IGNORECASE
)
_HTML: Final = regex(r"<\s*(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE, needs=("<",))


def reason_of(code: str, message: str, status: int | None) -> str:
    """The reason that an error answer tells, from AWS's code, its words and HTTP's status."""
    if _HTML.search(message) or (status is not None and 300 <= status < 400 and code != "PermanentRedirect"):
        return SERVICE_ERROR if status is not None and status >= 500 else BAD_RESPONSE
    plain = code.rpartition(".")[2] if code.startswith(("Client.", "Server.")) else code
    found = REASON_OF_CODE.get(plain)
    if found is None:
        found = _guessed(plain, status)
    if found == DENIED and _SCP.search(message):
        return DENIED_BY_SCP
    return found


def _guessed(code: str, status: int | None) -> str:
    """The reason behind a code that no table has."""
    if "AccessDenied" in code or "Unauthorized" in code or "NotAuthorized" in code:
        return DENIED
    if "Throttl" in code or status == 429:
        return THROTTLED
    if "ExpiredToken" in code:
        return CLIENT_ERROR if "Next" in code or "Pagination" in code else EXPIRED
    if status == 408:
        return TIMEOUT
    if status == 501:
        return NOT_AVAILABLE
    if status is not None and status >= 500:
        return SERVICE_ERROR
    if status in (401, 403) and (not code or code.isdigit() or code == "Unknown"):
        return DENIED
    return CLIENT_ERROR


def _guard_of(message: str) -> str:
    found = _GUARD.search(message)
    return found.group(1) if found else ""


# ---------------------------------------------------------------- exceptions


def trouble_of(error: BaseException, *, answered: bool) -> Trouble:
    """What an exception of botocore tells. `answered`: an answer had arrived when it was raised, so it is the answer that is wrong."""
    from botocore import exceptions as known  # type: ignore[import-untyped]  # botocore has no types

    if isinstance(error, known.ClientError):
        return _answered(error.response)
    reason = _reason_of_exception(error, answered)
    message = "an answer that cannot be read" if reason == BAD_RESPONSE else scrub(str(error))  # botocore quotes what it cannot read
    return Trouble(reason, NO_HOST if _lacks_address(error) else type(error).__name__, message)


def _lacks_address(error: BaseException | None) -> bool:
    """The name of the host is known to nobody; a resolver that does not answer is another matter."""
    import socket

    unknown = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}
    for _ in range(8):
        if error is None or isinstance(error, socket.gaierror):
            break
        error = error.__cause__ or error.__context__
    return isinstance(error, socket.gaierror) and error.errno in unknown


def _answered(response: dict[str, dict[str, object]]) -> Trouble:
    told, metadata = response.get("Error", {}), response.get("ResponseMetadata", {})
    code, message = str(told.get("Code") or ""), str(told.get("Message") or told.get("message") or "")
    status = metadata.get("HTTPStatusCode")
    number = status if isinstance(status, int) else None
    headers = metadata.get("HTTPHeaders")
    wait = headers.get("retry-after", "") if isinstance(headers, dict) else ""
    seconds = min(float(wait), 60.0) if isinstance(wait, str) and wait.isdigit() else 0.0
    reason = reason_of(code, message, number)
    return Trouble(reason, scrub(code)[:100] or str(number or "Unknown"), scrub(message), number, seconds)


def _reason_of_exception(error: BaseException, answered: bool) -> str:
    from botocore import exceptions as known
    from botocore.parsers import ResponseParserError  # type: ignore[import-untyped]  # botocore has no types

    if isinstance(error, (known.ConnectTimeoutError, known.ReadTimeoutError)):
        return TIMEOUT
    if isinstance(error, (known.HTTPClientError, known.ConnectionError, known.IncompleteReadError)):
        return UNREACHABLE
    if isinstance(error, ResponseParserError) or answered:
        return BAD_RESPONSE
    if isinstance(error, known.EndpointConnectionError):
        return UNREACHABLE
    if isinstance(error, (known.NoCredentialsError, known.PartialCredentialsError, known.CredentialRetrievalError)):
        return INVALID
    if isinstance(error, (known.InvalidRegionError, known.NoRegionError, known.UnknownRegionError, known.UnknownEndpointError)):
        return NOT_AVAILABLE
    return UNREACHABLE if isinstance(error, OSError) else BUG


# ---------------------------------------------------------------- messages

_ENCODED: Final = regex(r"(encoded authorization (?:failure )?message:?\s*)\S+", re.IGNORECASE)
_KEY_ID: Final = regex(r"\b(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AIDA|AROA|AGPA|ANPA|ANVA|APKA)[A-Z0-9]{12,}\b")
_JWT: Final = regex(r"\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?")
_NAMED: Final = regex(
    r"((?:(?:security.?|session.?|access.?|refresh.?)?token|secret(?:.?access)?.?key|password|passwd|pwd|secret|api.?key|authorization|bearer|credential|signature"
    r"|x-amz-[\w-]+)[\"']?\s*[:= ]\s*[\"']?)((?:Bearer |Basic |AWS4-HMAC-SHA256 )?[^\s\"',;&<>]{6,})",
    re.IGNORECASE,
)
_USERINFO: Final = regex(r"(://)[^/\s@:]*:[^/\s@]+@")
_QUERY: Final = regex(r"(https?://[^\s?\"'<>]+)\?[^\s\"'<>]+")
_OPAQUE: Final = regex(r"(?<![\w/+:.-])(?=[A-Za-z0-9/+_=-]*\d)(?=[A-Za-z0-9/+_=-]*[A-Za-z])[A-Za-z0-9/+_-]{36,}={0,2}(?![\w/+])")
_SPACE: Final = regex(r"[\s\x00-\x1f\x7f]+")
_UUID: Final = regex(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def scrub(message: str) -> str:
    """A message of AWS or of botocore as it may be shown: one line, at most 500 characters, no key, token, signature or encoded message."""
    text = message[: LONGEST_MESSAGE * 8]
    if _HTML.search(text):
        return "an HTML page"
    text = _SPACE.sub(" ", text).strip()
    text = _ENCODED.sub(r"\1***", text)
    text = _QUERY.sub(r"\1?***", text)
    text = _USERINFO.sub(r"\1***@", text)
    text = _JWT.sub("***", text)
    text = _NAMED.sub(_without_value, text)
    text = _KEY_ID.sub(lambda found: f"{found.group()[:4]}***", text)
    text = _OPAQUE.sub(lambda found: found.group() if _UUID.fullmatch(found.group()) else "***", text)
    text = masked(text)
    return text if len(text) <= LONGEST_MESSAGE else text[: LONGEST_MESSAGE - 3] + "..."


def _without_value(found: re.Match[str]) -> str:
    """A name keeps its words ("the security token included in the request is invalid"), a value that looks made goes."""
    value = found.group(2)
    name = found.group(1)
    is_sentence = name.endswith(" ") and not name.rstrip().endswith((":", "=")) and value.rstrip(".").isalpha() and value[1:].islower()
    return found.group() if is_sentence else f"{name}***"
