"""What an expression of a policy sees: the judged part, its resource, the world, the bindings; and the functions that read them.

A Frame is `Context.data` while an expression runs. Relations open a frame of their own, whose `item()` and `this()` are their argument.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Mapping
from typing import Any

from scanner.errors import EvaluationError
from scanner.jmes import EXPRESSION, Context, Expression, Function, Parameter
from scanner.jmes.calls import Inline, Memory, Opened
from scanner.jmes.leaving import NotKnown
from scanner.jmes.lookup import key_for
from scanner.jmes.values import join
from scanner.records import dataclass, field
from scanner.snapshot import Resource
from scanner.unknown import ANY, ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, STRING, OpenList, Unknown, reference
from scanner.world import Sought, World, same

SCOPES = ("region", "account", "all")
START = (Parameter("start", ANY),)
"""What a relation takes."""
SHOWN = 20
"""So many members that do not match are listed beside those that may, where it is asked why none did."""


@dataclass(slots=True)
class Step:
    """A step of the path through relations: what was asked of which resource, and the resources it led to."""

    name: str
    title: str
    start: Resource | None
    ends: tuple[Resource, ...]


@dataclass(slots=True)
class Run:
    """One evaluation of one policy on one item: what is shared by all its frames."""

    world: World
    data: Callable[[str], Any]
    """Reads a file of `policies/data` by its name."""
    memory: dict[Hashable, tuple[Any, ...]] = field(default_factory=dict)
    assumptions: dict[str, None] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    tracing: bool = False
    """Evaluated once more for evidence: nothing is remembered, every step through relations is noted."""


@dataclass(slots=True)
class Frame:
    """What `this()`, `item()`, bindings and parameters mean at this point."""

    run: Run
    item: Any
    this: Any
    resource: Resource | None
    bindings: Mapping[str, Expression] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    assume: str | None = None
    """The assumption under which lists are complete here; only while a relation starts from a declared resource."""
    among: tuple[str, frozenset[Resource]] | None = None
    """A type, and those of its resources that can matter here: an inverse relation looked them up."""


def frame_of(context: Context) -> Frame:
    """The frame that the running expression sees."""
    frame = context.data
    if not isinstance(frame, Frame):
        raise EvaluationError("this expression needs a resource to be asked of; use it in a policy")
    return frame


def inside(context: Context, frame: Frame, expression: Expression, document: Any) -> Any:
    """The value of an expression in another frame of the same run."""
    outer = context.data
    context.data = frame
    try:
        outcome = expression.evaluate(document, context)
    finally:
        context.data = outer
    if outcome.may_fail:
        context.may_fail = True
    return outcome.value


def remembered(context: Context, memory: dict[Any, tuple[Any, ...]], key: Hashable, compute: Callable[[], Any]) -> Any:
    """A value computed once in a memory, with the doubt, blame and error that came with it."""
    found = memory.get(key)
    if found is None:
        before, context.may_fail = context.may_fail, False
        count = len(context.blame)
        value: Any = None
        failure: EvaluationError | None = None
        try:
            value = compute()
        except EvaluationError as error:
            failure = error
        found = memory[key] = (value, failure, context.may_fail, tuple(context.blame[count:]))
        context.may_fail = before
    value, failure, may_fail, blame = found
    if may_fail:
        context.may_fail = True
    context.accuse(*blame)
    if failure is not None:
        raise failure
    return value


def binding_function(name: str) -> Function:
    """The function that reads a binding of `with:`, evaluated when first called, once per item."""

    def call(context: Context) -> Any:
        frame = frame_of(context)
        if frame.run.tracing:
            return inside(context, frame, frame.bindings[name], frame.item)
        return remembered(context, frame.run.memory, ("binding", name), lambda: inside(context, frame, frame.bindings[name], frame.item))

    def opens(context: Context) -> Opened:
        frame = frame_of(context)
        return Opened(frame.bindings[name], frame.item, frame)

    return Function(name, (), ANY, call, opens=opens, hangs_on_place=True)


def parameter_function(name: str) -> Function:
    """The function that reads a parameter of the policy."""
    return Function(name, (), ANY, lambda context: frame_of(context).parameters[name], hangs_on_place=True)


def relation_function(
    name: str,
    title: str,
    starts: tuple[str, ...],
    is_list: bool,
    assume: str | None,
    value: Callable[[], Expression],
    among: Callable[[Run, Resource], tuple[str, frozenset[Resource]] | None],
    known: Callable[[Context, Any], Any] | None = None,
    memory: Memory | None = None,
) -> Function:
    """The function that follows a relation from a resource, or from a reference to one.

    `known` follows it in generated code, where `memory` remembers. `among` looks up which resources can matter to an inverse relation;
    None for any other.
    """

    def call(context: Context, start: Any) -> Any:
        frame = frame_of(context)
        run = frame.run
        if start is None:
            return [] if is_list else None
        properties = start
        if run.world.of(start) is None:
            properties = resolve(run.world, start, starts, frame.resource)
        if properties is None:
            return [] if is_list else None
        if isinstance(properties, Unknown):
            if properties.one_of is not None:
                return join([call(context, None if not isinstance(one, (dict, Unknown)) else one) for one in properties.one_of])
            return unknown_relation(properties, name, is_list)
        resource = run.world.of(properties)
        if resource is None or resource.type not in starts:
            raise EvaluationError(f"{name}() starts from {' or '.join(starts)}, not from {resource.type if resource else 'a part'}")
        inner = Frame(run, properties, properties, resource, assume=assume)
        looked_up = functools.partial(among, run, resource)
        mark = len(run.steps)
        result = follow(context, inner, name, properties, value(), looked_up)
        if run.tracing:
            run.steps.insert(mark, Step(name, title, resource, ends_of(run.world, result)))
        return result

    def opens(context: Context, start: Any) -> Opened | None:
        run = frame_of(context).run
        properties = start if run.world.of(start) is not None else resolve(run.world, start, starts, frame_of(context).resource)
        resource = run.world.of(properties)
        if resource is None or resource.type not in starts:
            return None
        inner = Frame(run, properties, properties, resource, assume=assume, among=among(run, resource))
        return Opened(value(), properties, inner, title)

    # a managed policy of AWS is no resource of the world, so that a relation cannot start from it
    kinds = tuple(start for start in starts if start != "AWS::IAM::ManagedPolicy")
    inline = Inline(lambda: value().plan, lambda: value().called(), kinds, [] if is_list else None, assume is not None)
    return Function(name, START, ANY, call, known=known, sure=known is not None, opens=opens, inline=inline, memory=memory)


def follow(
    context: Context,
    frame: Frame,
    name: str,
    properties: Any,
    expression: Expression,
    among: Callable[[], tuple[str, frozenset[Resource]] | None],
) -> Any:
    """The value of a relation: remembered for the world where it hangs on no choice, else for this run."""
    run = frame.run
    if run.tracing:
        frame.among = among()
        return inside(context, frame, expression, properties)
    key = ("relation", name, id(properties))
    shared = run.world.remembered
    memory = shared if key in shared else run.memory
    outer, run.assumptions = run.assumptions, {}
    touched = dict(context.touched)
    context.touched.clear()

    def compute() -> Any:
        frame.among = among()
        value = inside(context, frame, expression, properties)
        return value, tuple(run.assumptions)

    try:
        value, assumptions = remembered(context, memory, key, compute)
        if memory is not shared and not context.touched and not context.pick:
            shared[key] = memory[key]
    finally:
        run.assumptions = outer
        context.touched.update(touched)
    run.assumptions.update(dict.fromkeys(assumptions))
    return value


def resolve(world: World, start: Any, starts: tuple[str, ...], near: Resource | None = None) -> Any:
    """The resource of one of some types that a reference leads to."""
    unknown: Any = None
    for type_name in starts:
        found = world.find(start, type_name, near)
        if found is not None and not (isinstance(found, Unknown) and found.one_of is None):
            return found
        unknown = unknown if unknown is not None else found
    return unknown


def unknown_relation(start: Unknown, name: str, is_list: bool) -> Any:
    """What a relation leads to from a resource that is not seen."""
    if is_list:
        more = Unknown(reason=start.reason, settle=start.settle)
        return OpenList(more=more, reason=start.reason, causes=(start,))
    identity = ("relation", name, start.identity) if start.identity is not None else None
    return Unknown(reason=start.reason, identity=identity, settle=start.settle)


def ends_of(world: World, value: Any) -> tuple[Resource, ...]:
    """The resources in a value, one level deep."""
    items = value if isinstance(value, list) else [item for item, _ in value.items] if isinstance(value, OpenList) else [value]
    return tuple(resource for item in items if (resource := world.of(item)) is not None)


def boolean(context: Context, value: bool | None, *about: Any) -> Any:
    """A truth value, or an Unknown that blames what it is about."""
    if value is not None:
        return value
    for item in about:
        if isinstance(item, Unknown):
            context.blame.append(item)
            return Unknown(reason=item.reason, types=BOOLEAN, settle=item.settle)
    return Unknown(reason="whether both are one resource cannot be told before deployment", types=BOOLEAN, settle="deployment")


def call_resources(context: Context, type_name: str, scope: str = "region", sought: Sought | None = None) -> Any:
    """`resources(type, scope)`."""
    frame = frame_of(context)
    if scope not in SCOPES:
        raise EvaluationError(f'"{scope}" is no scope; one of {", ".join(SCOPES)}')
    among = frame.among[1] if frame.among is not None and frame.among[0] == type_name else None
    return counted(frame, type_name, lambda assumed: frame.run.world.resources(type_name, scope, frame.resource, assumed, among, sought))


def counted(frame: Frame, type_name: str, read: Callable[[bool], Any]) -> Any:
    """A list of the world, and the assumption that closed it where one did."""
    value = read(frame.assume is not None)
    if frame.assume is not None and not isinstance(value, OpenList) and not frame.run.world.is_closed(type_name):
        frame.run.assumptions[frame.assume] = None
    return value


def call_resource(context: Context, value: Any, type_name: str) -> Any:
    """`resource(reference, type)`: an AWS managed policy is answered from our data in every world."""
    frame = frame_of(context)
    if type_name == "AWS::IAM::ManagedPolicy" and (arn := managed_policy_arn(value)) is not None:
        known = frame.run.data("managed-policies")["policies"].get(arn)
        if known is not None:
            return known
        return Unknown(
            reason=f"the statements of {arn} are not in our data", types=OBJECT, settle=f"statements of {arn}", identity=("aws", arn)
        )
    found = frame.run.world.find(value, type_name, frame.resource)
    if frame.run.tracing:
        ends = ends_of(frame.run.world, found)
        if ends:
            frame.run.steps.append(Step("resource", f"the {type_name.rsplit('::', 1)[-1]} it names", frame.resource, ends))
    return found


def known_resource(context: Context, value: Any, type_name: str) -> Any:
    """The same as generated code calls it: the resource, or null, or NotKnown."""
    frame = frame_of(context)
    world = frame.run.world
    if value.__class__ is str and type_name != "AWS::IAM::ManagedPolicy":
        named = world.named(value, type_name, frame.resource)
        if named is not None and named.exists is True and world.knows(named.properties):
            return named.properties
    found = call_resource(context, value, type_name)
    if found is None or world.knows(found):
        return found
    raise NotKnown


def known_resources(context: Context, type_name: str) -> tuple[Mapping[Any, Any], None]:
    """The resources of a type that are known, by their names; those that our data must be asked for first are not among them."""
    return (frame_of(context).run.world.known_by_name(type_name) if type_name != "AWS::IAM::ManagedPolicy" else {}), None


def managed_policy_arn(value: Any) -> str | None:
    """The ARN of an AWS managed policy, in the partition `aws`; its text may have an unknown partition."""
    if isinstance(value, str) and value.startswith("arn:aws") and ":iam::aws:policy/" in value:
        return "arn:aws:iam::aws:policy/" + value.split(":policy/", 1)[1]
    if isinstance(value, Unknown) and value.parts and isinstance(value.parts[-1], str) and ":iam::aws:policy/" in value.parts[-1]:
        return "arn:aws:iam::aws:policy/" + value.parts[-1].split(":policy/", 1)[1]
    return None


def call_referrers(context: Context, value: Any, type_name: str, sought: Sought | None = None) -> Any:
    """`referrers(x, type)`."""
    frame = frame_of(context)
    target = value
    if (
        isinstance(value, (str, Unknown))
        and frame.run.world.of(value) is None
        and not (isinstance(value, Unknown) and value.types == OBJECT)
    ):
        target = frame.run.world.resolve_any(value)
    return counted(frame, type_name, lambda assumed: frame.run.world.referrers(target, type_name, assumed, sought))


def known_referrers(context: Context, value: Any, type_name: str, assumed: bool | None = None) -> Any:
    """The same as generated code calls it; `assumed` in the place of the frame's assumption, where a relation is written out."""
    if assumed is None:
        found = call_referrers(context, value, type_name)
    else:
        world = frame_of(context).run.world
        found = world.referrers(value if value.__class__ is dict else world.resolve_any(value), type_name, assumed)
    if context.knows(found):
        return found
    raise NotKnown


