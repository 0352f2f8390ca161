"""The commands. Nothing else knows them all; what is heavy is imported by the command that needs it."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from scanner import __version__, cli_live, cli_triage, gate
from scanner.cli_options import EXISTING, HELP, Command, report_options, rule_options, settings_of, target_options, telling
from scanner.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, NothingToScanError, ScannerError, UsageError
from scanner.report import Report, Verdict

if TYPE_CHECKING:
    from pathlib import Path


class Commands(click.Group):
    """The group: errors that a user can meet become a sentence and an exit code, never a traceback."""

    command_class = Command

    def get_help_option(self, ctx: click.Context) -> click.Option:
        """`-h`, `--help`."""
        return HELP

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


@main.command(shared=[rule_options, target_options, cli_triage.known_options, cli_triage.change_options, report_options])
@click.argument("targets", nargs=-1, required=True)
@click.pass_context
def scan(ctx: click.Context, /, targets: tuple[str, ...], formats: tuple[str, ...], output: Path | None, **options: Any) -> None:
    """Judge files, directories and saved snapshots."""
    from scanner import triage

    settings = settings_of(options)
    wanted = formats_of(formats, output)
    closing = gate.read(settings.fail_on or gate.DEFAULT)
    judged = triage.judged(targets, settings)
    if settings.fail_on is None and judged.own.fail_on is not None:
        closing = gate.read(judged.own.fail_on)
    if not formats and judged.own.formats:
        wanted = formats_of(judged.own.formats, output)
    ctx.exit(written(judged.report, wanted, closing, options["category"]))


@main.command(shared=[rule_options, cli_live.who_options, cli_live.run_options, cli_triage.known_options, report_options])
@click.option("--snapshot", type=EXISTING, metavar="DIR", help="Keep what was collected: a directory that plimsoll scan reads.")
@click.option("--strict", is_flag=True, help="Drop assumptions; unknown verdicts and gaps fail the run.")
@click.pass_context
def audit(ctx: click.Context, /, formats: tuple[str, ...], output: Path | None, snapshot: Path | None, **options: Any) -> None:
    """Judge live accounts: collect what the policies read, in every account and region that is asked for."""
    from scanner import permissions, progress, triage

    settings, own, rules = cli_live.chosen(options)
    wanted = formats_of(formats or own.formats, output)
    closing = gate.read(settings.fail_on or own.fail_on or gate.DEFAULT)
    marks = triage.marks_of(settings, [own], [os.curdir])
    asked = cli_live.audit_settings(options, permissions.types_of(rules.policies, rules.library), snapshot)
    with cli_live.going_on(asked.directory), progress.progress_on(sys.stderr) as shown:
        report = cli_live.judged(options, asked, rules, shown, settings.strict or own.strict, marks)
    ctx.exit(written(cli_triage.audited(report, settings, own, marks), wanted, closing, options["category"]))


@main.command(shared=[rule_options, cli_live.who_options, cli_live.run_options])
@cli_live.TYPE
@click.option("--output", type=EXISTING, metavar="DIR|FILE", help="Where the snapshot is written; one file where it ends in .jsonl.zst.")
@click.option("--plan", is_flag=True, help="Print the calls for each type, with scope and IAM action; needs no credentials.")
def collect(output: Path | None, plan: bool, **options: Any) -> None:
    """Write a snapshot of live accounts: all that can be collected, or what the policies read that --select, --pack and the like choose."""
    cli_live.collect(options, output, plan)


@main.command(shared=[rule_options, cli_live.trust_options])
@cli_live.TYPE
@click.option("--organization", "lists", is_flag=True, help="Also list the organization's accounts and assume the role in each.")
@click.option("--format", "form", type=click.Choice(cli_live.ROLE_FORMATS), default="json", help="json: an IAM policy; else a template.")
@click.option("--inline", is_flag=True, help="One policy of at most 10,240 characters, to be put into a role; else managed ones of 6,144.")
@click.option("--output", type=EXISTING, metavar="FILE", help="File to write.")
def role(form: str, inline: bool, lists: bool, output: Path | None, **options: Any) -> None:
    """Print what an audit must be allowed: exactly the calls that the selected policies need, and a denial of what reads secrets."""
    cli_live.role(options, form, inline, lists, output)


def written(report: Report, wanted: list[tuple[str, str]], closing: gate.Gate, category: str | None) -> int:
    """Read a report's findings to their end and write it in each format; the exit code."""
    report.findings = findings = list(report.findings)
    if any(finding.verdict is Verdict.FAIL for finding in findings):
        from scanner import consequences

        report.findings = consequences.linked(findings, report.header.rules)
    for name, file in wanted:
        write(report, name, file, category)
    return gate.exit_code(report, closing)


