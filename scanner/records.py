"""Data classes as the standard library's, made without running generated code: a start pays 0.03 ms for each instead of 1 ms.

`dataclass`, `field`, `replace` and `fields` mean what they mean in `dataclasses`, as far as Plimsoll uses them (`frozen`, `slots`, `eq`,
`order`; `default`, `default_factory`, `repr`, `compare`), and type checkers see those. An `__init__` is generated when a class has been
asked for a few instances. `dataclasses.fields` and `dataclasses.replace` work on them, too.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass, field, fields, replace
else:

    def dataclass(cls=None, /, **options):
        """Make a class a data class, with or without options."""
        return _made(cls, **options) if cls is not None else lambda cls: _made(cls, **options)

    def field(**said):
        """Say more of a field than its default."""
        return Field(**said)

    def fields(cls):
        """The fields of a data class or of an instance: each with its name and default."""
        return cls.__record__

    def replace(record, /, **changes):
        """The same record with other values in some fields."""
        for one in record.__record__:
            if one.name not in changes:
                changes[one.name] = getattr(record, one.name)
        return record.__class__(**changes)


__all__ = ["Field", "dataclass", "field", "fields", "replace"]

MISSING: Any = object()
"""No default."""
FEW = 30
"""Instances that are made without generated code: generating it costs as much as some forty of them."""


class Field:
    """One field of a data class."""

    __slots__ = ("compare", "default", "default_factory", "name", "repr")

    def __init__(
        self, default: Any = MISSING, default_factory: Callable[[], Any] | Any = MISSING, repr: bool = True, compare: bool = True
    ) -> None:
        """Take what `field` was told."""
        self.name = ""
        self.default = default
        self.default_factory = default_factory
        self.repr = repr
        self.compare = compare


class _StandardFields:
    """`__dataclass_fields__`, made when the standard library asks for it."""

    def __get__(self, instance: Any, cls: Any) -> dict[str, Any]:
        import dataclasses

        found = {}
        for one in cls.__record__:
            default = dataclasses.MISSING if one.default is MISSING else one.default
            factory = dataclasses.MISSING if one.default_factory is MISSING else one.default_factory
            said: dict[str, Any] = {"default": default, "default_factory": factory, "repr": one.repr, "compare": one.compare}
            made: Any = dataclasses.field(**said)
            made.name, made.type = one.name, cls.__annotations__.get(one.name)
            made._field_type = dataclasses._FIELD  # type: ignore[attr-defined]  # what `dataclasses.fields` looks at
            found[one.name] = made
        return found


def _made(cls: Any, *, frozen: bool = False, slots: bool = False, eq: bool = True, order: bool = False) -> Any:
    """The data class of a class with annotations."""
    namespace = dict(cls.__dict__)
    own = [_field_of(name, namespace) for name, kind in cls.__annotations__.items() if not str(kind).startswith("ClassVar")]
    inherited = [one for base in cls.__mro__[-2:0:-1] for one in base.__dict__.get("__record__", ())]
    listed = tuple({one.name: one for one in (*inherited, *own)}.values()) if inherited else tuple(own)
    names = tuple([one.name for one in listed])
    members = _members(listed, names, frozen=frozen, eq=eq, order=order)
    members["__record__"], members["__match_args__"], members["__dataclass_fields__"] = listed, names, _StandardFields()
    home: list[Any] = []
    members["__init__"] = _first_init(home, listed, names, frozen)
    for name in namespace.keys() & members.keys():
        if name != "__hash__":
            del members[name]  # what a class writes itself stands
    if slots:
        for name in ("__dict__", "__weakref__", *names):
            namespace.pop(name, None)
        taken = {one.name for one in inherited}
        members["__slots__"] = names if not taken else tuple([one.name for one in own if one.name not in taken])
        made = type(cls)(cls.__name__, cls.__bases__, {**namespace, **members, "__qualname__": cls.__qualname__})
    else:
        made = cls
        for name, member in (*((one.name, one.default) for one in own if one.default is not MISSING), *members.items()):
            setattr(made, name, member)
    home.append(made)
    return made


def _field_of(name: str, namespace: dict[str, Any]) -> Field:
    """The field of an annotated name: its default is a value, a Field, or none."""
    default = namespace.get(name, MISSING)
    found = default if isinstance(default, Field) else Field(default)
    if isinstance(found.default, (list, dict, set)):
        raise ValueError(f"mutable default {type(found.default)} for field {name} is not allowed: use default_factory")
    found.name = name
    if default is found and found.default is MISSING:
        namespace.pop(name)
    return found


def _members(listed: tuple[Field, ...], names: tuple[str, ...], *, frozen: bool, eq: bool, order: bool) -> dict[str, Any]:
    """The methods of a data class but its `__init__`."""
    plain = all(one.repr and one.compare for one in listed)
    members: dict[str, Any] = {"__repr__": _repr_of(names if plain else tuple([one.name for one in listed if one.repr]))}
    values = _values_of(names if plain else tuple([one.name for one in listed if one.compare]))
    if eq:
        members["__eq__"] = lambda self, other: values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented
        members["__hash__"] = (lambda self: hash(values(self))) if frozen else None
    if order:
        members["__lt__"] = lambda self, other: values(self) < values(other) if other.__class__ is self.__class__ else NotImplemented
        members["__le__"] = lambda self, other: values(self) <= values(other) if other.__class__ is self.__class__ else NotImplemented
        members["__gt__"] = lambda self, other: values(self) > values(other) if other.__class__ is self.__class__ else NotImplemented
        members["__ge__"] = lambda self, other: values(self) >= values(other) if other.__class__ is self.__class__ else NotImplemented
    if frozen:
        members.update(__setattr__=_refuse_setting, __delattr__=_refuse_deleting, __getstate__=_state, __setstate__=_restore)
    return members


def _values_of(names: tuple[str, ...]) -> Callable[[Any], tuple[Any, ...]]:
    """What reads some fields of a record as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _repr_of(names: tuple[str, ...]) -> Callable[[Any], str]:
    """`Name(field=value, ...)`."""
    return lambda self: f"{self.__class__.__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"


