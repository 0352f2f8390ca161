"""JSON as the standard library's, without its package: importing that compiles seven regular expressions, of which its C code needs
none, and costs a start as much as reading a template.

`loads` and `dumps` mean what they mean in `json`, as far as Plimsoll uses them. What the C code refuses is left to the package, which
says why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

code: Any
try:
    import _json as code
except ImportError:  # a Python that has no C code for it
    code = None


class _Plain:
    """What the scanner asks: the plain types, and whether control characters are refused in texts."""

    strict = True
    object_hook = None
    object_pairs_hook = None
    parse_float = float
    parse_int = int
    parse_constant = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}.__getitem__


_scan: Any = code.make_scanner(_Plain) if code is not None else None


def quoted(text: str) -> str:
    """A text as JSON, in ASCII."""
    found: str = dumps(text) if code is None else code.encode_basestring_ascii(text)
    return found


def loads(data: str | bytes) -> Any:
    """The value of a JSON text, as `json.loads`; bytes are UTF-8."""
    text = data if isinstance(data, str) else data.decode("utf-8")
    if _scan is not None:
        stripped = text.strip(" \t\n\r")
        try:
            value, end = _scan(stripped, 0)
        except StopIteration:
            end = -1
        if end == len(stripped):
            return value
    import json

    return json.loads(text)


def dumps(
    value: Any,
    *,
    ensure_ascii: bool = True,
    allow_nan: bool = True,
    check_circular: bool = True,
    sort_keys: bool = False,
    separators: tuple[str, str] = (", ", ": "),
    default: Callable[[Any], Any] | None = None,
) -> str:
    """A value as JSON on one line, as `json.dumps`."""
    if code is None:
        import json

        return json.dumps(
            value,
            ensure_ascii=ensure_ascii,
            allow_nan=allow_nan,
            check_circular=check_circular,
            sort_keys=sort_keys,
            separators=separators,
            default=default,
        )
    quote: Callable[[str], str] = code.encode_basestring_ascii if ensure_ascii else code.encode_basestring
    if isinstance(value, str):
        return quote(value)
    between, after = separators
    write = code.make_encoder({} if check_circular else None, default or _refuse, quote, None, after, between, sort_keys, False, allow_nan)
    return "".join(write(value, 0))


def _refuse(value: Any) -> Any:
    raise TypeError(f"Object of type {value.__class__.__name__} is not JSON serializable")
