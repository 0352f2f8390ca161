"""Functions on addresses."""

from __future__ import annotations

import ipaddress
from typing import Any, Final

from scanner.sources.terraform.forms import number_of, text_of
from scanner.sources.terraform.functions.site import Function, Site
from scanner.unknown import ARRAY, STRING

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def _network(value: Any) -> Network:
    return ipaddress.ip_network(text_of(value), strict=False)


def _number(value: Any) -> int:
    found = number_of(value)
    if not isinstance(found, int):
        raise ValueError(f"{value!r} is no whole number")
    return found


def _subnet(network: Network, bits: int, number: int) -> str:
    length = network.prefixlen + bits
    if not bits >= 0 or length > network.max_prefixlen or not 0 <= number < 1 << bits:
        raise ValueError(f"{network} has no subnet {number} of {bits} more bits")
    address = int(network.network_address) + (number << (network.max_prefixlen - length))
    return str(type(network)((address, length)))


def _subnets(items: list[Any], site: Site) -> list[str]:
    network = _network(items[0])
    result = []
    at = int(network.network_address)
    for item in items[1:]:
        length = network.prefixlen + _number(item)
        if not network.prefixlen < length <= network.max_prefixlen:
            raise ValueError(f"{network} has no subnets of {item} more bits")
        size = 1 << (network.max_prefixlen - length)
        at = (at + size - 1) // size * size
        if at + size > int(network.broadcast_address) + 1:
            raise ValueError(f"{network} has no room for the subnets")
        result.append(str(type(network)((at, length))))
        at += size
    return result


def _host(items: list[Any], site: Site) -> str:
    network, number = _network(items[0]), _number(items[1])
    if not -network.num_addresses <= number < network.num_addresses:
        raise ValueError(f"{network} has no host {number}")
    return str(network[number])


FUNCTIONS: Final = {
    "cidrhost": Function(_host, STRING, 2, 2),
    "cidrnetmask": Function(lambda items, site: str(_network(items[0]).netmask), STRING),
    "cidrsubnet": Function(lambda items, site: _subnet(_network(items[0]), _number(items[1]), _number(items[2])), STRING, 3, 3),
    "cidrsubnets": Function(_subnets, ARRAY, 2, None),
}
