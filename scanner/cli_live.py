"""The commands on live accounts: their options, and what these say. `audit` judges, so its command stands with `scan`'s."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from scanner.cli_options import EXISTING, option, settings_of
from scanner.errors import StoppedError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from scanner.audit import AuditSettings
    from scanner.config import Config
    from scanner.progress import Progress
    from scanner.report import Report
    from scanner.scan import Rules, Settings

CHOOSING: Final = ("policies", "no_builtin", "pack", "select", "ignore", "severity", "config")
"""Options of which one is enough to say that policies are chosen."""
ROLE_FORMATS: Final = ("json", "cloudformation", "stackset")
ROLE_NAME: Final = "PlimsollAudit"
TYPE: Final = click.option("--type", "types", multiple=True, metavar="TYPE", help="This type (AWS::ECS::Service) or pattern; repeatable.")


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
    from scanner.sources.aws.accounts import Asked, tags_of
    from scanner.workers import Certificates

    if options["regions"] and options["all_regions"]:
        raise UsageError("--region and --all-regions exclude each other; leave one out")
    if directory is not None and options["resume"] is not None:
        raise UsageError("--resume names the directory that the snapshot is in; leave the other directory out")
    names = ("profiles", "roles", "external_id", "session_name", "organization", "units", "role_name")
    asked = Asked(**{name: options[name] for name in names}, tags=tags_of(options["tags"]))
    return AuditSettings(
        who=asked,
        regions=tuple(options["regions"]),
        every_region=options["all_regions"],
        types=types,
        directory=options["resume"] or directory,
        resume=options["resume"] is not None,
        executor=options["executor"],
        jobs=options["jobs"],
        certificates=Certificates(options["tls_ca"], options["tls_cert"], options["tls_key"]),
    )


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


def collect(options: Mapping[str, Any], output: Path | None, plan: bool) -> None:
    """Write a snapshot, or print the calls that it would take."""
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


def role(options: Mapping[str, Any], form: str, inline: bool, lists: bool, output: Path | None) -> None:
    """Print the policy, or the template of the role, that a collection needs."""
    from scanner import permissions

    trust = permissions.trust(options["trust"], options["external_id"], options["principal_org"], options["role_name"])
    actions = permissions.actions_of(chosen_types(options, all_without=False), lists_organization=lists)
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
