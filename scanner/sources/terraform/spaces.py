"""Names behind which other names stand: `var`, `local`, `module`, `data`, `path`, `terraform`, a resource type."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from scanner.sources.terraform.instances import Instances
from scanner.sources.terraform.nodes import Span
from scanner.sources.terraform.scope import Scope
from scanner.unknown import OBJECT, STRING, Unknown

if TYPE_CHECKING:
    from scanner.sources.terraform.module import Module


class Space:
    """A name behind which other names stand: `var`, `local`, `module`, `data`, `path`, `terraform`, a resource type."""

    __slots__ = ("identity", "module", "space")

    def __init__(self, module: Module, space: str) -> None:
        self.module = module
        self.space = space
        self.identity = ("space", module.world, module.address, space)

    def get(self, name: str, scope: Scope, span: Span) -> Any:
        """What a name behind the dot means."""
        read = SPACES.get(self.space)
        if read is not None:
            return read(self.module, name, scope, span)
        return one_of(self.module.instances("resource", self.space, name, scope, span))

    def whole(self) -> Any:
        """The space as a value: nothing that can be told."""
        return Unknown(f'"{self.space}" as a whole is not read', types=OBJECT, identity=self.identity)


class _DataKind(Space):
    """`data.type`."""

    __slots__ = ()

    def get(self, name: str, scope: Scope, span: Span) -> Any:
        """The instances of a data source."""
        return one_of(self.module.instances("data", self.space, name, scope, span))


def one_of(instances: Instances[Any]) -> Any:
    """The object of a block that stands once, else its instances."""
    return instances.items[0].object if instances.kind == "one" else instances


def _path(module: Module, name: str, scope: Scope, span: Span) -> Any:
    if name == "module":
        return module.path
    if name == "root":
        return "."
    return Unknown(f"path.{name} is a folder of the machine that runs Terraform", types=STRING, identity=("path", name), truthy=True)


def _terraform(module: Module, name: str, scope: Scope, span: Span) -> Any:
    return Unknown(
        f"terraform.{name} is chosen when Terraform runs", types=STRING, identity=("terraform", name), truthy=True, settle="a plan"
    )


def _ephemeral(module: Module, name: str, scope: Scope, span: Span) -> Any:
    """`ephemeral.type`: what is fetched while Terraform runs and stands in no plan or state; a secret as a rule."""
    reason = f"ephemeral {name} is opened when Terraform runs"
    return Unknown(reason, identity=("ephemeral", module.world, module.address, name), sensitive=True)


SPACES: Final[dict[str, Callable[[Module, str, Scope, Span], Any]]] = {
    "var": lambda module, name, scope, span: module.variable(name, scope, span),
    "local": lambda module, name, scope, span: module.local(name, scope, span),
    "module": lambda module, name, scope, span: one_of(module.instances("module", "", name, scope, span)),
    "data": lambda module, name, scope, span: _DataKind(module, name),
    "ephemeral": _ephemeral,
    "path": _path,
    "terraform": _terraform,
}
"""What each name is, by the module that it is asked of; any other is a resource type."""
