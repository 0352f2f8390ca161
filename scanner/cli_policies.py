"""The commands on policies and on what they see: held to the language, tested, listed, explained, asked."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from scanner.cli_options import EXISTING, Command, rule_options, settings_of, target_options
from scanner.cli_reports import columns
from scanner.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_USAGE, NothingToScanError

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
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


@click.command(cls=Command)
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


@click.command(cls=Command, shared=[rule_options])
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


@click.command(cls=Command, shared=[rule_options, target_options])
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


@click.command(cls=Command, shared=[target_options])
@click.argument("target")
@click.argument("expression")
@click.option("--type", "type_name", metavar="TYPE", help="Ask each resource of a type, instead of the list of all.")
def query(target: str, expression: str, type_name: str | None, **options: Any) -> None:
    """A JMESPath expression over a target: `resources('AWS::ECS::Service')[].ServiceName`."""
    from scanner import explanation

    explanation.query(target, expression, type_name, settings_of(options), sys.stdout)
