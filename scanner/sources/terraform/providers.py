"""Which configuration of the AWS provider a resource has: its region, and the tags that it adds.

Terraform Language, "Providers Within Modules": a module inherits its caller's default configuration; others are passed by `providers`.
Provider documentation, "default_tags".
"""

from __future__ import annotations

from typing import Any, Final

from scanner.records import dataclass
from scanner.sources.terraform.evaluate import attempt
from scanner.sources.terraform.forms import whole
from scanner.sources.terraform.module import Module
from scanner.sources.terraform.nodes import Attribute, Block, Expression, Literal, Name, Object

DEFAULT: Final = "aws"


@dataclass(frozen=True, slots=True)
class Configuration:
    """What one configuration of the provider says."""

    tags: Any = None
    """`default_tags`, or None."""
    region: str | None = None
    """Where it is written, or known by its variables."""


NOTHING_SAID: Final = Configuration()


class Configurations:
    """The configurations that the resources of a module have, each read once."""

    def __init__(self, module: Module) -> None:
        """Take the module."""
        self.module = module
        self._read: dict[str, Configuration] = {}

    def of(self, block: Block) -> Configuration:
        """That of a resource's block."""
        argument = block.body.arguments.get("provider")
        name = shown(argument.value) if argument is not None else DEFAULT
        if name not in self._read:
            self._read[name] = self._find(name)
        return self._read[name]

    def _find(self, name: str) -> Configuration:
        module = self.module
        while True:
            for block in module.code.providers:
                if called(block) == name:
                    return configuration(module, block)
            if not module.calls:
                return NOTHING_SAID
            call, caller = module.calls[-1]
            passed = passed_by(call)
            if name not in passed and name != DEFAULT:
                return NOTHING_SAID
            name = passed.get(name, name)
            module = caller


def called(block: Block) -> str:
    """What resources call the configuration of a provider's block: `aws`, `aws.west`."""
    alias = block.body.arguments.get("alias")
    name = alias.value.value if alias is not None and isinstance(alias.value, Literal) else None
    return f"{block.labels[0]}.{name}" if isinstance(name, str) else block.labels[0]


def shown(node: Expression) -> str:
    """A reference to a provider's configuration as text; "" where it is none. In `.tf.json` it is a text."""
    if isinstance(node, Attribute) and isinstance(node.base, Name):
        return f"{node.base.name}.{node.name}"
    if isinstance(node, Name):
        return node.name
    return node.value if isinstance(node, Literal) and isinstance(node.value, str) else ""


def passed_by(call: Block) -> dict[str, str]:
    """What a module's call passes: its name in the module -> in the caller."""
    argument = call.body.arguments.get("providers")
    if argument is None or not isinstance(argument.value, Object):
        return {}
    return {shown(key): shown(value) for key, value in argument.value.items}


def configuration(module: Module, block: Block) -> Configuration:
    """What a provider's block says."""
    scope = module.scope(block.file)
    stated = block.body.arguments.get("region")
    region = whole(attempt(stated.value, scope)) if stated is not None else None
    tags = None
    for inner in block.body.of("default_tags"):
        argument = inner.body.arguments.get("tags")
        if argument is not None:
            tags = whole(attempt(argument.value, scope))
    return Configuration(tags, region if isinstance(region, str) else None)
