"""A resource as Terraform declares it, before the catalogue gives it CloudFormation's names: from HCL, a plan or a state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from scanner.records import dataclass, field
from scanner.snapshot import Location, Pointer


@dataclass(frozen=True, slots=True, eq=False)
class Declared:
    """One instance of a managed resource."""

    kind: str
    """The provider's type: `aws_ecs_service`."""
    address: str
    """`module.app.aws_ecs_service.web["a"]`."""
    world: str
    """The root that it belongs to; its id is `world#address`."""
    values: dict[str, Any]
    """Arguments by the provider's names; a nested block is a list of objects. What another resource gives is a reference
    (`unknown.reference`) to its id by the provider's attribute name."""
    places: Mapping[Pointer, Location] = field(default_factory=dict)
    """Where values stand, by pointer into `values`."""
    location: Location | None = None
    """The block's head."""
    exists: Any = True
    """As `Resource.exists`."""
    calls: tuple[Location, ...] = ()
    """The module calls through which it is declared, the outermost first."""
    default_tags: Any = None
    """Tags that the provider's configuration adds, or None."""
    region: str | None = None
    """Where the provider's configuration states it."""

    @property
    def id(self) -> str:
        """Its id in the world."""
        return f"{self.world}#{self.address}"

    @property
    def many(self) -> bool:
        """It stands for any number of instances: how many there are, or of a module that it is declared in, is not known."""
        return self.address.endswith("[*]") or "[*]." in self.address
