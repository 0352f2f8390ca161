"""A module as it is called: its variables, locals, resources, data sources, calls and outputs, computed when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from scanner.errors import DocumentError
from scanner.sources.terraform.addresses import shown_key
from scanner.sources.terraform.code import Code
from scanner.sources.terraform.evaluate import evaluate
from scanner.sources.terraform.forms import whole
from scanner.sources.terraform.instances import ANY_KEY, Instances, expand
from scanner.sources.terraform.kinds import converted, read_type
from scanner.sources.terraform.nodes import Argument, Block, Span
from scanner.sources.terraform.resource import ResourceInstance
from scanner.sources.terraform.scope import NESTED, SIZE, Run, Scope
from scanner.sources.terraform.spaces import SPACES, Space
from scanner.sources.terraform.variables import Written, undeclared, validated, written
from scanner.sources.values import impossible
from scanner.unknown import OBJECT, Unknown


class Module:
    """One call of a module; the root is one, too. Every name that an expression may begin with is looked up here."""

    def __init__(
        self,
        code: Code,
        run: Run,
        world: str,
        address: str = "",
        given: Mapping[str, Any] | None = None,
        load: Callable[[Module, str, Block], Code | str] | None = None,
        calls: tuple[tuple[Block, Module], ...] = (),
        path: str = ".",
    ) -> None:
        """Take the code, what the caller gives for its variables (None for a root's), and what finds the code of the modules it calls.

        `load` gives a module's code, or why it cannot be had. `calls` are the blocks through which this module was reached.
        """
        self.code = code
        self.run = run
        self.world = world
        self.address = address
        self.given = given if given is not None else {}
        self.load = load
        self.calls = calls
        self.path = path
        self.errors: list[DocumentError] = []
        self._values: dict[tuple[str, ...], Any] = {}
        self._busy: set[tuple[str, ...]] = set()
        self._expanded: dict[tuple[str, str, str], Instances[Any]] = {}

    def scope(self, file: Any, **given: Any) -> Scope:
        """What an expression of this module sees."""
        return Scope(self, file, self.run, given)

    def name(self, name: str, scope: Scope, span: Span) -> Any:
        """What a traversal begins with."""
        if name in SPACES:
            return Space(self, name)
        if any(kind == name for kind, _ in self.code.resources):
            return Space(self, name)
        if name in ("each", "count", "self"):
            raise scope.wrong(f'"{name}" stands outside of a block that has it', span)
        if "_" in name:
            raise scope.wrong(f'no resource "{name}" is declared in this module', span)
        raise scope.wrong(f'"{name}" is declared nowhere', span)

    def once(self, key: tuple[str, ...], scope: Scope, span: Span, compute: Callable[[], Any]) -> Any:
        """A value of the module, computed once; DocumentError where it hangs on itself."""
        if key in self._values:
            found = self._values[key]
            if isinstance(found, DocumentError):
                raise found
            return found
        if key in self._busy:
            raise scope.wrong(f"{'.'.join(key)} hangs on itself", span)
        self._busy.add(key)
        self.run.depth += 5
        try:
            found = self._values[key] = self._bounded(key, compute())
        except DocumentError as error:
            self._values[key] = error
            raise
        finally:
            self.run.depth -= 5
            self._busy.discard(key)
        return found

    def _bounded(self, key: tuple[str, ...], value: Any) -> Any:
        """A value of the module, Unknown where it is larger or deeper than any real one."""
        size, depth = self.run.measured(value)
        if size <= SIZE and depth <= NESTED:
            return value
        identity = ("too large", self.world, self.address, *key)
        return Unknown(f"{'.'.join(key)} is too large to be read here", identity=identity, settle="a plan")

    # ------------------------------------------------------------ variables, locals, outputs

    def variable(self, name: str, scope: Scope, span: Span) -> Any:
        """The value of a variable: what is given, its default, or an Unknown that knows its type."""
        block = self.code.variables.get(name)
        if block is None:
            raise scope.wrong(f'variable "{name}" is declared nowhere', span)
        return self.once(("var", name), scope, span, lambda: self._variable(name, block))

    def _variable(self, name: str, block: Block) -> Any:
        scope = self.scope(block.file)
        arguments = block.body.arguments
        stated = arguments.get("type")
        kind = read_type(stated.value, scope) if stated is not None else read_type_of_nothing()
        nullable = _flag(arguments.get("nullable"), True)
        sensitive = _flag(arguments.get("sensitive"), False) or _flag(arguments.get("ephemeral"), False)
        value = self.given.get(name, _NOT_GIVEN)
        if value is _NOT_GIVEN or (value is None and not nullable):
            default = arguments.get("default")
            if default is None:
                return undeclared(self, name, kind, nullable, sensitive, block)
            value = evaluate(default.value, scope)
        if isinstance(value, Written):
            value = written(value, kind, scope, block)
        value = converted(value, kind, scope, block.span)
        value = validated(self, name, value, block)
        return _hidden(value, self.run) if sensitive else value

    def local(self, name: str, scope: Scope, span: Span) -> Any:
        """The value of a local."""
        argument = self.code.locals.get(name)
        if argument is None:
            raise scope.wrong(f'local "{name}" is declared nowhere', span)
        return self.once(("local", name), scope, span, lambda: evaluate(argument.value, self.scope(argument.file)))

    def output(self, name: str, scope: Scope, span: Span) -> Any:
        """The value of an output."""
        block = self.code.outputs.get(name)
        if block is None or "value" not in block.body.arguments:
            raise scope.wrong(f'the module has no output "{name}"', span)
        value = self.once(("output", name), scope, span, lambda: evaluate(block.body.arguments["value"].value, self.scope(block.file)))
        return _hidden(value, self.run) if _flag(block.body.arguments.get("sensitive"), False) else value

    # ------------------------------------------------------------ blocks

    def instances(self, mode: str, kind: str, name: str, scope: Scope, span: Span) -> Instances[Any]:
        """The instances of a resource, a data source (`data`) or a call (`module`)."""
        table = {"resource": self.code.resources, "data": self.code.data}.get(mode)
        block = self.code.calls.get(name) if table is None else table.get((kind, name))
        if block is None:
            told = f'module "{name}"' if mode == "module" else f'{"data " if mode == "data" else ""}"{kind}.{name}"'
            raise scope.wrong(f"{told} is declared nowhere in this module", span)
        key = (mode, kind, name)
        if key not in self._expanded:
            self._expanded[key] = self.once(("instances", *key), scope, span, lambda: self._expand(mode, kind, name, block))
        return self._expanded[key]

    def _expand(self, mode: str, kind: str, name: str, block: Block) -> Instances[Any]:
        prefix = {"resource": f"{kind}.{name}", "data": f"data.{kind}.{name}", "module": f"module.{name}"}[mode]
        address = f"{self.address}.{prefix}" if self.address else prefix

        def make(key: int | str | None, scope: Scope) -> Any:
            own = address + ("[*]" if key == ANY_KEY else shown_key(key))
            if mode == "module":
                return ModuleCall(self, own, name, block, scope)
            return ResourceInstance(self, own, kind, block, scope, mode)

        return expand(block, self.scope(block.file), ("block", self.world, address), make)


_NOT_GIVEN: Final = object()


def read_type_of_nothing() -> Any:
    """The type of a variable that states none."""
    from scanner.sources.terraform.kinds import ANYTHING

    return ANYTHING


def _flag(argument: Argument | None, otherwise: bool) -> bool:
    value = getattr(argument.value, "value", None) if argument is not None else None
    return value if isinstance(value, bool) else otherwise


def _hidden(value: Any, run: Run) -> Any:
    """A sensitive value: what is known of it becomes a keyed hash."""
    value = whole(value)
    if isinstance(value, Unknown):
        return value.but(sensitive=True)
    if isinstance(value, dict):
        return {name: _hidden(item, run) for name, item in value.items()}
    if isinstance(value, list):
        return [_hidden(item, run) for item in value]
    return run.redactor.hide(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else value


class ModuleCall:
    """One call of a module: its outputs, and the Module for whoever reads its resources."""

    __slots__ = ("_module", "address", "block", "caller", "identity", "name", "problem", "scope")

    def __init__(self, caller: Module, address: str, name: str, block: Block, scope: Scope) -> None:
        """Take the caller, the address of the call and what its arguments see."""
        self.caller = caller
        self.address = address
        self.name = name
        self.block = block
        self.scope = scope
        self.identity = ("module", caller.world, address)
        self._module: Module | None = None
        self.problem = ""

    def module(self) -> Module | None:
        """The module that is called, None where its code cannot be had; then `problem` says why."""
        if self._module is None and not self.problem:
            code = self.caller.load(self.caller, self.name, self.block) if self.caller.load is not None else "modules are not followed here"
            if isinstance(code, str):
                self.problem = code
                return None
            given: dict[str, Any] = {
                name: Given(argument, self.scope)
                for name, argument in self.block.body.arguments.items()
                if name not in ("source", "version", "count", "for_each", "providers", "depends_on")
            }
            path = code.directory
            self._module = Module(
                code,
                self.caller.run,
                self.caller.world,
                self.address,
                _Arguments(given),
                self.caller.load,
                (*self.caller.calls, (self.block, self.caller)),
                relative(path, self.caller.run.directory),
            )
        return self._module

    def get(self, name: str, scope: Scope, span: Span) -> Any:
        """An output."""
        module = self.module()
        if module is None:
            return Unknown(
                f"output {name} of {self.address} is not known: {self.problem}",
                identity=("module output", self.identity, name),
                settle="terraform init",
            )
        return module.output(name, scope, span)

    def whole(self) -> Any:
        """All outputs: objects that are asked one at a time are not put together."""
        return Unknown(f"{self.address} as a whole is not read", types=OBJECT, identity=self.identity, truthy=True)


def relative(path: str, start: str) -> str:
    """A folder of the tree as seen from another."""
    import posixpath

    return posixpath.relpath(path or ".", start or ".")


class Given:
    """An argument of a call, computed when the variable is asked for."""

    __slots__ = ("argument", "scope")

    def __init__(self, argument: Argument, scope: Scope) -> None:
        """Take the argument and what it sees."""
        self.argument = argument
        self.scope = scope

    def value(self) -> Any:
        """The value, an Unknown that tells the mistake where it cannot be meant."""
        try:
            return evaluate(self.argument.value, self.scope)
        except DocumentError as error:
            return impossible(error)


class _Arguments(Mapping[str, Any]):
    """The arguments of a call by name, computed when asked for."""

    def __init__(self, given: dict[str, Given]) -> None:
        self._given = given

    def __getitem__(self, name: str) -> Any:
        return self._given[name].value()

    def __iter__(self) -> Any:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)