def formats_of(formats: tuple[str, ...], output: Path | None) -> list[tuple[str, str]]:
    """(format, file) pairs; "-" is standard output."""
    from scanner.outputs import writer

    wanted = []
    for text in formats or ("table",):
        name, _, file = text.partition("=")
        writer(name)
        wanted.append((name, file))
    if output is not None:
        if len(wanted) != 1:
            raise UsageError("--output names the file of a single format; write --format NAME=FILE for each")
        wanted = [(wanted[0][0], wanted[0][1] or str(output))]
    if sum(file in ("", "-") for _, file in wanted) > 1:
        raise UsageError("two formats would be written to standard output; write --format NAME=FILE for all but one")
    return [(name, file or "-") for name, file in wanted]


def write(report: Report, name: str, file: str, category: str | None = None) -> None:
    """Write a report in a format to a file, or to standard output. A file appears whole or not at all."""
    from scanner.outputs import Options, writer

    terminal = file == "-" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    root = os.getcwd().replace(os.sep, "/")
    options = Options(lines=source_text, root=root, category=category, width=columns(), color=terminal)
    if file == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")
        writer(name)(report, sys.stdout, options)
        return
    if os.path.exists(file) and not os.path.isfile(file):  # a device or a pipe is written into, not replaced
        try:
            with open(file, "w", encoding="utf-8", newline="") as out:
                writer(name)(report, out, options)
        except OSError as error:
            raise UsageError(f'"{file}" cannot be written: {error.strerror}; name a file') from error
        return
    part = os.path.join(os.path.dirname(file), f".{os.path.basename(file)}.part")
    try:
        with open(part, "w", encoding="utf-8", newline="") as out:
            writer(name)(report, out, options)
        os.replace(part, file)
    except OSError as error:
        raise UsageError(f'"{file}" cannot be written: {error.strerror}; name a file in a folder that exists') from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part)


