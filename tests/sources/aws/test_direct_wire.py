"""HTTP over connections of botocore's session: what arrives, whatever the other side does, and what is told of it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scanner.sources.aws.calls import Api, Place
from scanner.sources.aws.clients import Clients, Timeouts
from scanner.sources.aws.direct.http1 import LONGEST_LINE, MOST_HEADERS, NoAnswer, exchange, head_of
from scanner.sources.aws.faults import Trouble
from scanner.sources.aws.limits import Patience

PLACE = Place("111122223333", "eu-west-1")
BODY = b'{"clusterArns": ["a"]}'
GOOD = b"HTTP/1.1 200 OK\r\nx-amzn-RequestId: r\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)

# ---------------------------------------------------------------- one exchange


def answered(*pieces: bytes, asked: bytes = b"GET / HTTP/1.1\r\n\r\n") -> Any:
    """What `exchange` gives where the other side sends pieces one after another and closes."""
    near, far = socket.socketpair()

    def answer() -> None:
        far.recv(65536)
        for piece in pieces:
            far.sendall(piece)
        far.close()

    thread = threading.Thread(target=answer)
    with near:
        near.settimeout(5)
        thread.start()
        try:
            return exchange(near, asked)
        finally:
            thread.join()


def bytewise(text: bytes) -> list[bytes]:
    return [text[at : at + 1] for at in range(len(text))]


@pytest.mark.parametrize("cut", [lambda text: [text], bytewise, lambda text: [text[:20], text[20:]]])
def test_an_answer_may_come_in_any_pieces(cut: Callable[[bytes], list[bytes]]):
    reply, is_good = answered(*cut(GOOD))

    assert (reply.status, reply.headers["x-amzn-requestid"], reply.body, is_good) == (200, "r", BODY, True)


@pytest.mark.parametrize(
    ("text", "body", "is_good"),
    [
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", b"abcde", True),
        (b"HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\nContent-Length: 2\r\n\r\n3\r\nabc\r\n0\r\nTrailer: t\r\n\r\n", b"abc", True),
        (b"HTTP/1.1 200 OK\r\n\r\nuntil the end", b"until the end", False),
        (b"HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", b"", True),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", b"a", False),
        (b"HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 1\r\n\r\na", b"a", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", b"abc", False),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc", b"abc", False),
        (b"HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", b"", True),
        (b"HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", b"a", True),
        (b"HTTP/1.1 200 OK\nContent-Length: 1\n\na", b"a", True),
    ],
)
def test_a_body_ends_where_its_headers_say(text: bytes, body: bytes, is_good: bool):
    """And the connection is used again only where that is certain."""
    for pieces in ([text], bytewise(text)):
        reply, usable = answered(*pieces)

        assert (reply.body, usable) == (body, is_good)


def test_a_connection_with_more_than_an_answer_is_not_used_again():
    """What comes later is seen before the next request: a connection that can be read from is let go."""
    reply, is_good = answered(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nabc")

    assert (reply.body, is_good) == (b"a", False)


def test_headers_do_not_mind_case_and_come_together():
    reply, _ = answered(b"HTTP/1.1 200 OK\r\nX-A:  1 \r\n folded\r\nno colon\r\nx-a: 2\r\nX-U: \xe9\r\nContent-Length: 0\r\n\r\n")

    assert reply.headers == {"x-a": "1, 2", "x-u": "é", "content-length": "0"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "closed before"),
        (b"HTTP/1.1 200 OK\r\nContent-", "closed before"),
        (b"SSH-2.0-OpenSSH\r\n\r\n", "no status line"),
        (b"HTTP/2 200 OK\r\n\r\n", "no status line"),
        (b"HTTP/1.1 2x0 OK\r\n\r\n", "no status line"),
        (b"HTTP/1.1 " + "²²²".encode("latin-1") + b"\r\n\r\n", "no status line"),
        (b"x" * (LONGEST_LINE + 2), "too long"),
        (b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * (MOST_HEADERS + 1), "headers"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nabc\r\n", "chunk"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na\r\n", "chunk"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", "chunk"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "closed before"),
    ],
)
def test_what_is_no_answer_is_none(text: bytes, told: str):
    with pytest.raises(NoAnswer, match=told):
        answered(text)


@pytest.mark.parametrize(
    ("target", "headers"),
    [
        ("/", {"A": "b\r\nX: y"}),
        ("/", {"A": "b\nX: y"}),
        ("/", {"A\r\n": "b"}),
        ("/\r\nX: y", {}),
        ("/a b", {}),
        ("/é", {}),
        ("/", {"A": "b\r"}),
    ],
)
def test_nothing_can_end_a_line_of_a_request_before_its_end(target: str, headers: dict[str, str]):
    with pytest.raises(ValueError, match="line end"):
        head_of("GET", target, headers)


def test_headers_of_a_request_are_sent_as_utf_8():
    assert head_of("GET", "/?a=b", {"X-A": "é"}) == b"GET /?a=b HTTP/1.1\r\nX-A: \xc3\xa9\r\n\r\n"


# ---------------------------------------------------------------- over the wire, beside botocore


@contextmanager
def listening(talk: Callable[[Any], None], context: ssl.SSLContext | None = None) -> Iterator[int]:
    """A port on which every connection is talked to."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_accept, args=(server, talk, context), daemon=True).start()
        yield server.getsockname()[1]