def all_known_referrers(context: Context, type_name: str, assumed: bool | None = None) -> tuple[Mapping[Any, Any], Any]:
    """What refers to each resource that something refers to, and the empty list for the others; nothing where that cannot be told."""
    frame = frame_of(context)
    return frame.run.world.known_referrers(type_name, frame.assume is not None if assumed is None else assumed)


def where(name: str, function: Function) -> Function:
    """A function that gives a list of the world as one of a rewritten expression calls it: with what its members are looked up by."""

    def call(context: Context, path: list[str], key: Callable[[Any], Any], *arguments: Any) -> Any:
        run = frame_of(context).run
        steps = len(run.steps)
        sought = (path, key_for(context, key), SHOWN if run.tracing else 0)
        del run.steps[steps:]
        return function.call(context, *arguments, sought=sought)

    return Function(
        name, (Parameter("path", ARRAY), Parameter("key", EXPRESSION), *function.parameters), function.returns, call, hangs_on_place=True
    )


def call_same(context: Context, a: Any, b: Any) -> Any:
    """`same(a, b)`."""
    return boolean(context, same(frame_of(context).run.world, a, b), a, b)


def call_exists(context: Context, value: Any) -> Any:
    """`exists(x)`: x is not null."""
    if isinstance(value, Unknown):
        if not value.types & NULL:
            return True
        return False if value.types == NULL else boolean(context, None, value)
    return value is not None