def _refuse_setting(self: Any, name: str, value: Any) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deleting(self: Any, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in self.__record__]


def _restore(self: Any, state: list[Any]) -> None:
    for one, value in zip(self.__record__, state, strict=True):
        object.__setattr__(self, one.name, value)


def _first_init(home: list[Any], listed: tuple[Field, ...], names: tuple[str, ...], frozen: bool) -> Callable[..., None]:
    """An `__init__` that serves a few instances and then has its successor generated; it also leaves every error to that one.

    `home` will hold the class.
    """
    put = object.__setattr__
    left = FEW

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        nonlocal left
        left -= 1
        if left >= 0 and len(args) <= len(names):
            given = dict(zip(names, args, strict=False))
            taken = 0
            for one in listed:
                name = one.name
                if name in given:
                    value = given[name]
                elif name in kwargs:
                    value = kwargs[name]
                    taken += 1
                elif one.default is not MISSING:
                    value = one.default
                elif one.default_factory is not MISSING:
                    value = one.default_factory()
                else:
                    break
                put(self, name, value)
            else:
                if taken == len(kwargs):
                    return
        (cls,) = home
        if cls.__init__ is __init__:
            cls.__init__ = _init_of(cls, listed, frozen)
        cls.__init__(self, *args, **kwargs)

    return __init__


def _init_of(cls: Any, listed: tuple[Field, ...], frozen: bool) -> Any:
    """The generated `__init__`: parameters by name, defaults, one assignment for each field."""
    names: dict[str, Any] = {"_missing": MISSING, "_put": object.__setattr__, "__name__": cls.__module__}
    parameters, body = [], []
    for number, one in enumerate(listed):
        value = one.name
        if one.default_factory is not MISSING:
            names[f"_make{number}"] = one.default_factory
            parameters.append(f"{one.name}=_missing")
            value = f"_make{number}() if {one.name} is _missing else {one.name}"
        elif one.default is not MISSING:
            names[f"_default{number}"] = one.default
            parameters.append(f"{one.name}=_default{number}")
        else:
            parameters.append(one.name)
        body.append(f" _put(self, {one.name!r}, {value})" if frozen else f" self.{one.name} = {value}")
    exec(f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(body or [" pass"]), names)  # noqa: S102  # the class's own field names
    made = names["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made
