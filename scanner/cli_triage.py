"""The commands around what is waived, and around the configuration."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from scanner.cli_options import EXISTING, Command, change_options, known_options, report_options, rule_options, settings_of, target_options
from scanner.errors import EXIT_CLEAN, EXIT_USAGE

if TYPE_CHECKING:
    from scanner.config import Config

OPTIONS: Final = {
    "policies": "policies",
    "no_builtin": "builtin",
    "pack": "pack",
    "select": "select",
    "ignore": "ignore",
    "severity": "severity",
    "parameters": "parameters-file",
    "given": "template-parameters",
    "variables": "variables",
    "variable_files": "variables-files",
    "closed": "closed",
    "exclude": "exclude",
    "waivers": "waivers",
    "no_inline_waivers": "inline-waivers",
    "baseline": "baseline",
    "formats": "format",
    "fail_on": "fail-on",
    "strict": "strict",
}
"""Parameter of the command -> key of the configuration."""
DEFAULTS: Final[Mapping[str, Any]] = {
    "policies": [],
    "builtin": True,
    "pack": "ecs-essentials",
    "select": ["*"],
    "ignore": [],
    "severity": "info",
    "parameters": {},
    "parameters-file": None,
    "template-parameters": {},
    "variables": {},
    "variables-files": [],
    "closed": [],
    "exclude": [],
    "waivers": "plimsoll-waivers.yaml",
    "inline-waivers": True,
    "waiver-days": {},
    "baseline": None,
    "format": ["table"],
    "fail-on": "low",
    "strict": False,
}


@click.command(cls=Command)
@click.argument("targets", nargs=-1)
@click.option("--waivers", "waivers", type=EXISTING, metavar="FILE", help="File of waivers (default: plimsoll-waivers.yaml at the root).")
@click.option("--config", type=EXISTING, metavar="FILE", help="Configuration (default: plimsoll.yaml at the root of the target).")
@click.option("--no-inline-waivers", is_flag=True, help="Only those in files of waivers.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: for programs.")
@click.pass_context
def waivers(ctx: click.Context, /, targets: tuple[str, ...], form: str, **options: Any) -> None:
    """List all waivers with the days that they still hold; exit 2 where one cannot be meant."""
    from scanner import scan, triage, waiver_list

    _safe_output()
    named = targets or (os.curdir,)
    settings = settings_of(options)
    configs = [scan.config_of(settings, name) for name in named]
    files = triage.files_of_waivers(settings, configs, named)
    rules, problems = waiver_list.listed(named, files, configs[0], inline=not options["no_inline_waivers"])
    (waiver_list.write_json if form == "json" else waiver_list.write)(rules, problems, sys.stdout)
    ctx.exit(EXIT_USAGE if problems else EXIT_CLEAN)


@click.command("config", cls=Command, shared=[rule_options, target_options, known_options, change_options, report_options])
@click.argument("target", default=os.curdir)
@click.option("--show", is_flag=True, help="Show every option, the defaults, too.")
@click.pass_context
def show_config(ctx: click.Context, /, target: str, show: bool, **_: Any) -> None:
    """Show the options of a scan, and where each value comes from: an option, a line of plimsoll.yaml, or the default."""
    from scanner import scan

    _safe_output()
    own = scan.config_of(settings_of({"config": ctx.params["config"]}), target)
    for key, value, origin in _settled(ctx, own):
        if show or origin != "default":
            click.echo(f"{key:<20} {_shown(value):<30} {origin}")
    if own.file is None:
        click.echo(f"there is no plimsoll.yaml at the root of {_plain(target)}; plimsoll init writes one")


@click.command(cls=Command)
def init() -> None:
    """Write plimsoll.yaml and a GitHub workflow for the repository that this is; nothing is overwritten."""
    from scanner import setup

    _safe_output()
    made, found = setup.init(os.curdir)
    click.echo(found)
    for file in made:
        click.echo(f"{'wrote' if file.written else 'left as it is:'} {file.path}")
    if any(file.written and file.path == setup.WORKFLOW for file in made):
        click.echo("next: put the owner and a commit into the workflow, then plimsoll scan .")


def _settled(ctx: click.Context, own: Config) -> Iterator[tuple[str, Any, str]]:
    """(key, value, origin): an option of the command comes before the configuration, that before a default."""
    from click.core import ParameterSource

    names = {key: name for name, key in OPTIONS.items()}
    for key, default in DEFAULTS.items():
        name = names.get(key)
        given = name in ctx.params and ctx.get_parameter_source(name) is not ParameterSource.DEFAULT if name else False
        if given and name is not None:
            value = ctx.params[name]
            spelled = next(parameter.opts[0] for parameter in ctx.command.params if parameter.name == name)
            yield key, not value if name.startswith("no_") else value, f"option {spelled}"
        elif key in own.said:
            line, value = own.said[key]
            yield key, value, f"{_plain(str(own.file))}:{line}"
        else:
            yield key, default, "default"


def _shown(value: Any) -> str:
    from scanner.report_json import dumps

    return dumps(list(map(str, value)) if isinstance(value, tuple) else value, default=str)


def _plain(text: str) -> str:
    from scanner.waiver_list import shown

    return shown(text)


def _safe_output() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