def attribute(read: Callable[[Resource], Any], name: str, pseudo: str | None) -> Callable[[Context, Any], Any]:
    """A function that reads something of a resource that is not among its properties."""

    def call(context: Context, value: Any) -> Any:
        if value is None:
            return None
        world = frame_of(context).run.world
        resource = world.of(value) or world.of(world.resolve_any(value))
        if resource is None:
            reason = value.reason if isinstance(value, Unknown) else "what it is asked of is not a resource"
            identity = (name, value.identity) if isinstance(value, Unknown) and value.identity is not None else None
            return Unknown(reason=reason, types=STRING, identity=identity)
        found = read(resource)
        if found is None and pseudo:
            return Unknown(reason=f"{pseudo} is not known here", types=STRING, identity=("pseudo", pseudo), truthy=True, settle=pseudo)
        return found

    return call


def arn_of(resource: Resource) -> Any:
    """A resource's ARN: what its source tells, else unknown before deployment."""
    known = resource.identifiers.get("Arn")
    if known is not None:
        return known
    return resource.id if resource.id.startswith("arn:") else reference(resource.id, "Arn")


def call_age_days(context: Context, time: Any) -> Any:
    """`age_days(time)`: days between a time and the snapshot's, never the clock's."""
    taken = frame_of(context).run.world.snapshot.time
    if time is None:
        return None
    if isinstance(time, Unknown) or taken is None:
        return Unknown(reason=time.reason if isinstance(time, Unknown) else "the snapshot tells no time", types=NUMBER)
    from datetime import datetime

    try:
        return (datetime.fromisoformat(taken) - datetime.fromisoformat(time)).total_seconds() / 86400
    except (ValueError, TypeError) as error:
        raise EvaluationError(f'age_days: "{time}" is no time; RFC 3339 is expected') from error


