"""The commands that show the history: as a server, as files, to a channel."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import click

from scanner.cli_options import EXISTING, SEVERITIES, Command
from scanner.errors import EXIT_CLEAN, EXIT_USAGE, UsageError

if TYPE_CHECKING:
    from pathlib import Path

HISTORY_ENV: Final = "PLIMSOLL_HISTORY"
SESSION_ENV: Final = "PLIMSOLL_SESSION_SECRET"
CLIENT_ENV: Final = "PLIMSOLL_OIDC_CLIENT_SECRET"


def needs(extra: str, *modules: str) -> None:
    """UsageError where a package of an extra is not installed."""
    for module in modules:
        if find_spec(module) is None:
            raise UsageError(f"this needs the package {module}; pip install 'plimsoll[{extra}]'")


def secret_of(file: str | None, variable: str) -> str | None:
    """A secret from a file, else from an environment variable; None where it is in neither."""
    if file is None:
        return os.environ.get(variable) or None
    try:
        with open(file, encoding="utf-8") as stream:
            text = stream.read(65_536).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f'the secret in "{file}" cannot be read; name a file of text') from error
    if not text:
        raise UsageError(f'"{file}" is empty; write the secret into it')
    return text


@click.command("serve", cls=Command)
@click.option("--history", envvar=HISTORY_ENV, metavar="FILE|URL", help=f"The history: a file, or postgresql://... (or {HISTORY_ENV}).")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where it listens; beyond loopback, say who may see."
)
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, show_default=True, help="0: one that is free.")
@click.option("--url", metavar="URL", help="Where people see it, behind a proxy: https://plimsoll.example.com.")
@click.option("--allowed-host", "allowed_hosts", multiple=True, metavar="NAME", help="A name under which it may be addressed; repeatable.")
@click.option("--oidc-issuer", metavar="URL", help="Sign in with OpenID Connect at this issuer.")
@click.option("--oidc-client-id", metavar="ID", help="What the issuer calls this server.")
@click.option("--oidc-client-secret-file", metavar="FILE", help=f"The client's secret (or {CLIENT_ENV}); without: PKCE alone.")
@click.option("--oidc-scopes", metavar="NAMES", default="openid email profile", show_default=True, help="What the issuer is asked for.")
@click.option("--session-secret-file", metavar="FILE", help=f"What signs sessions (or {SESSION_ENV}); without: they end with the server.")
@click.option("--viewer-claim", "viewer_claims", multiple=True, metavar="NAME=VALUE", help="Who may see: groups=security; repeatable.")
@click.option("--editor", "editors", multiple=True, metavar="NAME", help="Who may propose waivers: a name, or * for all; repeatable.")
@click.option("--editor-claim", "editor_claims", multiple=True, metavar="NAME=VALUE", help="The same by a claim; repeatable.")
@click.option("--trusted-header", metavar="NAME", help="The header in which a proxy says who asks.")
@click.option("--trusted-proxy", "trusted_proxies", multiple=True, metavar="ADDRESS", help="The proxy that is believed; repeatable.")
@click.option("--api-token-file", "token_file", metavar="FILE", help="Digests of tokens for programs: lines of --hash-token.")
@click.option("--hash-token", metavar="NAME", help="Read a token from standard input, print the line for --api-token-file, and end.")
@click.option("--rate", type=click.IntRange(min=10), default=600, show_default=True, metavar="N", help="Requests a minute of a person.")
@click.option(
    "--query-seconds", "seconds", type=click.FloatRange(0.1, 300), default=10.0, show_default=True, metavar="N", help="Longest of a page."
)
@click.option("--access-log", is_flag=True, help="Write a line for each request.")
def serve(history: str | None, hash_token: str | None, **options: Any) -> None:
    """Show the history in the browser and as an API. Nothing can be written."""
    needs("dashboard", "sqlalchemy", "starlette", "jinja2", "uvicorn")
    if hash_token is not None:
        from scanner.dashboard import auth

        click.echo(auth.token_line(hash_token, sys.stdin.readline().strip()))
        return
    if history is None:
        raise UsageError(f"nothing says which history to show; pass --history FILE, or set {HISTORY_ENV}")
    if options["oidc_issuer"] is not None:
        needs("oidc", "authlib", "httpx", "itsdangerous")
    from scanner.dashboard import server

    session = secret_of(options.pop("session_secret_file"), SESSION_ENV)
    client = secret_of(options.pop("oidc_client_secret_file"), CLIENT_ENV)
    serving = server.Serving(history, session_secret=session, oidc_client_secret=client, **options)
    server.run(serving, lambda text: click.echo(text, err=True))


@click.command("report", cls=Command)
@click.argument("reports", nargs=-1, type=EXISTING)
@click.option("--html", "folder", type=EXISTING, required=True, metavar="DIR", help="The folder to write: a new one, or one of ours.")
@click.option("--history", metavar="FILE|URL", help=f"The history whose pages are written (or {HISTORY_ENV}), instead of reports.")
@click.option("--max-pages", "most", type=click.IntRange(min=50), default=2000, show_default=True, metavar="N", help="Pages at most.")
def report(reports: tuple[Path, ...], folder: Path, history: str | None, most: int) -> None:
    """Write the pages of the dashboard as files, from saved reports (--format json=FILE) or from a history."""
    needs("dashboard", "sqlalchemy", "starlette", "jinja2")
    if reports and history is not None:
        raise UsageError("pages are of reports or of a history; name one of them")
    place = history or os.environ.get(HISTORY_ENV)
    if not reports and place is None:
        raise UsageError(f"nothing says of what; name reports, or pass --history FILE, or set {HISTORY_ENV}")
    from scanner.dashboard import static_pages

    if reports:
        with static_pages.history_of(reports) as made:
            written = static_pages.write(made, folder, most)
    else:
        written = static_pages.write(str(place), folder, most)
    click.echo(f"{folder}/index.html: {written.sentence()}")


@click.command("notify", cls=Command)
@click.option("--history", envvar=HISTORY_ENV, metavar="FILE|URL", help=f"The history (or {HISTORY_ENV}).")
@click.option("--webhook-env", "variable", metavar="NAME", help="The environment variable that holds the webhook's address.")
@click.option("--webhook-file", "file", metavar="FILE", help="The file that holds it.")
@click.option("--form", type=click.Choice(["generic", "slack"]), default="generic", show_default=True, help="generic: plain JSON.")
@click.option("--severity", type=click.Choice(SEVERITIES), default="high", show_default=True, help="Of this severity and worse.")
@click.option("--project", metavar="NAME", help="Only of this project.")
@click.option("--url", metavar="URL", help="Where the dashboard is, for links.")
@click.option("--show", is_flag=True, help="Print the message; post nothing, and write nothing down.")
@click.pass_context
def notify(ctx: click.Context, /, history: str | None, variable: str | None, file: str | None, show: bool, **options: Any) -> None:
    """Post to a webhook what was opened or reopened since it was last told; run it after each run that is added."""
    needs("history", "sqlalchemy", "alembic")
    if history is None:
        raise UsageError(f"nothing says which history; pass --history FILE, or set {HISTORY_ENV}")
    if (variable is None) == (file is None):
        raise UsageError("say where the webhook's address is: --webhook-env NAME or --webhook-file FILE")
    address = secret_of(file, variable or "")
    if address is None:
        raise UsageError(f"the environment variable {variable} is not set; put the webhook's address into it")
    from scanner.notify import notify as notifying
    from scanner.report import Severity

    url = options["url"]
    if url is not None and not url.startswith(("https://", "http://")):
        raise UsageError(f'"{url}" is no address of the dashboard; write --url https://plimsoll.example.com')
    wanted = notifying.Wanted(Severity(options["severity"]), options["project"], options["form"], url.rstrip("/") if url else None)
    if show:
        click.echo(notifying.shown(history, address, wanted))
        return
    outcome = notifying.notify(history, address, wanted)
    click.echo(outcome.sentence(), err=outcome.problem is not None)
    ctx.exit(EXIT_CLEAN if outcome.problem is None else EXIT_USAGE)
