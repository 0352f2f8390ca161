"""The commands on live accounts: their options, and what these say."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from scanner import gate
from scanner.cli_options import EXISTING, Command, history_options, known_options, option, report_options, rule_options, settings_of
from scanner.cli_reports import formats_of, written
from scanner.errors import EXIT_USAGE, StoppedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.audit import AuditSettings
    from scanner.config import Config
    from scanner.progress import Progress
    from scanner.report import Report
    from scanner.scan import Rules, Settings
    from scanner.security_hub import Hubs
    from scanner.sources.aws.accounts import Asked

CHOOSING: Final = ("policies", "no_builtin", "pack", "select", "ignore", "severity", "config")
"""Options of which one is enough to say that policies are chosen."""
ROLE_FORMATS: Final = ("json", "cloudformation", "stackset")
ROLE_NAME: Final = "PlimsollAudit"
TYPE: Final = click.option("--type", "types", multiple=True, metavar="TYPE", help="This type (AWS::ECS::Service) or pattern; repeatable.")
SEND: Final = click.option("--send", type=click.Choice(["security-hub"]), help="Send the findings of accounts to AWS Security Hub.")
"""Of an audit: whose accounts it reads says also with whose credentials it sends."""


def who_options() -> list[click.Parameter]:
    """The options that say whose accounts are read, and where."""
    return [
        option("--profile", "profiles", multiple=True, metavar="NAME", help="A profile of your AWS files; each is an account."),
        option("--role", "roles", multiple=True, metavar="ARN", help="A role to assume; each is an account."),
        option("--external-id", metavar="ID", envvar="PLIMSOLL_EXTERNAL_ID", help="The external id that the roles ask for."),
        option("--session-name", metavar="NAME", default="plimsoll", show_default=True, help="What CloudTrail calls our sessions."),
        option("--organization", is_flag=True, help="Every active account of the organization."),
        option("--organizational-unit", "units", multiple=True, metavar="ID", help="Only accounts below this unit; repeatable."),
        option("--account-tag", "tags", multiple=True, metavar="KEY[=VALUE]", help="Only accounts with this tag; repeatable."),
        option(
            "--role-name",
            metavar="NAME",
            default=ROLE_NAME,
            show_default=True,
            help="The role to assume in its accounts.",
        ),
        option("--region", "regions", multiple=True, metavar="NAME", help="A region; repeatable (default: the profile's)."),
        option("--all-regions", is_flag=True, help="Every region that the account has enabled."),
        option(
            "--source",
            nargs=2,
            metavar="config-aggregator NAME",
            help="Ask an aggregator of AWS Config instead of the accounts that it holds.",
        ),
    ]


def run_options() -> list[click.Parameter]:
    """The options that say how it is collected."""
    return [
        option(
            "--executor",
            metavar="NAME",
            default="threads",
            show_default=True,
            help="threads, processes, or dask://HOST:PORT.",
        ),
        option("--jobs", type=click.IntRange(min=1), metavar="N", help="Accounts and regions at a time (default: 8, or CPUs)."),
        option("--tls-ca", metavar="FILE", help="Who vouches for the Dask cluster (PEM)."),
        option("--tls-cert", metavar="FILE", help="Our certificate for the Dask cluster (PEM)."),
        option("--tls-key", metavar="FILE", help="The key of our certificate (PEM)."),
        option("--resume", type=EXISTING, metavar="DIR", help="Go on with a snapshot that was broken off: what is finished is kept."),
    ]


def trust_options() -> list[click.Parameter]:
    """The options that say whom the role trusts."""
    return [
        option("--trust", metavar="ARN", help="Who may assume the role: a role, a user, or an account's root."),
        option("--external-id", metavar="ID", help="The external id that it asks for."),
        option("--principal-org", metavar="ID", help="The organization (o-...) that who assumes it must belong to."),
        option("--role-name", metavar="NAME", default=ROLE_NAME, show_default=True, help="The role's name."),
    ]


def chosen(options: Mapping[str, Any]) -> tuple[Settings, Config, Rules]:
    """The policies that options and the configuration (that of the working folder, unless one is named) select."""
    from scanner import scan

    settings = settings_of(dict(options))
    own = scan.config_of(settings, os.curdir)
    return settings, own, scan.rules_of(settings, own)


def chosen_types(options: Mapping[str, Any], *, all_without: bool) -> frozenset[str]:
    """The types that --type names, or that the selected policies read; `all_without`: all of the catalogue where nothing is selected."""
    from scanner import catalog, permissions

    if options["types"]:
        return permissions.matching(options["types"])
    if all_without and not any(options.get(name) for name in CHOOSING):
        return frozenset(catalog.rows())
    _, _, rules = chosen(options)
    return permissions.types_of(rules.policies, rules.library)


def audit_settings(options: Mapping[str, Any], types: frozenset[str], directory: Path | None) -> AuditSettings:
    """The settings of a collection. UsageError where options exclude each other, or what asks AWS is not installed."""
    from importlib.util import find_spec

    if find_spec("botocore") is None:
        raise UsageError("live accounts are asked with boto3; install plimsoll[aws]")
    from scanner.audit import AuditSettings
    from scanner.workers import Certificates

    if options["regions"] and options["all_regions"]:
        raise UsageError("--region and --all-regions exclude each other; leave one out")
    if directory is not None and options["resume"] is not None:
        raise UsageError("--resume names the directory that the snapshot is in; leave the other directory out")
    return AuditSettings(
        who=asked_of(options),
        regions=tuple(options["regions"]),
        every_region=options["all_regions"],
        types=types,
        directory=options["resume"] or directory,
        resume=options["resume"] is not None,
        executor=options["executor"],
        jobs=options["jobs"],
        certificates=Certificates(options["tls_ca"], options["tls_cert"], options["tls_key"]),
    )


def asked_of(options: Mapping[str, Any]) -> Asked:
    """Whose accounts the options name."""
    from scanner.sources.aws.accounts import Asked, tags_of

    names = ("profiles", "roles", "external_id", "session_name", "organization", "units", "role_name")
    return Asked(**{name: options[name] for name in names if name in options}, tags=tags_of(options.get("tags", ())))


def hubs(options: Mapping[str, Any]) -> Hubs | None:
    """Security Hub where the options lead to; None without --send. UsageError where nobody answers, or nothing is to be sent."""
    if options["send"] is None:
        for name, said in (("profiles", "--profile"), ("roles", "--role"), ("regions", "--region")):
            if options[name] and "organization" not in options:  # of a scan, which asks no account else
                raise UsageError(f"{said} says how findings are sent; add --send security-hub, or leave it out")
        return None
    from importlib.util import find_spec

    if find_spec("botocore") is None:
        raise UsageError("findings are sent with boto3; install plimsoll[aws]")
    from scanner.security_hub import Hubs

    return Hubs(asked_of(options), options["regions"])


def sent(report: Report, hubs: Hubs | None, options: Mapping[str, Any], code: int) -> int:
    """Send a report that is written where --send asks for it, and tell; the exit code: 2 where Security Hub has not all of it."""
    if hubs is None:
        return code
    from scanner import security_hub

    done = security_hub.report(report, hubs, options["regions"])
    for sentence in done.sentences():
        click.echo(sentence, err=True)
    return code if done.whole else EXIT_USAGE


@contextlib.contextmanager
def going_on(directory: Path | None) -> Iterator[None]:
    """A user who stops a collection (Ctrl-C) is told how it goes on."""
    try:
        yield
    except KeyboardInterrupt as stopped:
        how = f"go on with --resume {directory}" if directory is not None else "with --snapshot DIR the next one can go on"
        raise StoppedError(f"stopped; {how}") from stopped


def aggregator_of(options: Mapping[str, Any], directory: Path | None) -> str | None:
    """The aggregator that --source names; None where accounts are asked. UsageError where it cannot be meant."""
    if not options["source"]:
        return None
    from scanner.aggregated import AGGREGATOR

    kind, name = options["source"]
    if kind != AGGREGATOR:
        raise UsageError(f'"{kind}" is no source; write --source {AGGREGATOR} NAME')
    if directory is not None or options["resume"] is not None:
        raise UsageError(f"what an aggregator holds is one file; use plimsoll collect --source {AGGREGATOR} {name} --output FILE.jsonl.zst")
    return str(name)


def judged(options: Mapping[str, Any], asked: AuditSettings, rules: Rules, shown: Progress, strict: bool, marks: Any) -> Report:
    """The report on live accounts, or on what an aggregator holds of them."""
    from scanner import aggregated, audit

    name = aggregator_of(options, asked.directory)
    if name is not None:
        return aggregated.judge(aggregated.read(asked, name), rules, strict=strict, marking=marks)
    return audit.audit(asked, rules, shown, strict=strict, marking=marks)


@click.command(cls=Command, shared=[rule_options, who_options, run_options, known_options, report_options, history_options])
@SEND
@click.option("--snapshot", type=EXISTING, metavar="DIR", help="Keep what was collected: a directory that plimsoll scan reads.")
@click.option("--strict", is_flag=True, help="Drop assumptions; unknown verdicts and gaps fail the run.")
@click.pass_context
def audit(ctx: click.Context, /, formats: tuple[str, ...], output: Path | None, snapshot: Path | None, **options: Any) -> None:
    """Judge live accounts: collect what the policies read, in every account and region that is asked for."""
    from scanner import cli_history, permissions, progress, triage

    settings, own, rules = chosen({**options, "formats": formats})
    wanted = formats_of(formats or own.formats, output)
    kept = cli_history.opened(options)
    closing = gate.read(settings.fail_on or own.fail_on or gate.DEFAULT)
    marks = triage.marks_of(settings, [own], [os.curdir])
    asked = audit_settings(options, permissions.types_of(rules.policies, rules.library), snapshot)
    with going_on(asked.directory), progress.progress_on(sys.stderr) as shown:
        report = judged(options, asked, rules, shown, settings.strict or own.strict, marks)
    report = triage.finished(report, marks, triage.saved_baseline(settings, own))
    code = written(report, wanted, closing, options["category"])
    cli_history.keep(kept, report, options)
    ctx.exit(sent(report, hubs(options), options, code))


@click.command(cls=Command, shared=[rule_options, who_options, run_options])
@TYPE
@click.option("--output", type=EXISTING, metavar="DIR|FILE", help="Where the snapshot is written; one file where it ends in .jsonl.zst.")
@click.option("--plan", is_flag=True, help="Print the calls for each type, with scope and IAM action; needs no credentials.")
def collect(output: Path | None, plan: bool, **options: Any) -> None:
    """Write a snapshot of live accounts: all that can be collected, or what the policies read that --select, --pack and the like choose."""
    from scanner import permissions

    types = chosen_types(options, all_without=True)
    if plan:
        click.echo(permissions.plan(types), nl=False)
        return
    from scanner import audit, progress

    if output is None and options["resume"] is None:
        raise UsageError("nothing says where the snapshot is written; pass --output DIR, or --output FILE.jsonl.zst")
    single = output is not None and output.name.endswith(audit.FILES)
    name = aggregator_of(options, None if single else output)
    if name is not None and output is not None:
        from scanner import aggregated, scan

        started = scan.now()
        aggregated.write(aggregated.read(audit_settings(options, types, None), name), output, started)
        return
    settings = audit_settings(options, types, output)
    with going_on(None if single else settings.directory), progress.progress_on(sys.stderr) as shown:
        if single and output is not None:
            audit.collect_file(settings, output, shown)
        else:
            audit.collect(settings, shown)


@click.command(cls=Command, shared=[rule_options, trust_options])
@TYPE
@SEND
@click.option("--organization", "lists", is_flag=True, help="Also list the organization's accounts and assume the role in each.")
@click.option("--source", type=click.Choice(("config-aggregator",)), help="What asking an aggregator of AWS Config needs, and no more.")
@click.option("--format", "form", type=click.Choice(ROLE_FORMATS), default="json", help="json: an IAM policy; else a template.")
@click.option("--inline", is_flag=True, help="One policy of at most 10,240 characters, to be put into a role; else managed ones of 6,144.")
@click.option("--output", type=EXISTING, metavar="FILE", help="File to write.")
def role(form: str, inline: bool, lists: bool, output: Path | None, **options: Any) -> None:
    """Print what an audit must be allowed: exactly the calls that the selected policies need, and a denial of what reads secrets."""
    from scanner import permissions

    trust = permissions.trust(options["trust"], options["external_id"], options["principal_org"], options["role_name"])
    if options["source"] and lists:
        raise UsageError("an aggregator is asked in one account; leave --organization out")
    if options["source"]:
        actions = permissions.actions_of_aggregator()
    else:
        actions = permissions.actions_of(chosen_types(options, all_without=False), lists_organization=lists)
    if options["send"]:
        from scanner import security_hub

        actions = tuple(sorted({*actions, *security_hub.ACTIONS}))
    if form == "json":
        text = permissions.as_json(actions, trust if lists else None, inline=inline)
    else:
        text = permissions.as_template(actions, trust) if form == "cloudformation" else permissions.as_stackset(actions, trust)
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f'"{output}" cannot be written: {error.strerror}; name a file in a folder that exists') from error
