"""IP ranges."""

from __future__ import annotations

import ipaddress
import re

from scanner.errors import EvaluationError
from scanner.functions.kleene import Truth
from scanner.unknown import Unknown

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def cidr_contains(outer: str | Unknown | None, inner: str | Unknown | None) -> Truth:
    """Whether every address of `inner` is in `outer`; false across families and where either is null.

    A range may have host bits (AWS clears them); an address alone is a range of one. EvaluationError for text that is no range.
    A range of which only the length is known cannot hold a wider one.
    """
    if outer is None or inner is None:
        return False
    known_outer = None if isinstance(outer, Unknown) else _network(outer)
    known_inner = None if isinstance(inner, Unknown) else _network(inner)
    if known_outer is not None and known_inner is not None:
        if isinstance(known_outer, ipaddress.IPv4Network) and isinstance(known_inner, ipaddress.IPv4Network):
            return known_inner.subnet_of(known_outer)
        if isinstance(known_outer, ipaddress.IPv6Network) and isinstance(known_inner, ipaddress.IPv6Network):
            return known_inner.subnet_of(known_outer)
        return False
    outer_length = known_outer.prefixlen if known_outer is not None else _length(outer)
    inner_length = known_inner.prefixlen if known_inner is not None else _length(inner)
    if outer_length is not None and inner_length is not None and outer_length > inner_length:
        return False
    return None


def _network(text: str) -> Network:
    """The range that a text names."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        raise EvaluationError(f'cidr_contains: "{text[:60]}" is no IP range') from None


def _length(value: object) -> int | None:
    """The prefix length at the known end of a text."""
    if not isinstance(value, Unknown):
        return None
    end = value.suffix
    if value.parts and isinstance(value.parts[-1], str):
        end = value.parts[-1]
    match = re.search(r"/(\d{1,3})\Z", end)
    return int(match[1]) if match else None
