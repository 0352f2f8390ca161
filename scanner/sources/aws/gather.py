"""The phases of a collection, for the rows of one level: list, describe, more. Each phase sends all its calls at once.

What a call could not tell becomes a Problem of its row (more of the type may exist) or, in one record, an Unknown under the call's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any

from scanner.catalog import Row
from scanner.catalog.actions import action_of
from scanner.catalog.formulas import Formula, settle_of
from scanner.catalog.functions import unread as unread_value
from scanner.catalog.mapping import is_known
from scanner.catalog.rows import RECORD, Call, Describing
from scanner.records import replace
from scanner.sources.aws.calls import Answer
from scanner.sources.aws.faults import Place
from scanner.sources.aws.gathered import (
    FAILED,
    SKIPPED,
    Gathered,
    Problem,
    Record,
    answers_by_id,
    merged,
    missing,
    told,
    unread,
)
from scanner.sources.aws.send import Caller, Sender, Wanted
from scanner.unknown import OpenList, OpenObject, Unknown, is_plain


def is_open(value: Any, known: bool) -> bool:
    """Whether something in the value of an expression is not known; of a `known` record only the value as a whole can be that."""
    return isinstance(value, (Unknown, OpenList, OpenObject)) or not (known or is_plain(value))


class Gatherer:
    """Gathers the rows of one part, level by level."""

    def __init__(self, api: Caller, place: Place, rows: Iterable[Row], pool: Executor | None) -> None:
        """Take who calls, where, all rows of the part, and who runs the calls (None: the calling thread)."""
        self.place = place
        self.sender = Sender(api, rows, pool)
        self.gathered: dict[str, Gathered] = {}
        self._base = {"account": place.account, "region": place.region, "partition": place.partition}

    # ------------------------------------------------------------ calls

    def place_of(self, call: Call, record: Record, known: bool) -> Place | Unknown:
        """Where a call is asked."""
        if call.region is None:
            return self.place
        region = call.region.of(record, known)
        if isinstance(region, str) and region:
            return self.place if region == self.place.region else replace(self.place, region=region)
        return region if isinstance(region, Unknown) else Unknown(f"{call.region.text} names no region to ask {action_of(call.name)} in")

    def asked(self, call: Call, record: Record, known: bool) -> tuple[Place, dict[str, Any]] | Unknown:
        """Where and with what a record's call is made; Unknown where that hangs on what is not known."""
        place = self.place_of(call, record, known)
        if isinstance(place, Unknown):
            return place
        arguments: dict[str, Any] = {}
        for name, formula in call.arguments.items():
            value = formula.of(record, known)
            if value is None:
                continue
            if is_open(value, known):
                return value if isinstance(value, Unknown) else Unknown(f"{name} of {action_of(call.name)} is not wholly known")
            arguments[name] = value
        return place, arguments

    # ------------------------------------------------------------ list

    def listing(self, gathered: Gathered) -> Iterator[Wanted]:
        """The calls that list a row's items; what needs no call is taken at once."""
        row, listing = gathered.row, gathered.row.list
        self._inherit(gathered)
        if listing.sources is not None:
            gathered.records = [self._record(identity, None) for identity in self._named(gathered, listing.sources)]
            return
        parents: Sequence[Record | None] = self.gathered[row.each].records if row.each else [None]
        for parent in parents:
            if listing.one:
                gathered.records.append(self._record({}, parent))
            elif listing.of is not None:
                self._elements(gathered, listing.of, parent)
            elif listing.call is not None:
                base = self._record(None, parent)
                asked = self.asked(listing.call, base, is_known(base))
                if isinstance(asked, Unknown):
                    gathered.miss(listing.call, asked.reason, SKIPPED)
                else:
                    for arguments in self._over(gathered, base, asked[1]):
                        yield Wanted(listing.call, asked[0], arguments, take=partial(self._list, gathered, parent))

    def _over(self, gathered: Gathered, base: Record, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The arguments of each call that lists: one, or one for each value of `over`."""
        call, over = gathered.row.list.call, gathered.row.list.over
        if over is None or call is None:
            yield arguments
            return
        for name, formula in over.items():
            values = formula.of(base, is_known(base))
            if not isinstance(values, list) or is_open(values, is_known(base)):
                gathered.miss(call, f"{formula.text} is no list of values for {name}", FAILED)
                continue
            yield from ({**arguments, name: value} for value in values)

    def _record(self, item: Any, parent: Record | None) -> Record:
        return {"item": item, "parent": parent, **self._base}

    def _inherit(self, gathered: Gathered) -> None:
        """What hangs on a type of which more may exist is not complete either."""
        for name in gathered.row.follows:
            for problem in self.gathered[name].problems:
                gathered.problems.append(replace(problem, status=SKIPPED))

    def _named(self, gathered: Gathered, sources: Mapping[str, Formula]) -> list[Any]:
        """The ids that records of other rows name, each once."""
        found: dict[str, Any] = {}
        for name, formula in sources.items():
            for record in self.gathered[name].records:
                known = is_known(record)
                value = formula.of(record, known)
                if is_open(value, known):
                    reason = value.reason if isinstance(value, Unknown) else "names that are not known"
                    gathered.problems.append(Problem(SKIPPED, None, f"what {name} uses: {reason}"))
                    continue
                for identity in value if isinstance(value, list) else [value]:
                    if identity is not None:
                        found.setdefault(identity if isinstance(identity, str) else json.dumps(identity, sort_keys=True), identity)
        return list(found.values())

    def _elements(self, gathered: Gathered, of: Formula, parent: Record | None) -> None:
        base = self._record(None, parent)
        known = is_known(base)
        value = of.of(base, known)
        if is_open(value, known):
            reason = value.reason if isinstance(value, Unknown) else "members may be missing"
            gathered.problems.append(Problem(SKIPPED, None, f"{of.text} of {gathered.row.each}: {reason}"))
        elif value is not None and not isinstance(value, list):
            gathered.problems.append(Problem(FAILED, None, f"{of.text} of {gathered.row.each} is no list"))
        else:
            gathered.records.extend(self._record(item, parent) for item in value or ())

    def _list(self, gathered: Gathered, parent: Record | None, answer: Answer) -> None:
        listing = gathered.row.list
        assert listing.call is not None  # noqa: S101  # who has no call has no answer
        gathered.fail(listing.call, answer)
        if listing.items is None:
            item = merged(answer.pages) if answer.fault is None else None
            gathered.records.extend([] if item is None else [self._record(item, parent)])
            return
        for page in answer.pages:
            items = listing.items.of(page)
            if items is not None and not isinstance(items, list):
                gathered.miss(listing.call, f"{listing.items.text} is no list in its answer", FAILED)
                continue
            gathered.records.extend(self._record(item, parent) for item in items or () if item is not None)

    # ------------------------------------------------------------ describe

    def describing(self, gathered: Gathered) -> Iterator[Wanted]:
        """The calls that describe what was listed."""
        describing = gathered.row.describe
        if describing is None:
            return
        listed, gathered.records = gathered.records, []
        for asked, batch in self._batches(gathered, describing, listed):
            if isinstance(asked, Unknown):
                gathered.miss(describing.call, asked.reason, SKIPPED)
                continue
            yield Wanted(describing.call, *asked, take=partial(self._described, gathered, describing, batch))

    def _batches(
        self, gathered: Gathered, describing: Describing, records: Iterable[Record]
    ) -> Iterator[tuple[tuple[Place, dict[str, Any]] | Unknown, dict[str, list[Record]]]]:
        """Where and with what each call is made, and whose it is: records by id."""
        batch = describing.batch
        assert batch is not None  # noqa: S101  # `reading` has seen to it
        groups: dict[str, tuple[tuple[Place, dict[str, Any]], dict[str, list[Record]]]] = {}
        for record in records:
            known = is_known(record)
            identity = record["item"] if describing.of is None else describing.of.of(record, known)
            asked = self.asked(describing.call, record, known)
            if isinstance(asked, Unknown) or not isinstance(identity, str):
                reason = identity if isinstance(identity, Unknown) else Unknown(f"{identity!r} is no id to ask for")
                yield (asked if isinstance(asked, Unknown) else reason), {"": [record]}
                continue
            key = json.dumps((asked[0].region, asked[1], None if batch.most else identity), sort_keys=True, default=str)
            groups.setdefault(key, (asked, {}))[1].setdefault(identity, []).append(record)
        for (place, arguments), members in groups.values():
            identities = list(members)
            step = batch.most or 1
            for start in range(0, len(identities), step):
                chunk = identities[start : start + step]
                given = chunk if batch.most else chunk[0]
                yield (place, {**arguments, batch.argument: given}), {identity: members[identity] for identity in chunk}

    def _described(self, gathered: Gathered, describing: Describing, batch: Mapping[str, list[Record]], answer: Answer) -> None:
        found, gone, failed = answers_by_id(describing, batch, answer)
        gathered.fail(describing.call, answer)
        for identity, items in found.items():
            for record in batch.get(identity) or [next(iter(batch.values()))[0]]:
                gathered.records.extend({**record, "item": item, "listed": record["item"]} for item in items)
        for identity, reason in failed.items():
            gathered.miss(describing.call, f"{reason} for {identity}")
        silent = [identity for identity in batch if identity not in found and identity not in gone and identity not in failed]
        if silent and answer.fault is None:
            more = f" and {len(silent) - 1} more" if len(silent) > 1 else ""
            gathered.miss(describing.call, f"no answer for {silent[0]}{more}")

    # ------------------------------------------------------------ more

    def stages(self, row: Row) -> list[list[str]]:
        """The `more` calls of a row, those first that others read."""
        left = {name: {other for other in row.more if other != name and other in _roots(row, name)} for name in row.more}
        stages = []
        while left:
            ready = [name for name, waits in left.items() if not waits & left.keys()] or list(left)
            stages.append(ready)
            for name in ready:
                del left[name]
        return stages

    def reading(self, gathered: Gathered, name: str) -> Iterator[Wanted]:
        """The calls of one `more`, for every record."""
        describing = gathered.row.more[name]
        asked_for = []
        for record in gathered.records:
            verdict = describing.when.holds(record, is_known(record)) if describing.when is not None else True
            if verdict is True:
                asked_for.append(record)
            record[name] = unasked(verdict) if isinstance(verdict, Unknown) else not_asked(describing)
        if describing.batch is not None:
            asked = replace(describing, of=describing.of or gathered.row.id)
            for given, batch in self._batches(gathered, asked, asked_for):
                if isinstance(given, Unknown):
                    _put([record for records in batch.values() for record in records], name, unasked(given))
                else:
                    yield Wanted(describing.call, *given, take=partial(self._read_batch, gathered, name, batch))
            return
        for record in asked_for:
            one = self.asked(describing.call, record, is_known(record))
            if isinstance(one, Unknown):
                record[name] = unasked(one)
            else:
                yield Wanted(describing.call, *one, take=partial(self._read, gathered, name, record))

    def _read(self, gathered: Gathered, name: str, record: Record, answer: Answer) -> None:
        describing = gathered.row.more[name]
        fault = told(describing.call, answer.fault)
        if fault is not None:
            record[name] = unread(gathered, fault)
        elif answer.fault is None:
            value: Any = merged(answer.pages)
            for formula in (describing.items, describing.take):
                value = formula.of(value) if formula is not None else value
            record[name] = value

    def _read_batch(self, gathered: Gathered, name: str, batch: Mapping[str, list[Record]], answer: Answer) -> None:
        describing = gathered.row.more[name]
        found, gone, failed = answers_by_id(describing, batch, answer)
        fault = told(describing.call, answer.fault)
        for identity, records in batch.items():
            items = found.get(identity)
            if fault is not None and (items is None or describing.many):
                value: Any = unread(gathered, fault)
            elif identity in failed:
                value = missing(gathered, describing.call, f"{failed[identity]} for {identity}")
            elif describing.many:
                value = items or []
            elif items:
                value = items[0]
            elif identity in gone or describing.optional or answer.fault is not None:
                value = None
            else:
                value = missing(gathered, describing.call, f"no answer for {identity}")
            _put(records, name, value)


def not_asked(describing: Describing) -> Unknown | None:
    """What stands where no call is made: nothing, or that nobody knows."""
    return unread_value(describing.otherwise) if describing.otherwise is not None else None


def _roots(row: Row, name: str) -> frozenset[str]:
    """What the expressions of a `more` read of the record."""
    describing = row.more[name]
    call = describing.call
    asked = [*call.arguments.values(), call.region, describing.when, describing.of]
    return frozenset(root for formula in asked if formula is not None for root in formula.roots)


def names_more(row: Row, formula: Formula) -> bool:
    """Whether an expression reads an answer of a `more` call."""
    return not formula.roots <= {*RECORD}


def unasked(why: Unknown) -> Unknown:
    """What stands for the answer to a call that could not be made, because what it hangs on is not known."""
    return Unknown(why.reason, settle=settle_of(why))


def _put(records: Iterable[Record], name: str, value: Any) -> None:
    """An answer for records; what is unknown is another value in each."""
    for record in records:
        record[name] = value.but() if isinstance(value, Unknown) else value
