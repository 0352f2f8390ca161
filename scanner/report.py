"""What one run found: the nouns that outputs write and history keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from scanner.records import StrEnum, dataclass, field
from scanner.snapshot import Gap, Location


class Verdict(StrEnum):
    """What a policy says of a judged part."""

    PASS = "pass"  # noqa: S105  # a verdict, not a password
    FAIL = "fail"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"
    ERROR = "error"


class Severity(StrEnum):
    """From worst to least; `Severity.rank` orders them."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for critical, 4 for info."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Part:
    """The judged part of a resource, where it is not the whole."""

    pointer: tuple[str | int, ...]
    """Its path in the resource's canonical properties; empty where it is not inside them."""
    key: str
    """What names it for ever: a resource's id, else Name, Sid, Id, else its content; never an index."""


@dataclass(frozen=True, slots=True)
class Read:
    """A value that the deciding clause read."""

    expression: str
    """As the policy names it: `IamInstanceProfile`, `route_table(@)`."""
    value: Any
    """JSON in the form of `snapshot.encode` (`$unknown`, `$ref`, ...); long values are cut."""
    resource: str | None = None
    """The id of the resource it was read from."""
    pointer: tuple[str | int, ...] | None = None
    """Its path in that resource's canonical properties; of what is missing, the path at which it would be."""
    location: Location | None = None
    """Where it is written; of what is missing, the place of its nearest ancestor."""
    missing: bool = False
    """It is not there."""
    default: bool = False
    """It is a documented default that nobody wrote."""
    made_of: tuple[Read, ...] = ()
    """What the function was given that computed it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A part of a clause that the verdict rests on, and why it is what it is."""

    expression: str
    holds: bool | None
    """Its truth; None where it is unknown or cannot be evaluated."""
    turn: Literal["", "all", "one"] = ""
    """How many of `because` must change for it to change: all of them, or one of them; empty where there is one at most."""
    reads: tuple[Read, ...] = ()
    """The values that it compares or tests itself."""
    because: tuple[Ground, ...] = ()
    about: Read | None = None
    """The member of a list that it was asked of."""
    title: str = ""
    """What the relation that it calls means."""
    note: str = ""
    """What a function tells of its answer, or why it fails."""
    left_out: int = 0
    """Members that are not among `because`: they are too many."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The clause that decided, and what it read."""

    clause: str
    """The expression's text."""
    reads: tuple[Read, ...] = ()
    """All values below `grounds`, each once, the most telling first."""
    holds: bool | None = None
    grounds: tuple[Ground, ...] = ()
    role: Literal["assert", "when"] = "assert"
    """`when`: what hangs on it is whether the requirement applies."""