TYPE = Parameter("type", STRING)
RESOURCE = Parameter("resource", ANY)

FUNCTIONS: Mapping[str, Function] = {
    "this": Function("this", (), ANY, lambda context: frame_of(context).this, hangs_on_place=True),
    "item": Function("item", (), ANY, lambda context: frame_of(context).item, hangs_on_place=True),
    "resources": Function(
        "resources",
        (TYPE, Parameter("scope", STRING, optional=True)),
        ARRAY,
        call_resources,
        where="_resources_where",
        hangs_on_place=True,
    ),
    "resource": Function(
        "resource",
        (Parameter("reference", ANY), TYPE),
        OBJECT | NULL,
        call_resource,
        known=known_resource,
        sure=True,
        kind_argument=1,
        memory=Memory(known_resources, STRING),
    ),
    "referrers": Function(
        "referrers",
        (RESOURCE, TYPE),
        ARRAY,
        call_referrers,
        known=known_referrers,
        sure=True,
        assumes=True,
        where="_referrers_where",
        memory=Memory(all_known_referrers),
    ),
    "same": Function("same", (RESOURCE, RESOURCE), BOOLEAN, call_same),
    "exists": Function("exists", (RESOURCE,), BOOLEAN, call_exists),
    "id": Function("id", (RESOURCE,), STRING | NULL, attribute(lambda resource: resource.id, "id", None)),
    "arn": Function("arn", (RESOURCE,), STRING | NULL, attribute(arn_of, "arn", None)),
    "region": Function("region", (RESOURCE,), STRING | NULL, attribute(lambda resource: resource.region, "region", "AWS::Region")),
    "account": Function("account", (RESOURCE,), STRING | NULL, attribute(lambda resource: resource.account, "account", "AWS::AccountId")),
    "age_days": Function("age_days", (Parameter("time", STRING | NULL),), NUMBER | NULL, call_age_days),
    "data": Function("data", (Parameter("name", STRING),), ANY, lambda context, name: frame_of(context).run.data(name)),
}
"""The functions of LANGUAGE's "Snapshot", by name."""

JOINS: Mapping[str, Function] = {function.where: where(function.where, function) for function in FUNCTIONS.values() if function.where}
"""What rewritten expressions call for an equality filter over a list of the world; no text can call it."""
