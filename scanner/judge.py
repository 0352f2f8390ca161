"""Quick verdicts: generated code is asked first, on every resource of which everything is known.

What it passes or skips needs no second look; all else is evaluated with three values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from scanner.frame import Frame, Run
from scanner.jmes import Context, Function
from scanner.library import expressions_of
from scanner.policy import Policy
from scanner.snapshot import Resource
from scanner.verdict_codes import FAIL, LEFT, PASS, SKIPPED, Judge, Row
from scanner.world import World

__all__ = ["FAIL", "LEFT", "PASS", "SKIPPED", "Judges", "Quick"]
GENERATE_AFTER: Final = 150
"""Resources of a type that are judged with three values before code is generated for it: its generation costs about as much."""
MAX_POLICIES: Final = 100
"""So many policies stand in one function at most."""
Built = Callable[[str, tuple[str, ...]], "Judge | None"]


class Judges:
    """The generated code of the policies in force, by type; made when it pays, kept for all worlds of a run."""

    def __init__(self, policies: Iterable[Policy], built: Built | None = None) -> None:
        """Take the policies, and who has code that was generated beforehand for (type, policy ids)."""
        self.by_type: dict[str, list[Policy]] = {}
        for policy in sorted(policies, key=lambda policy: policy.id):
            for type_name in policy.targets:
                self.by_type.setdefault(type_name, []).append(policy)
        self._built = built
        self._seen: dict[str, int] = {}
        self._made: dict[str, Judge] = {}

    def of(self, type_name: str, resources: int) -> Judge | None:
        """The code for a type of which so many more resources are to be judged; None where there is none, or not yet."""
        if type_name in self._made:
            return self._made[type_name]
        policies = self.by_type.get(type_name, [])
        if not policies:
            return None
        found = self._built(type_name, tuple(policy.id for policy in policies)) if self._built is not None else None
        if found is None:
            self._seen[type_name] = self._seen.get(type_name, 0) + resources
            if self._seen[type_name] < GENERATE_AFTER:
                return None
            found = generate(policies, type_name)
        self._made[type_name] = found
        return found


def generate(policies: Sequence[Policy], type_name: str) -> Judge:
    """Generate the code of some policies for a type; of a policy that goes beyond Python's limits it says LEFT."""
    parts = [part for start in range(0, len(policies), MAX_POLICIES) for part in _parts(policies[start : start + MAX_POLICIES], type_name)]
    return parts[0] if len(parts) == 1 else joined(parts)


def joined(parts: Sequence[Judge]) -> Judge:
    """The code of several groups of policies as that of all of them."""

    def judge(resources: Sequence[Resource], context: Context) -> list[Row]:
        same: dict[tuple[Row, ...], Row] = {}
        for rows in (listed := list(zip(*(part(resources, context) for part in parts), strict=True))):
            if rows not in same:
                same[rows] = tuple(code for row in rows for code in row)
        return [same[rows] for rows in listed]

    return judge


def _parts(policies: Sequence[Policy], type_name: str) -> list[Judge]:
    from scanner.jmes.known import bind
    from scanner.policy_code import judge_source

    functions = functions_of(policies)
    source = judge_source(policies, type_name, functions, "judge")
    if source is not None:
        with suppress(SyntaxError, MemoryError, RecursionError):  # Python's own limits, where ours did not foresee them
            judge: Judge = bind(source, functions)["judge"]
            return [judge]
    if len(policies) == 1:
        return [lambda resources, context: [(LEFT,)] * len(resources)]
    half = len(policies) // 2
    return [*_parts(policies[:half], type_name), *_parts(policies[half:], type_name)]


def functions_of(policies: Iterable[Policy]) -> Mapping[str, Function]:
    """The functions that the expressions of policies, and those that may be written out in them, call; without the policies' own names."""
    found: dict[str, Function] = {}
    for policy in policies:
        for expression in expressions_of(policy):
            own = {*policy.bindings, *policy.parameters}
            found.update({name: function for name, function in expression.called().items() if name not in own})
    pending = list(found.values())
    while pending:
        inline = pending.pop().inline
        for name, function in inline.calls().items() if inline is not None else ():
            if name not in found:
                found[name] = function
                pending.append(function)
    return found


class Quick:
    """The quick verdicts of one world."""

    def __init__(self, world: World, data: Callable[[str], Any], judges: Judges) -> None:
        """Ask the code of each type about each of its resources."""
        self._columns: dict[tuple[str, str], int] = {}
        self._asked: dict[str, Sequence[Resource]] = {}
        self._listed: dict[str, list[Row]] = {}
        self._rows: dict[str, Mapping[Resource, Row]] = {}
        context = Context(data=Frame(Run(world, data), None, None, None))
        context.knows = world.knows
        for type_name, policies in judges.by_type.items():
            resources = world.known.get(type_name, ())
            judge = judges.of(type_name, len(resources)) if resources else None
            if judge is not None:
                self._columns.update({(policy.id, type_name): column for column, policy in enumerate(policies)})
                self._asked[type_name] = resources
                self._listed[type_name] = judge(resources, context)

    def rows(self, type_name: str) -> dict[Resource, Row]:
        """The codes of the resources of a type that were asked about; where they stand in a row, `column` tells."""
        return dict(zip(self._asked.get(type_name, ()), self._listed.get(type_name, ()), strict=True))

    def column(self, policy: Policy, type_name: str) -> int:
        """The place of a policy in the rows of a type; any where there are none."""
        return self._columns.get((policy.id, type_name), 0)

    def verdict(self, policy: Policy, resource: Resource) -> int:
        """PASS, SKIPPED, FAIL, or LEFT where it was not asked or could not tell."""
        if resource.type not in self._rows:
            self._rows[resource.type] = self.rows(resource.type)
        row = self._rows[resource.type].get(resource)
        return row[self.column(policy, resource.type)] if row is not None else LEFT