def columns(otherwise: int = 100) -> int:
    """The terminal's width: what COLUMNS says, else what the terminal does."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or otherwise
    except (OSError, ValueError):
        return otherwise


def source_text(file: str) -> str | None:
    """The text of a scanned file, where it is still there: for line hashes. What is compressed has no lines to show."""
    if file.endswith((".gz", ".zst")):
        return None
    try:
        with open(file, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except (OSError, ValueError):
        return None


@main.command()
@click.argument("directory", required=False, type=EXISTING)
@click.option("--no-builtin", is_flag=True, help="Leave the built-in policies out.")
@click.pass_context
def test(ctx: click.Context, directory: Path | None, no_builtin: bool) -> None:
    """Run the examples that policies and relations carry."""
    from scanner import examples, policy_loader

    library = policy_loader.load([directory] if directory else [], builtin=not no_builtin)
    for error in library.errors:
        click.echo(str(error))
    results = list(examples.run(library))
    if directory is not None:
        results = [result for result in results if result.file.startswith(f"{directory.resolve().name}/") or result.file == directory.name]
    wrong = [result for result in results if result.problem]
    for result in wrong:
        click.echo(f"{result.file}:{result.line}: {result.subject}: {result.problem}")
    click.echo(f"{len(results) - len(wrong)} examples hold, {len(wrong)} {'does' if len(wrong) == 1 else 'do'} not")
    if not results:
        raise NothingToScanError(f'there are no examples in "{directory}"; name a folder of policies')
    ctx.exit(EXIT_USAGE if library.errors else EXIT_FINDINGS if wrong else EXIT_CLEAN)


@main.command()
@click.argument("directory", required=False, type=EXISTING)
@click.pass_context
def lint(ctx: click.Context, directory: Path | None) -> None:
    """Hold policies to their schema, names, types and traps."""
    from scanner import packaged, policy_lint, policy_loader
    from scanner.errors import ExpressionWarning

    library = policy_loader.load([directory] if directory else [], builtin=True)
    builtin = directory is None or directory.resolve() == packaged.policies_dir()
    found = [*library.errors, *policy_lint.lint(library, builtin=builtin, warnings=True)]
    for problem in found:
        click.echo(str(problem))
    problems = [problem for problem in found if not isinstance(problem, ExpressionWarning)]
    warnings = len(found) - len(problems)
    count = sum(builtin or not policy.builtin for policy in library.policies.values())
    more = f", {warnings} {'warning' if warnings == 1 else 'warnings'}" if warnings else ""
    counted = f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}{more}"
    click.echo(f"{count} {'policy' if count == 1 else 'policies'} read, {counted}")
    ctx.exit(EXIT_USAGE if problems else EXIT_CLEAN)


@main.command(shared=[rule_options])
@click.option("--service", metavar="NAME", help="Only policies on a service's resources (ecs, ec2, ...).")
@click.option("--framework", metavar="NAME", help="Only policies mapped to a framework (security-hub, checkov, ...).")
@click.option("--source", type=click.Choice(["live", "iac"]), help="Only policies that can be asked of this kind of source.")
def policies(service: str | None, framework: str | None, source: str | None, **options: Any) -> None:
    """List the policies in force."""
    from scanner import listing, scan
    from scanner.config import Config, read

    settings = settings_of(options)
    own = read(settings.config) if settings.config else Config()
    rules = scan.rules_of(settings, own)
    listing.write(listing.narrowed(rules.policies, service, framework, source), sys.stdout)


@main.command(shared=[rule_options, target_options])
@click.argument("policy")
@click.argument("targets", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Explain what passes and what is skipped, too.")
@click.option("--resource", "resources", multiple=True, metavar="ID", help="Explain only this resource, whatever its verdict; repeatable.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: a report, as scan writes it.")
def explain(policy: str, targets: tuple[str, ...], everything: bool, resources: tuple[str, ...], form: str, **options: Any) -> None:
    """What a policy requires and why; on a target, what was found, where, why that decides, and what settles what is unknown."""
    from scanner import explanation

    width = columns(80)
    color = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    question = explanation.Question(resources, everything, form, width, color)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    explanation.write(policy, targets, settings_of(options), sys.stdout, question)


@main.command(shared=[target_options])
@click.argument("target")
@click.argument("expression")
@click.option("--type", "type_name", metavar="TYPE", help="Ask each resource of a type, instead of the list of all.")
def query(target: str, expression: str, type_name: str | None, **options: Any) -> None:
    """A JMESPath expression over a target: `resources('AWS::ECS::Service')[].ServiceName`."""
    from scanner import explanation

    explanation.query(target, expression, type_name, settings_of(options), sys.stdout)


@main.command()
@click.argument("targets", nargs=-1)
@click.option("--waivers", "waivers", type=EXISTING, metavar="FILE", help="File of waivers (default: plimsoll-waivers.yaml at the root).")
@click.option("--config", type=EXISTING, metavar="FILE", help="Configuration (default: plimsoll.yaml at the root of the target).")
@click.option("--no-inline-waivers", is_flag=True, help="Only those in files of waivers.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="json: for programs.")
@click.pass_context
def waivers(ctx: click.Context, /, targets: tuple[str, ...], form: str, **options: Any) -> None:
    """List all waivers with the days that they still hold; exit 2 where one cannot be meant."""
    ctx.exit(cli_triage.waivers(targets or (os.curdir,), form, options))


@main.command("config", shared=[rule_options, target_options, cli_triage.known_options, cli_triage.change_options, report_options])
@click.argument("target", default=os.curdir)
@click.option("--show", is_flag=True, help="Show every option, the defaults, too.")
@click.pass_context
def show_config(ctx: click.Context, /, target: str, show: bool, **_: Any) -> None:
    """Show the options of a scan, and where each value comes from: an option, a line of plimsoll.yaml, or the default."""
    cli_triage.show_config(ctx, target, show)


@main.command()
def init() -> None:
    """Write plimsoll.yaml and a GitHub workflow for the repository that this is; nothing is overwritten."""
    cli_triage.init()


if __name__ == "__main__":
    main()
