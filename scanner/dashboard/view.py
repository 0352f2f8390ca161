"""A page: where it is, what it takes, where its data come from and which template shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from scanner.dashboard.parameters import LARGEST_PAGE, Asked, Parameter, WrongParameter
from scanner.history.queries.asking import NotFound
from scanner.history.queries.downloads import Download
from scanner.patterns import regex
from scanner.records import dataclass

if TYPE_CHECKING:
    import sqlalchemy as sa

__all__ = ["LARGEST_PAGE", "Asked", "Download", "NotFound", "Parameter", "View", "WrongParameter"]

PAGE_SIZE = Parameter("page_size", "number", "Rows of a page.", least=1, most=LARGEST_PAGE)
"""What each page with a cursor takes, too."""
_SLOT = regex(r"\{(\w+)(:path)?\}")


@dataclass(frozen=True, slots=True)
class View:
    """A page, and with the same data an answer of the API."""

    name: str
    path: str
    """`/findings/{fingerprint}`; `{name:path}` where the value may hold slashes."""
    title: str
    template: str
    """A file of `templates/`; empty for a download."""
    data: str
    """`module:function` of `(connection, asked) -> dict` of JSON; of a download, `-> Download`."""
    about: str
    """A sentence for the API's document."""
    parameters: tuple[Parameter, ...] = ()
    """Of the query; those of the path only where they are no texts."""
    menu: str | None = None
    """Its text in the navigation."""
    keys: str | None = None
    """`module:function` of `connection -> Iterable[dict[str, str]]`: the path parameters of all of its pages, the most telling first."""
    download: bool = False
    role: Literal["viewer", "editor"] = "viewer"
    """Who may see it."""
    schema: str | None = None
    """`module:NAME` of the JSON Schema of its data."""
    media: str = "application/json"
    """Of a download: what it is."""

    @property
    def slots(self) -> dict[str, bool]:
        """The parameters of its path: name -> whether its value may hold slashes."""
        return {found[1]: found[2] is not None for found in _SLOT.finditer(self.path)}

    @property
    def asks(self) -> tuple[Parameter, ...]:
        """All parameters, those of the path first."""
        declared = {one.name: one for one in self.parameters}
        path = [declared.get(name) or Parameter(name, "text", f"The {name}.") for name in self.slots]
        paged = any(one.kind == "cursor" for one in self.parameters) and PAGE_SIZE.name not in declared
        rest = [one for one in self.parameters if one.name not in self.slots]
        return (*path, *rest, PAGE_SIZE) if paged else (*path, *rest)


def found(place: str) -> Any:
    """What stands at `module:NAME`."""
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def data_of(view: View) -> Callable[[sa.Connection, Asked], Any]:
    """The function that reads the data of a view."""
    function: Callable[[sa.Connection, Asked], Any] = found(view.data)
    return function


def schema_of(view: View) -> Mapping[str, Any] | None:
    """The JSON Schema of a view's data; None where its owner gives none."""
    if view.schema is None:
        return None
    schema: Mapping[str, Any] = found(view.schema)
    return schema
