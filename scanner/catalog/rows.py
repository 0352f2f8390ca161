"""The nouns of the catalogue: a row tells how live resources of one CloudFormation type are listed, described, read further and named.

`docs/catalog.md` and `schemas/catalog.schema.json` say what each field means. A row is made from plain data: from a file by `reading`,
from the built form by `built`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from scanner.catalog.formulas import Formula, formulas
from scanner.errors import ScannerError
from scanner.records import dataclass

REGION, ACCOUNT = "region", "account"
"""Scopes: asked in each region, or once per account."""
RECORD: Final = ("item", "listed", "parent", "account", "region", "partition")
"""What every record holds beside the answers of its `more` calls."""


class CatalogError(ScannerError):
    """A row that cannot be meant, with the file and line where it stands."""


@dataclass(frozen=True, slots=True)
class Call:
    """One operation, and what it is asked with."""

    name: str
    """botocore's service name and the operation: `ecs:ListServices`."""
    arguments: Mapping[str, Formula]
    page: Mapping[str, Any] | None
    """The argument that sets the size of a page: {"maxResults": 100}."""
    token: Mapping[str, str] | None
    """`read` and `write`: the tokens of an operation that botocore has no paginator for."""
    absent: frozenset[str]
    """Error codes that are an answer: there is none. `Code: words` where the code says so only with these words in its message."""
    region: Formula | None
    """The region to ask, where it is not that of the record."""

    def says_none(self, code: str, message: str) -> bool:
        """Whether an error is an answer: there is none."""
        if code in self.absent:
            return True
        return any(words and said == code and words in message for said, _, words in (one.partition(": ") for one in self.absent))

    @property
    def signature(self) -> tuple[Any, ...]:
        """Equal for calls that ask the same of one account and region."""
        arguments = tuple(sorted((name, formula.text) for name, formula in self.arguments.items()))
        return self.name, arguments, repr(self.page), self.region.text if self.region else None


@dataclass(frozen=True, slots=True)
class Batch:
    """How ids are given to a call that describes several."""

    argument: str
    """The argument that takes the ids."""
    most: int
    """Ids of one call; 0 where the argument takes one id, not a list."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Where the items of a row come from: exactly one of `call`, `sources`, `of` and `one`."""

    call: Call | None = None
    items: Formula | None = None
    """Over one page of the answer: the list of items. None: the answer is the one item."""
    over: Mapping[str, Formula] | None = None
    """One argument, and a list: the call is made once with each of its members."""
    sources: Mapping[str, Formula] | None = None
    """By type: the ids that a record of that row names."""
    complete: bool = False
    """What records of `sources` name is all that there is."""
    of: Formula | None = None
    """Over the parent's record: the items."""
    one: bool = False
    """One item, `{}`: what an account has one of."""


@dataclass(frozen=True, slots=True)
class Describing:
    """A call that answers for ids: of what was listed (the answer becomes the item), or of records (it stands beside the item)."""

    call: Call
    batch: Batch | None
    of: Formula | None
    """The id that is asked for, over the record; None: the item."""
    items: Formula | None
    key: Formula | None
    """Over an item of the answer: the id that it answers."""
    failures: Formula | None
    """Over a page: `[{id, reason}]`, what an answer with status 200 says that it did not describe."""
    take: Formula | None = None
    """Over the answer, or over what stands in it for the id: the value."""
    when: Formula | None = None
    otherwise: str | None = None
    """Why nothing is known where `when` is not true; None: there is nothing, and the value is null."""
    many: bool = False
    """There may be several answers for one id, or none: the value is their list."""
    optional: bool = False
    """An id without an answer has none: the value is null."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One type."""

    type: str
    file: str
    line: int
    scope: str
    each: str | None
    list: Listing
    where: Formula | None
    describe: Describing | None
    more: Mapping[str, Describing]
    region: Formula | None
    """The region that a resource is in, where it is not the one that was asked."""
    id: Formula
    identifiers: Mapping[str, Formula]
    properties: Mapping[str, Formula]
    kept: frozenset[str]
    """Of those, the properties that stay where AWS gives them as empty: empty says something that absent does not."""
    automatic: bool
    """Properties that no expression names are taken from the item's members of the same name."""
    absent: frozenset[str]
    """Dotted properties that a live resource never shows."""
    runtime: Mapping[str, Formula]
    """Members of `Runtime`: by name, where the value stands."""

    @property
    def follows(self) -> tuple[str, ...]:
        """The types whose records come first."""
        return ((self.each,) if self.each else ()) + tuple(self.list.sources or ())

    @property
    def in_use(self) -> bool:
        """Only what other resources name is collected: what is not there may exist."""
        return self.list.sources is not None and not self.list.complete

    def calls(self) -> Iterator[Call]:
        """Every call that it makes."""
        if self.list.call is not None:
            yield self.list.call
        for describing in ((self.describe,) if self.describe else ()) + tuple(self.more.values()):
            yield describing.call