def _accept(server: socket.socket, talk: Callable[[Any], None], context: ssl.SSLContext | None) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_talk, args=(connection, talk, context), daemon=True).start()


def _talk(connection: Any, talk: Callable[[Any], None], context: ssl.SSLContext | None) -> None:
    try:
        connection.settimeout(10)
        with context.wrap_socket(connection, server_side=True) if context is not None else connection as secured:
            talk(secured)
    except OSError:
        pass  # the other side went away, as it may


def request_of(connection: Any) -> bytes:
    """The next request; empty when there is none."""
    text = b""
    while b"\r\n\r\n" not in text:
        piece = connection.recv(65536)
        if not piece:
            return b""
        text += piece
    head, _, body = text.partition(b"\r\n\r\n")
    told = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(told[0].partition(b":")[2]) if told else 0
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


class Keys:
    def frozen(self, account: str, refresh: bool = False) -> tuple[str, str, str | None]:
        return f"AKIA{account}", "secret", "token"


def api(layout: str = "shared", **timeouts: float) -> Api:
    clients = Clients(timeouts=Timeouts(**{"connect": 1.0, "read": 1.0, **timeouts}), layout=layout)
    return Api(Keys(), clients=clients, patience=Patience(unreachable=1, timeout=1, bad_response=1))


