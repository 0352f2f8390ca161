"""What the history should say, kept in memory and worked out from whole reports: no digests, no positions, no increments."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from scanner import report_json
from scanner.report import Finding, Report, Verdict

Where = tuple[str, str, str]
DOUBT = (Verdict.UNKNOWN, Verdict.ERROR)


@dataclass
class Kept:
    """A finding."""

    fingerprint: str
    copy: int
    policy: str
    resource: str
    text: str = ""
    present: bool = False
    verdict: Verdict = Verdict.SKIPPED
    severity: str = ""
    status: str = "gone"
    failed: bool = False
    opened: int = 0
    fixed: int | None = None
    reopened: int = 0
    unsure: bool = False

    @property
    def fails(self) -> bool:
        """It is broken now."""
        return self.failed and self.fixed is None

    def told(self) -> tuple[object, ...]:
        """What the database should say."""
        life = (self.status, self.failed, self.opened, self.fixed, self.reopened, self.unsure, self.severity)
        return (self.fingerprint, self.copy, self.present, *life)


@dataclass
class Model:
    """One project."""

    places: dict[Where, list[Kept]] = field(default_factory=dict)
    rules: dict[Where, dict[str, str]] = field(default_factory=dict)
    """The rules by which places were judged when they were last evaluated."""
    events: list[tuple[int, str, str, bool]] = field(default_factory=list)
    """Run, fingerprint, what happened, whether by a change of rules or because nobody had looked."""
    run: int = 0
    is_new_to_us: bool = False
    """The place in hand was never evaluated, and is an account's or in the first run that evaluates anything."""
    unseen: set[tuple[str, Where]] = field(default_factory=set)
    """Policies and places of which the report says that not all was read; of `global`: in all regions of the account."""

    def add(self, report: Report) -> None:
        """Take a report."""
        self.run += 1
        at = int(datetime.fromisoformat(report.header.started).timestamp())
        listed = {(one.world, one.account or "", one.region or "") for one in report.summary.places}
        lines: dict[Where, list[Finding]] = {}
        for one in report.findings:
            lines.setdefault(_where(one), []).append(one)
        self.unseen = {(one.policy, where) for where, found in lines.items() for one in found if "not all read" in one.message}
        first = not self.rules
        evaluated = listed | {where for where in self.places if self._gone(where, listed, report)}
        asked = {rule.id: str(rule) for rule in report.header.rules if rule.id not in report.summary.policies_without_reach}
        for where in evaluated | lines.keys():
            self.is_new_to_us = first or where[1] != ""
            self._place(where, lines.get(where, []), where in evaluated, asked, at)
            if where in evaluated:
                self.rules[where] = asked

    def _gone(self, where: Where, listed: set[Where], report: Report) -> bool:
        """A template that was there, below the targets, and of which nothing says that it cannot be read."""
        names = {gap.location.file for gap in report.summary.gaps if gap.location is not None}
        below = any(where[0].startswith(target + "/") for target in report.header.targets)
        return not where[1] and where not in listed and below and where[0] not in names

    def _place(self, where: Where, lines: list[Finding], evaluated: bool, asked: dict[str, str], at: int) -> None:
        kept = self.places.setdefault(where, [])
        texts = [report_json.dumps(report_json.finding_to_json(one)) for one in lines]
        matched = {id(one) for one in kept if one.present and one.text in texts}
        known = {one.text for one in kept if id(one) in matched}
        before = self.rules.get(where)
        for one, text in zip(lines, texts, strict=True):
            if text in known:
                continue
            free = [each for each in kept if each.fingerprint == one.fingerprint and id(each) not in matched]
            free.sort(key=lambda each: (not each.present, each.copy))
            if free:
                row = free[0]
            else:
                copy = 1 + max((each.copy for each in kept if each.fingerprint == one.fingerprint), default=-1)
                row = Kept(one.fingerprint, copy, one.policy, one.resource, opened=at)
                kept.append(row)
            matched.add(id(row))
            row.text, row.present, row.verdict = text, True, one.verdict
            self._see(row, one, at, before, asked)
        missing: list[Kept] = [row for row in kept if id(row) not in matched]
        for row in missing:
            row.present = False
        if not evaluated:
            return
        doubts = {(row.policy, row.resource) for row in kept if row.present and row.verdict in DOUBT}
        for row in missing:
            if row.status in ("fixed", "gone") or row.policy not in asked:
                continue
            if (
                (row.policy, where) in self.unseen
                or (row.policy, (*where[:2], "global")) in self.unseen
                or (row.fails and (row.policy, row.resource) in doubts)
            ):
                if row.fails and not row.unsure:
                    self._happen(row, "unsure", before, asked)
                row.unsure = True
                continue
            if row.fails:
                self._happen(row, "fixed", before, asked)
                row.fixed = at
            row.status, row.unsure = "fixed" if row.failed else "gone", False

    def _see(self, row: Kept, one: Finding, at: int, before: dict[str, str] | None, asked: dict[str, str]) -> None:
        failed, was_waived, waived = row.fails, row.status == "waived", one.waiver is not None
        if failed and row.severity != str(one.severity):
            self._happen(row, "severity", before, asked)
        row.severity = str(one.severity)
        if one.verdict is Verdict.FAIL:
            if not failed:
                self._happen(row, "reopened" if row.failed else "opened", before, asked)
                row.reopened += row.failed
                row.failed, row.opened, row.fixed = True, at, None
            elif row.unsure:
                self._happen(row, "sure", before, asked)
            row.status, row.unsure = "waived" if waived else "open", False
        elif one.verdict in DOUBT and failed:
            if not row.unsure:
                self._happen(row, "unsure", before, asked)
            row.status, row.unsure = "waived" if waived else "open", True
        elif one.verdict in DOUBT:
            row.status, row.unsure = "waived" if waived else "unknown", False
        else:
            if failed:
                self._happen(row, "fixed", before, asked)
                row.fixed = at
            row.status = "fixed" if row.failed else {Verdict.PASS: "passed"}.get(one.verdict, "skipped")
            row.unsure = False
        if (row.status == "waived") != was_waived and row.status != "fixed":
            self._happen(row, "waived" if row.status == "waived" else "unwaived", before, asked)

    def _happen(self, row: Kept, what: str, before: dict[str, str] | None, asked: dict[str, str]) -> None:
        by_rules = self.is_new_to_us if before is None else before.get(row.policy) != asked.get(row.policy)
        self.events.append((self.run, row.fingerprint, what, by_rules))

    def told(self) -> set[tuple[object, ...]]:
        """Every finding as it is now."""
        return {(where, *one.told()) for where, rows in self.places.items() for one in rows}

    def happened(self) -> list[tuple[int, str, str, bool]]:
        """Every event, sorted."""
        return sorted(self.events)


def _where(one: Finding) -> Where:
    return (one.world, one.account or "", one.region or "") if one.account is not None else (one.world, "", "")
