"""The functions that make lists or take them: Join, Split, Select, Length, Cidr and GetAZs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from scanner.canonical import digest
from scanner.documents import Node
from scanner.sources.cloudformation.nodes import elements, literal, mistake, piece
from scanner.sources.texts import split_text
from scanner.sources.values import as_text, derived, describe, key_of, lift
from scanner.unknown import ABSENT, ANY, ARRAY, NUMBER, STRING, Unknown

if TYPE_CHECKING:
    from scanner.sources.cloudformation.stack import Stack

CIDR_MOST: Final = 256
"""Blocks that Fn::Cidr makes at most (its page)."""


def join(stack: Stack, node: Node) -> Any:
    """`[delimiter, list]`: one text; an unknown text where the list is unknown."""
    first, second = elements(node, "Fn::Join", 2, 2)
    delimiter = literal(first, "the delimiter of Fn::Join")
    return lift([stack.resolve(second)], lambda values: _join_list(stack, delimiter, values[0], second))


def _join_list(stack: Stack, delimiter: str, value: Any, node: Node) -> Any:
    if isinstance(value, Unknown) and value.types & ARRAY:
        return derived(value, ("join", digest(delimiter)), STRING)
    if not isinstance(value, list):
        raise mistake("the second argument of Fn::Join is a list", node)

    def joined(items: list[Any]) -> Any:
        present = [piece(item, node) for item in items if item is not ABSENT]
        doubt = next((item for item in present if isinstance(item, Unknown) and item.may_be_absent), None)
        if doubt is not None:
            return derived(doubt, ("join", digest(delimiter), *map(key_of, present)), STRING)
        pieces: list[str | Unknown] = []
        for item in present:
            pieces.extend((delimiter, item) if pieces else (item,))
        return stack.text(pieces)

    return lift(value, joined)


def split(stack: Stack, node: Node) -> Any:
    """`[delimiter, text]`: a list of texts; of an unknown text the certain first elements are remembered for Fn::Select."""
    first, second = elements(node, "Fn::Split", 2, 2)
    delimiter = literal(first, "the delimiter of Fn::Split")
    if not delimiter:
        raise mistake("the delimiter of Fn::Split is empty", first)

    def parted(values: list[Any]) -> Any:
        text = piece(values[0], second)
        known, rest = split_text(delimiter, text)
        if rest is None:
            return known
        result = derived(rest, ("split", digest(delimiter)), ARRAY).but(identity=("split", digest(delimiter), key_of(text)))
        stack.heads[result.identity] = known
        return result

    return lift([stack.resolve(second)], parted)


def select(stack: Stack, node: Node) -> Any:
    """`[index, list]`: one element; an index beyond the list is an error."""
    first, second = elements(node, "Fn::Select", 2, 2)
    return lift([stack.resolve(first), stack.resolve(second)], lambda values: _pick(stack, values[0], values[1], node))


def _pick(stack: Stack, index: Any, value: Any, node: Node) -> Any:
    text = as_text(index)
    if not (isinstance(value, list) or (isinstance(value, Unknown) and value.types & ARRAY)):
        raise mistake("the second argument of Fn::Select is a list", node)
    if isinstance(text, Unknown):
        return derived(text, ("select", key_of(value)), ANY)
    if text is None or not text.strip().isdecimal():
        raise mistake("the index of Fn::Select is a whole number", node)
    place = int(text[:9])
    if isinstance(value, Unknown):
        head = stack.heads.get(value.identity, ())
        return head[place] if place < len(head) else derived(value, ("select", place), STRING if value.types == ARRAY else ANY)
    if not any(isinstance(item, Unknown) and (item.one_of or item.may_be_absent) for item in value[: place + 1]):
        if place >= len(value):
            raise mistake(f"Fn::Select takes element {place} of a list of {len(value)}", node)
        return value[place]
    return lift(value, lambda items: _certain(items, place, node))


def _certain(items: list[Any], place: int, node: Node) -> Any:
    present = [item for item in items if item is not ABSENT]
    if place >= len(present):
        raise mistake(f"Fn::Select takes element {place} of a list of {len(present)}", node)
    doubt = next((item for item in present[: place + 1] if isinstance(item, Unknown) and item.may_be_absent), None)
    return derived(doubt, ("select", place, *map(key_of, present)), ANY) if doubt is not None else present[place]


def cidr(stack: Stack, node: Node) -> Any:
    """`[block, count, bits]`: the first blocks of an address block, each with `bits` host bits."""
    return lift([stack.resolve(item) for item in elements(node, "Fn::Cidr", 2, 3)], lambda values: _blocks(values, node))


def _blocks(values: list[Any], node: Node) -> Any:
    import ipaddress

    texts = [piece(value, node) for value in values]
    doubt = next((text for text in texts if isinstance(text, Unknown)), None)
    if doubt is not None:
        return derived(doubt, ("cidr", *map(key_of, texts)), ARRAY)
    block, count, *bits = map(str, texts)
    if not bits:  # the page does not say what is meant then
        return Unknown(reason="Fn::Cidr without a number of bits", types=ARRAY, identity=("cidr", *map(key_of, texts)), settle="deployment")
    try:
        network = ipaddress.ip_network(block.strip(), strict=False)
        wanted, host_bits = int(count), int(bits[0])
    except ValueError as problem:
        raise mistake(f"Fn::Cidr: {problem}", node) from None
    prefix = network.max_prefixlen - host_bits
    fits = 1 <= wanted <= CIDR_MOST and network.prefixlen <= prefix <= network.max_prefixlen
    if not fits or 2 ** (prefix - network.prefixlen) < wanted:
        raise mistake(f"Fn::Cidr cannot make {wanted} blocks of {host_bits} bits in {block}", node)
    base, step = int(network.network_address), 2**host_bits
    address = ipaddress.IPv4Address if network.version == 4 else ipaddress.IPv6Address
    return [f"{address(base + number * step)}/{prefix}" for number in range(wanted)]


def get_azs(stack: Stack, node: Node) -> Any:
    """The zones of a region: a list of unknown texts that is not empty. Without a region it is the deployment's own."""
    own = stack.reference("AWS::Region", node)

    def zones(values: list[Any]) -> Any:
        region = piece(values[0], node) or own
        return Unknown(
            reason=f"the availability zones of {describe(region)} are known on deployment",
            types=ARRAY,
            identity=("zones", key_of(region)),
            truthy=True,
            settle="deployment",
        )

    return lift([stack.resolve(node)], zones)


def length(stack: Stack, node: Node) -> Any:
    """The number of elements of a list."""

    def counted(values: list[Any]) -> Any:
        value = values[0]
        if isinstance(value, Unknown) and value.types & ARRAY:
            return derived(value, ("length",), NUMBER).but(minimum=0)
        if not isinstance(value, list):
            raise mistake("Fn::Length takes a list", node)
        doubt = next((item for item in value if isinstance(item, Unknown) and item.may_be_absent), None)
        if doubt is not None:
            return derived(doubt, ("length", *map(key_of, value)), NUMBER).but(minimum=0, maximum=len(value))
        return lift(value, lambda items: sum(item is not ABSENT for item in items))

    return lift([stack.resolve(node)], counted)