CALL: Final = "the call of the module that declares it: "
"""How the message of a related place begins that is a module's call, before the call's address."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that the finding speaks of: a step of the path through relations."""

    message: str
    """"the route table that the subnet uses"."""
    resource: str
    location: Location | None
    start: str | None = None
    """The id of the resource that this step leaves."""
    via: Location | None = None
    """Where the one of the two is written that names the other."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a verdict is unknown, and what would settle it."""

    text: str
    settle: str
    """The key by which unknowns are grouped: "parameter ImageTag"; the text itself where nothing better is known."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A governed exception that holds for a finding: it stays in every report, marked."""

    reason: str
    until: str | None = None
    """The last day that it holds, `2027-01-31`; None where it states none."""
    owner: str | None = None
    ticket: str | None = None
    location: Location | None = None
    """Where it is written."""
    inline: bool = False
    """It stands beside what it waives, not in a file of waivers."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A policy, a judged part of a resource, and the verdict with its evidence."""

    policy: str
    resource: str
    type: str
    verdict: Verdict
    severity: Severity
    message: str
    world: str
    fingerprint: str
    """`plimsoll/v1`: SHA-256 of policy id, resource id, the part's key and the clause; 64 hexadecimal digits."""
    part: Part | None = None
    location: Location | None = None
    """The narrowest property that decided."""
    related: tuple[Related, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    reasons: tuple[Reason, ...] = ()
    assumptions: tuple[str, ...] = ()
    account: str | None = None
    region: str | None = None
    follows: str | None = None
    """The fingerprint of the finding that this one is a consequence of."""
    waiver: Waiver | None = None
    """What excuses it; a waived finding fails no run."""
    state: Literal["new", "unchanged", "gone"] | None = None
    """Beside a baseline: in it or not, or only there. None where there is no baseline."""
    owner: str | None = None
    """Whose the resource is, as its tag `Owner`, `owner`, `Team` or `team` says."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a report says of a policy: enough for an output to explain a finding without the policy file."""

    id: str
    title: str
    severity: Severity
    category: str
    why: str
    fix: str
    """Markdown; the remedies by source joined under their headings."""
    references: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    """`framework:control`, such as `security-hub:ECS.4`."""
    follows: tuple[str, ...] = ()
    """Ids of policies: a finding of this one is a consequence of one of theirs on the same path."""
    demands: str = ""
    """Digest of what it demands (`library.demands_of`); empty in a report of an older version."""


@dataclass(frozen=True, slots=True)
class Header:
    """What was run."""

    version: str
    started: str
    """RFC 3339, UTC, ends in Z."""
    targets: tuple[str, ...]
    rules: tuple[Rule, ...]
    closed: tuple[str, ...] = ()
    """The types that the user declared closed."""
    strict: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a run looked: a world, and of a live one an account's region. What it does not find there is not there, but for its gaps."""

    world: str
    account: str | None = None
    region: str | None = None
    """`global` of what an account holds outside its regions; None of infrastructure code."""


@dataclass(frozen=True, slots=True)
class Exemption:
    """A waiver that a run knew of, whether or not it excused anything."""

    policy: str
    """The id, or a glob of ids, that it waives."""
    selects: Mapping[str, Any]
    """Only what it states: {"resource": [...], "account": [...], "region": [...], "path": [...], "tag": {...}}."""
    waiver: Waiver
    state: Literal["holds", "ended", "too-long", "unused", "not-asked"]
    """`unused`: it excused nothing though its policies were asked; `not-asked`: they were not."""
    broad: bool = False
    """It names neither a policy nor resources."""
    findings: int = 0
    """How many it excused."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The footer: counts over all findings, and what else happened. Complete only when the findings were read to the end."""

    verdicts: Mapping[str, int] = field(default_factory=dict)
    """By verdict: {"fail": 3, "pass": 10, ...}; every verdict is present."""
    severities: Mapping[str, int] = field(default_factory=dict)
    """Failing findings by severity."""
    gaps: tuple[Gap, ...] = ()
    assumptions: tuple[str, ...] = ()
    worlds: int = 0
    resources: int = 0
    skipped_files: int = 0
    """Files passed over by .gitignore, excludes and the like."""
    policies_without_reach: tuple[str, ...] = ()
    """Ids of the selected policies that need another kind of source."""
    waived: int = 0
    """Failing findings that a waiver excuses; they are among those that `verdicts` counts."""
    states: Mapping[str, int] = field(default_factory=dict)
    """Failing findings, not waived, beside a baseline: {"new": 1, "unchanged": 4, "gone": 2}; empty where there is none."""
    notes: tuple[str, ...] = ()
    """What a reader of the run should know of how it was made: a base that could not be had, waivers that are unused or expired."""
    places: tuple[Place, ...] = ()
    """Where the run looked; empty where a report does not say."""
    exemptions: tuple[Exemption, ...] = ()
    """Every waiver that the run knew of."""
    finished: str | None = None
    """When the last finding was made: RFC 3339, UTC."""
    platforms: tuple[Mapping[str, Any], ...] = ()
    """The ECS clusters and what each stands on, as `inventory` tells it; empty where nobody asked for it (`Rules.inventory`)."""


@dataclass
class Report:
    """A header, findings in the fixed order (world, policy, resource, part), and a footer.

    `findings` may be a one-time iterator; `summary` is complete once it has been read to the end. `Report.load` gives a list.
    """

    header: Header
    findings: Iterable[Finding]
    summary: Summary = field(default_factory=Summary)
