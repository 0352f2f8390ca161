"""The story of accounts that are not asked: what an aggregator of AWS Config holds of them, judged or kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scanner import audit, scan
from scanner.audit import AuditSettings
from scanner.errors import UsageError
from scanner.redaction import Redactor
from scanner.report import Report
from scanner.scan import Rules
from scanner.snapshot import Snapshot
from scanner.snapshot_file import CONFIG, Scope, header_record, records_of, replacing, write_records
from scanner.sources import aws_config
from scanner.sources.aws import aggregator, part_task
from scanner.sources.aws.faults import Place
from scanner.world import World

if TYPE_CHECKING:
    from scanner.scan import Marking

AGGREGATOR = "config-aggregator"


def read(settings: AuditSettings, name: str) -> list[Snapshot]:
    """A world for each account that the aggregator holds; it is asked as the first account of the settings, in the first region.

    UsageError where nobody can be asked, or where the aggregator gave nothing at all.
    """
    profile = settings.who.profiles[0] if len(settings.who.profiles) == 1 else None
    desk = part_task.desk(profile, Redactor.from_environment())
    try:
        where = audit.who_and_where(settings, desk)
        account = where.who.accounts[0]
        region = where.regions[account.id].names[0]
        items, gaps = aggregator.select(desk.api, Place(account.id, region, account.partition), name, settings.types)
    finally:
        desk.close()
    if not items:
        reason = gaps[0].reason if gaps else "it holds none of these types"
        mend = (gaps[0].settle if gaps else None) or "name an aggregator of this account and region"
        raise UsageError(f'the aggregator "{name}" gave nothing: {reason}; {mend}')
    return list(aws_config.snapshots_of(items, desk.redactor, None, gaps, may_be_whole=False))


def write(snapshots: Sequence[Snapshot], file: Path, started: str) -> None:
    """Keep them in one file, which `plimsoll scan` judges."""
    scopes = [Scope(one.world, tuple(sorted(one.accounts)), tuple(sorted(one.regions))) for one in snapshots]
    records = (record for one in snapshots for record in records_of(one))
    with replacing(file) as out, audit.packing(out, file.name) as packed:
        write_records([header_record(CONFIG, started, scopes), *records], packed, scan.now())


def judge(snapshots: Sequence[Snapshot], rules: Rules, *, strict: bool = False, marking: Marking | None = None) -> Report:
    """Judge them. The header's targets are the accounts."""
    report = Report(scan.header_of([one.world for one in snapshots], rules, (), strict), ())
    names = rules.library.field_names()
    report.findings = scan.findings_of(report, rules, ((one, World(one, frozenset(), strict, names)) for one in snapshots), marking=marking)
    return report
