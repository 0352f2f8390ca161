"""The commands. Nothing else knows them all; all but `scan` stand in modules that are imported when they are asked for."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from scanner import __version__, gate
from scanner.cli_options import (
    HELP,
    Command,
    change_options,
    history_options,
    known_options,
    report_options,
    rule_options,
    send_options,
    settings_of,
    target_options,
    telling,
)
from scanner.cli_reports import formats_of, written
from scanner.errors import EXIT_CLEAN, ScannerError, UsageError, get_close_matches

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: Final = {
    "audit": "cli_live:audit",
    "collect": "cli_live:collect",
    "config": "cli_triage:show_config",
    "explain": "cli_policies:explain",
    "history": "cli_history:history",
    "init": "cli_triage:init",
    "lint": "cli_policies:lint",
    "notify": "cli_dashboard:notify",
    "policies": "cli_policies:policies",
    "query": "cli_policies:query",
    "report": "cli_dashboard:report",
    "role": "cli_live:role",
    "serve": "cli_dashboard:serve",
    "test": "cli_policies:test",
    "waivers": "cli_triage:waivers",
}
"""The commands but `scan`, by name: the module below `scanner`, and the name in it."""


class Commands(click.Group):
    """The group: errors that a user can meet become a sentence and an exit code, never a traceback."""

    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """`-h`, `--help`."""
        return HELP

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return sorted({*COMMANDS, *self.commands})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; its module is imported now."""
        if cmd_name in COMMANDS and cmd_name not in self.commands:
            module, _, name = COMMANDS[cmd_name].partition(":")
            self.add_command(getattr(import_module(f"scanner.{module}"), name), cmd_name)
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is asked for. A name that is none is told beside the one that it is nearest to."""
        name = args[0]
        if name[:1] != "-" and not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            near = get_close_matches(name, self.list_commands(ctx))
            raise UsageError(f'there is no command "{name}"; ' + (f'did you mean "{near[0]}"?' if near else "plimsoll --help lists them"))
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ScannerError as error:
            click.echo(f"plimsoll: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(EXIT_CLEAN)
        finally:
            gc.freeze()  # nor is it looked through when the process ends


@click.group(
    cls=Commands, params=[telling("--version", help="Show the version and exit.", tell=lambda _: f"plimsoll, version {__version__}")]
)
def main() -> None:
    """Hold an ECS platform to its policies: in infrastructure code and in live accounts."""


@main.command(shared=[rule_options, target_options, known_options, change_options, report_options, send_options, history_options])
@click.argument("targets", nargs=-1, required=True)
@click.pass_context
def scan(ctx: click.Context, /, targets: tuple[str, ...], formats: tuple[str, ...], output: Path | None, **options: Any) -> None:
    """Judge files, directories and saved snapshots."""
    from scanner import triage

    settings = settings_of({**options, "formats": formats})
    wanted = formats_of(formats, output)
    closing = gate.read(settings.fail_on or gate.DEFAULT)
    hubs = None
    if any(options[name] for name in ("send", "profiles", "roles", "regions")):
        from scanner import cli_live

        hubs = cli_live.hubs(options)
    kept = None
    if options["history"] or options["project"]:
        from scanner import cli_history

        kept = cli_history.opened(options)
    if settings.base is None:
        judged = triage.judged(targets, settings)
    else:
        from scanner import review

        judged = review.judged(targets, settings, settings.base)
    if settings.fail_on is None and judged.own.fail_on is not None:
        closing = gate.read(judged.own.fail_on)
    if not formats and judged.own.formats:
        wanted = formats_of(judged.own.formats, output)
    code = written(judged.report, wanted, closing, options["category"])
    if kept is not None:
        cli_history.keep(kept, judged.report, options)
    if hubs is not None:
        code = cli_live.sent(judged.report, hubs, options, code)
    ctx.exit(code)


if __name__ == "__main__":
    main()