def both(monkeypatch: pytest.MonkeyPatch, url: str, call: str = "ecs:ListClusters") -> list[Any]:
    """What we and botocore's clients are answered, or what is told of it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    answers = [api(layout).call(PLACE, call, {}) for layout in ("shared", "by-account")]
    return [answer.pages if answer.fault is None else told(answer.fault) for answer in answers]


def told(fault: Any) -> Trouble:
    return Trouble(fault.reason, fault.code, fault.message, fault.status)


@pytest.mark.parametrize("call", ["ecs:ListClusters", "ec2:DescribeVpcs", "efs:DescribeFileSystems"])
def test_the_request_on_the_wire_is_that_of_botocore(call: str, monkeypatch: pytest.MonkeyPatch):
    seen: list[bytes] = []

    def talk(connection: Any) -> None:
        seen.append(request_of(connection))
        connection.sendall(GOOD)

    with listening(talk) as port:
        both(monkeypatch, f"http://127.0.0.1:{port}", call)
    ours, botocores = (settled(request) for request in seen)

    assert ours == botocores


def settled(request: bytes) -> tuple[bytes, dict[bytes, bytes], bytes]:
    """The request line, the headers but for what is new in each request, and the body."""
    head, _, body = request.partition(b"\r\n\r\n")
    line, *lines = head.split(b"\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
    for name in (b"x-amz-date", b"amz-sdk-invocation-id"):
        assert headers.pop(name)
    headers[b"authorization"] = headers[b"authorization"].partition(b"Signature=")[0]
    return line, headers, body


def sends(*pieces: bytes, after: float = 0.0) -> Callable[[Any], None]:
    def talk(connection: Any) -> None:
        if request_of(connection):
            for piece in pieces:
                connection.sendall(piece)
            threading.Event().wait(after)

    return talk


@pytest.mark.parametrize(
    ("talk", "reason"),
    [
        (sends(GOOD), None),
        (sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n16\r\n" + BODY + b"\r\n0\r\n\r\n"), None),
        (sends(GOOD[:-3]), "bad-response"),
        (sends(b""), "unreachable"),
        (sends(b"nonsense\r\n\r\n"), "unreachable"),
        (sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\nab"), "unreachable"),
        (sends(b"HTTP/1.1 200 OK\r\n", after=2), "timeout"),
        (sends(after=2), "timeout"),
    ],
)
def test_what_the_other_side_does_is_told_as_by_botocore(talk: Any, reason: str | None, monkeypatch: pytest.MonkeyPatch):
    with listening(talk) as port:
        ours, botocores = both(monkeypatch, f"http://127.0.0.1:{port}")

    assert isinstance(ours, Trouble) == (reason is not None)
    assert reason is None or (ours.reason, ours.code) == (botocores.reason, botocores.code) == (reason, ours.code)
    assert reason is not None or ours == botocores


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://nowhere.invalid"])
def test_who_is_not_there_is_told_as_by_botocore(url: str, monkeypatch: pytest.MonkeyPatch):
    ours, botocores = both(monkeypatch, url)

    assert ours == botocores
    assert ours.reason == "unreachable"


def test_a_connection_is_used_again_and_one_that_was_closed_is_not(monkeypatch: pytest.MonkeyPatch):
    connections: list[int] = []

    def talk(connection: Any) -> None:
        connections.append(0)
        for _ in range(2):
            if request_of(connection):
                connections[-1] += 1
                connection.sendall(GOOD)

    with listening(talk) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        made = api()
        for _ in range(4):
            assert made.call(PLACE, "ecs:ListClusters", {}).fault is None

    assert connections == [2, 2]


def test_a_connection_with_an_answer_too_many_is_not_used_again(monkeypatch: pytest.MonkeyPatch):
    """Else the answer to one account's request would be taken for another's."""
    connections: list[int] = []

    def talk(connection: Any) -> None:
        connections.append(1)
        while request_of(connection):
            connection.sendall(GOOD + GOOD)

    with listening(talk) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        made = api()
        for _ in range(3):
            assert made.call(PLACE, "ecs:ListClusters", {}).fault is None

    assert len(connections) == 3


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that nobody has signed, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "aws.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def context_of(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_answers_come_over_tls_with_the_users_authorities(certificate: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    with listening(sends(GOOD), context_of(certificate)) as port:
        ours, botocores = both(monkeypatch, f"https://127.0.0.1:{port}")

    assert ours == botocores == ({"clusterArns": ["a"]},)


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path, monkeypatch: pytest.MonkeyPatch):
    seen: list[bytes] = []
    with listening(lambda connection: seen.append(request_of(connection)), context_of(certificate)) as port:
        ours, botocores = both(monkeypatch, f"https://127.0.0.1:{port}")

    assert (ours.reason, ours.code) == (botocores.reason, botocores.code) == ("unreachable", "SSLError")
    assert seen == []


def test_a_certificate_of_another_host_is_refused(certificate: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("AWS_CA_BUNDLE", str(certificate))
    with listening(sends(GOOD), context_of(certificate)) as port:
        ours, botocores = both(monkeypatch, f"https://localhost:{port}")

    assert (ours.reason, ours.code) == (botocores.reason, botocores.code) == ("unreachable", "SSLError")
