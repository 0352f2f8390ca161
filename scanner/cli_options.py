"""The options that several commands share, and the Settings that they say."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from scanner.errors import UsageError
from scanner.report import Severity

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

KEEPING: Final = ("baseline", "base", "history", "send")
"""Options of a scan by which more is done with findings than the formats show."""
SEVERITIES = [str(severity) for severity in Severity]


class _Path(click.ParamType):  # type: ignore[type-arg]  # generic in later versions of click alone
    """As click's, but a `pathlib.Path`: loading that costs a start as much as reading a template, so only an option that is used does."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of a text."""
        from pathlib import Path

        return Path(os.fsdecode(click.Path().convert(value, param, ctx)))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Files and folders."""
        return click.Path().shell_complete(ctx, param, incomplete)


EXISTING = _Path()


def option(*names: str, **said: Any) -> click.Option:
    """An option."""
    return click.Option(names, **said)


def telling(*names: str, help: str, tell: Callable[[click.Context], str]) -> click.Option:
    """An option that tells something and ends the run. Click's own look for translations of their help, which costs a start 4 ms."""

    def callback(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(tell(ctx), color=ctx.color)
            ctx.exit()

    return option(*names, is_flag=True, expose_value=False, is_eager=True, help=help, callback=callback)


HELP = telling("-h", "--help", help="Show this message and exit.", tell=click.Context.get_help)


class Command(click.Command):
    """A command. The options that it shares with others are made when they are first looked at: a start pays for one command."""

    def __init__(self, *args: Any, shared: Sequence[Callable[[], list[click.Parameter]]] = (), **said: Any) -> None:
        """Take what makes the options that come before its own."""
        self._shared = shared
        super().__init__(*args, **said)

    @property
    def params(self) -> list[click.Parameter]:
        """All of its parameters."""
        if self._shared:
            made = [parameter for make in self._shared for parameter in make()]
            self._shared = ()
            self._params[:0] = made
        return self._params

    @params.setter
    def params(self, own: list[click.Parameter]) -> None:
        self._params = own

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """`-h`, `--help`."""
        return HELP


def _formats(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The formats that a shell completes."""
    from scanner.outputs import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def _gates(_: click.Context, __: click.Parameter, incomplete: str) -> list[str]:
    """The gates that a shell completes."""
    return [name for name in (*SEVERITIES, "new", *(f"new:{one}" for one in SEVERITIES), "none") if name.startswith(incomplete)]


def report_options() -> list[click.Parameter]:
    """The options that say what is written, and what fails the run."""
    return [
        option(
            "--format",
            "formats",
            multiple=True,
            metavar="NAME[=FILE]",
            help="table, json, sarif, junit ...; repeatable.",
            shell_complete=_formats,
        ),
        option("--output", type=EXISTING, metavar="FILE", help="File of a single format."),
        option("--category", metavar="NAME", help="What names these results on GitHub (default: made from the targets)."),
        option(
            "--fail-on",
            metavar="GATE",
            help="What exits 1: a severity, new, new:SEVERITY, several by commas, none (default: low).",
            shell_complete=_gates,
        ),
    ]


def rule_options() -> list[click.Parameter]:
    """The options that choose policies."""
    return [
        option("--policies", "policies", multiple=True, type=EXISTING, metavar="DIR", help="Folder of your own policies; repeatable."),
        option("--no-builtin", is_flag=True, help="Leave the built-in policies out."),
        option("--pack", metavar="NAME", help="Pack of policies (default: ecs-essentials)."),
        option("--select", multiple=True, metavar="ID", help="Only these policies (id or glob); repeatable."),
        option("--ignore", multiple=True, metavar="ID", help="Not these policies (id or glob); repeatable."),
        option("--severity", type=click.Choice(SEVERITIES), help="Only policies at or above a severity."),
        option("--config", type=EXISTING, metavar="FILE", help="Configuration (default: plimsoll.yaml at the root of the target)."),
    ]


def target_options() -> list[click.Parameter]:
    """The options that say how targets are read."""
    return [
        option("--parameters", multiple=True, type=EXISTING, metavar="FILE", help="Template parameters file; repeatable."),
        option("--parameter", "given", multiple=True, metavar="NAME=VALUE", help="A template parameter; repeatable."),
        option("--var", "variables", multiple=True, metavar="NAME=VALUE", help="A Terraform variable; repeatable."),
        option("--var-file", "variable_files", multiple=True, type=EXISTING, metavar="FILE", help="Terraform variables file; repeatable."),
        option("--source", type=EXISTING, metavar="DIR", help="The configuration of a Terraform plan (default: beside it)."),
        option("--closed", multiple=True, metavar="TYPE", help="All resources of this type are in the target; repeatable."),
        option("--exclude", multiple=True, metavar="GLOB", help="Files to pass over; repeatable."),
        option("--strict", is_flag=True, help="Drop assumptions; unknown verdicts and gaps fail the run."),
        option("--inventory", is_flag=True, help="Say in json what ECS clusters stand on in code, too; --history always does."),
    ]


def known_options() -> list[click.Parameter]:
    """The options that say what is waived and what is known already."""
    return [
        option("--waivers", type=EXISTING, metavar="FILE", help="File of waivers (default: plimsoll-waivers.yaml at the root)."),
        option("--baseline", type=EXISTING, metavar="FILE", help="Compare with a saved report (--format json=FILE)."),
    ]


def history_options() -> list[click.Parameter]:
    """The options that say where the report is kept."""
    return [
        option("--history", metavar="FILE|URL", help="Add the report to a history: a file, or postgresql://USER@HOST/DATABASE."),
        option("--project", metavar="NAME", help="What it belongs to there (default: live, or the repository's name)."),
    ]


def change_options() -> list[click.Parameter]:
    """The options that judge a change by its base."""
    return [
        option("--base", metavar="REF", help="Compare with the merge base of a git ref and HEAD, by whose rules the change is judged."),
        option("--no-inline-waivers", is_flag=True, help="Waivers beside what they waive do not count."),
    ]


def send_options() -> list[click.Parameter]:
    """The options by which a scan of snapshots sends its findings, and with whose credentials."""
    return [
        option("--send", type=click.Choice(["security-hub"]), help="Send the findings of accounts to AWS Security Hub."),
        option("--profile", "profiles", multiple=True, metavar="NAME", help="With --send: a profile of your AWS files, for its account."),
        option("--role", "roles", multiple=True, metavar="ARN", help="With --send: a role to assume, for its account."),
        option("--external-id", metavar="ID", envvar="PLIMSOLL_EXTERNAL_ID", help="With --send: the external id that the roles ask for."),
        option("--region", "regions", multiple=True, metavar="NAME", help="With --send: findings of this region alone; repeatable."),
    ]


def settings_of(options: dict[str, Any]) -> Any:
    """The Settings of a command's options."""
    from scanner.outputs import BRIEF
    from scanner.scan import Settings

    formats = {text.partition("=")[0] for text in options.get("formats", ())}
    return Settings(
        policies=tuple(options.get("policies", ())),
        builtin=not options.get("no_builtin", False),
        pack=options.get("pack"),
        select=options.get("select", ()),
        ignore=options.get("ignore", ()),
        severity=options.get("severity"),
        parameters_files=tuple(options.get("parameters", ())),
        given=given_of(options.get("given", ())),
        variables=given_of(options.get("variables", ()), "variable", "--var"),
        variable_files=tuple(str(path) for path in options.get("variable_files", ())),
        source=options.get("source"),
        closed=options.get("closed", ()),
        exclude=options.get("exclude", ()),
        fail_on=options.get("fail_on"),
        strict=options.get("strict", False),
        config=options.get("config"),
        waivers=options.get("waivers"),
        inline_waivers=False if options.get("no_inline_waivers") else None,
        baseline=options.get("baseline"),
        base=options.get("base"),
        inventory="all" if options.get("history") or options.get("inventory") else "live" if "json" in formats else "",
        brief=BRIEF.issuperset(formats) and "formats" in options and not any(options.get(name) for name in KEEPING),
    )


def given_of(texts: Iterable[str], what: str = "parameter", option: str = "--parameter") -> dict[str, str]:
    """Template parameters, or variables, written as NAME=VALUE."""
    given = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise UsageError(f'"{text}" is no {what}; write {option} NAME=VALUE')
        given[name.strip()] = value
    return given