def row_of(type_name: str, data: Mapping[str, Any], file: str, line: int) -> Row:
    """A row from data that `reading` has found right."""
    properties = {name: given if isinstance(given, str) else given["from"] for name, given in (data.get("properties") or {}).items()}
    return Row(
        type=type_name,
        file=file,
        line=line,
        scope=data.get("scope", REGION),
        each=data.get("each"),
        list=_listing(data["list"]),
        where=_formula(data, "where"),
        describe=_describing(data["describe"]) if "describe" in data else None,
        more={name: _describing(given) for name, given in (data.get("more") or {}).items()},
        region=_formula(data, "region"),
        id=Formula(data["id"]),
        identifiers=formulas(data.get("identifiers")),
        properties=formulas(properties),
        kept=frozenset(name for name, given in (data.get("properties") or {}).items() if not isinstance(given, str) and given.get("keep")),
        automatic=data.get("automatic", True),
        absent=frozenset(data.get("absent") or ()),
        runtime=runtime_of(data.get("runtime")),
    )


def runtime_of(given: Any) -> dict[str, Formula]:
    """`runtime`: names of the item's members, or a mapping of names to expressions; a list may hold both."""
    if isinstance(given, dict):
        return formulas(given)
    found: dict[str, Formula] = {}
    for entry in given or ():
        found.update(formulas(entry) if isinstance(entry, dict) else {entry: Formula(f"item.{entry}")})
    return found


def _formula(data: Mapping[str, Any], name: str) -> Formula | None:
    return Formula(data[name]) if name in data else None


def _call(data: Mapping[str, Any]) -> Call:
    return Call(
        name=data["call"],
        arguments=formulas(data.get("with")),
        page=data.get("page"),
        token=data.get("token"),
        absent=frozenset(data.get("absent") or ()),
        region=_formula(data, "region"),
    )


def _listing(data: Mapping[str, Any]) -> Listing:
    if "call" in data:
        return Listing(call=_call(data), items=_formula(data, "items"), over=formulas(data["over"]) if "over" in data else None)
    if "from" in data:
        return Listing(sources=formulas(data["from"]), complete=bool(data.get("complete")))
    return Listing(of=_formula(data, "of"), one=bool(data.get("one")))


def _describing(data: Mapping[str, Any]) -> Describing:
    batch = None
    if "batch" in data:
        (argument, most), *_ = data["batch"].items()
        batch = Batch(argument, most)
    elif "each" in data:
        batch = Batch(data["each"], 0)
    return Describing(
        call=_call(data),
        batch=batch,
        of=_formula(data, "of"),
        items=_formula(data, "items"),
        key=_formula(data, "key"),
        failures=_formula(data, "failures"),
        take=_formula(data, "take"),
        when=_formula(data, "when"),
        otherwise=data.get("otherwise"),
        many=bool(data.get("many")),
        optional=bool(data.get("optional")),
    )
