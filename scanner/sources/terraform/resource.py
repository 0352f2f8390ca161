"""One instance of a resource or data source, as expressions see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scanner.sources.terraform.blocks import values_of
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.nodes import Block, Span
from scanner.sources.terraform.scope import Scope
from scanner.sources.values import derived, is_choice, key_of, leaves_of
from scanner.unknown import ANY, NULL, OBJECT, STRING, OpenObject, Unknown, reference

if TYPE_CHECKING:
    from scanner.sources.terraform.module import Module

TEXTS: Final = frozenset({"id", "arn", "name", "url", "dns_name", "arn_suffix", "endpoint", "key_id", "invoke_arn", "qualified_arn"})
"""Attributes that are texts whatever the resource."""


class ResourceInstance:
    """One instance of a resource or data source: attributes that are written have their value, all others are known after deployment."""

    __slots__ = ("_reads", "_values", "address", "block", "identity", "kind", "mode", "module", "scope")

    def __init__(self, module: Module, address: str, kind: str, block: Block, scope: Scope, mode: str) -> None:
        """Take the module, the address, the type and what the body sees."""
        self.module = module
        self.address = address
        self.kind = kind
        self.block = block
        self.scope = scope
        self.mode = mode
        self.identity = ("instance", module.world, address)
        self._values: dict[str, Any] | None = None
        self._reads: set[str] = set()

    @property
    def id(self) -> str:
        """The resource's id in the world."""
        return f"{self.module.world}#{self.address}"

    def values(self) -> dict[str, Any]:
        """The values of its body; what cannot be meant is in the module's errors."""
        if self._values is None:
            self._values, errors = values_of(self.block.body, self.scope)
            self.module.errors.extend(errors)
        return self._values

    def get(self, name: str, scope: Scope, span: Span) -> Any:
        """An attribute."""
        if self.mode == "data":
            from scanner.sources.terraform import data_sources

            return data_sources.attribute(self, name, scope, span)
        argument = self.block.body.arguments.get(name)
        if argument is not None:
            if name in self._reads:
                raise scope.wrong(f"{self.address}.{name} hangs on itself", span)
            self._reads.add(name)
            try:
                value = evaluate(argument.value, self.scope)
            finally:
                self._reads.discard(name)
            return self._or_computed(value, name)
        if any(block.type == name or (block.type == "dynamic" and block.labels == (name,)) for block in self.block.body.blocks):
            return self._nested(name)
        return reference(self.id, name, STRING if name in TEXTS else ANY)

    def _or_computed(self, value: Any, name: str) -> Any:
        """A written value; where it is null, the provider's."""
        if value is None:
            return reference(self.id, name, STRING if name in TEXTS else ANY)
        if is_choice(value) and None in leaves_of(value):
            return derived(value, ("computed", self.id, name), ANY)
        if isinstance(value, Unknown) and value.types & NULL and value.types != ANY:
            return value.but(types=value.types & ~NULL, identity=("computed", self.id, name, key_of(value)))
        return value

    def _nested(self, name: str) -> Any:
        """Nested blocks: the provider may compute members of them that are not written."""
        found = self.values().get(name)
        if not isinstance(found, list):
            return found
        reason = f"{self.address}.{name} has members that are known after deployment"
        return [OpenObject(item, True, reason) if isinstance(item, dict) else item for item in found]

    def whole(self) -> Any:
        """The object as one value."""
        return Unknown(
            f"{self.address} as a whole is known after deployment", types=OBJECT, identity=self.identity, truthy=True, settle="deployment"
        )
