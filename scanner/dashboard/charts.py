"""The charts of the pages, drawn by the server as SVG: shapes stretch, their labels are text beside them, the numbers a table below.

Nothing here has a style or a script of its own: classes say what a shape is, the stylesheet how it looks. All text is escaped here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from math import log1p
from typing import Any, Final

from markupsafe import Markup

from scanner.outputs.html_charts import ring as to_ring
from scanner.outputs.html_text import number, text
from scanner.outputs.plain_text import one_line

WIDTH: Final = 1000
HEIGHT: Final = 300
LEVELS: Final = 6
"""Of colour in a heat map, beside the one of zero."""
MOST_TICKS: Final = 5
MOST_ROWS: Final = 120
"""Of a chart's table; charts have no more points."""
_numbers = count(1)
"""Ids on a page need only differ."""


def areas(rows: Sequence[Mapping[str, Any]], names: Sequence[str], title: str, *, key: str = "day") -> Markup:
    """Amounts over time, one upon the other, the last name at the bottom. `rows`: {"day": "2026-01-31", "high": 3, ...}."""
    sums = [sum(int(row[name]) for name in names) for row in rows]
    top = ceiling(max(sums, default=0))
    floor, shapes = [0] * len(rows), []
    for name in reversed(names):
        roof = [low + int(row[name]) for low, row in zip(floor, rows, strict=True)]
        if any(int(row[name]) for row in rows):
            shapes.append(f'<polygon class="{text(name)}" points="{_outline(floor, roof, top)}"/>')
        floor = roof
    told = f"from {number(sums[0])} to {number(sums[-1])}" if sums else "no numbers"
    return _figure(_axes("".join(shapes), rows, key, [top, top / 2, 0], title, told), rows, names, title, key)


def _outline(floor: Sequence[int], roof: Sequence[int], top: float) -> str:
    steps = max(1, len(roof) - 1)
    if len(roof) == 1:  # one day is a band
        floor, roof = [*floor, *floor], [*roof, *roof]
    above = [f"{WIDTH * at / steps:.1f},{HEIGHT - HEIGHT * value / top:.1f}" for at, value in enumerate(roof)]
    below = [f"{WIDTH * at / steps:.1f},{HEIGHT - HEIGHT * value / top:.1f}" for at, value in enumerate(floor)]
    return " ".join([*above, *reversed(below)])


def pairs(rows: Sequence[Mapping[str, Any]], up: str, down: str, title: str, *, key: str = "day") -> Markup:
    """Two amounts a day as bars, one up and one down from a line in the middle: what is new, and what was fixed."""
    top = ceiling(max((max(int(row[up]), int(row[down])) for row in rows), default=0))
    slot = WIDTH / max(1, len(rows))
    half = HEIGHT / 2
    shapes = []
    for at, row in enumerate(rows):
        for name, amount in ((up, int(row[up])), (down, int(row[down]))):
            tall = half * amount / top
            if amount:
                y = half - tall if name == up else half
                told = f"<title>{text(str(row[key]))}: {number(amount)} {text(name)}</title>"
                box = f'x="{slot * (at + 0.15):.1f}" y="{y:.1f}" width="{slot * 0.7:.1f}" height="{tall:.1f}"'
                shapes.append(f'<rect class="{text(name)}" {box}>{told}</rect>')
    told = f"{number(sum(int(row[up]) for row in rows))} {up}, {number(sum(int(row[down]) for row in rows))} {down}"
    return _figure(_axes("".join(shapes), rows, key, [top, 0, top], title, told, bars=True), rows, (up, down), title, key)


def _axes(
    shapes: str, rows: Sequence[Mapping[str, Any]], key: str, ys: Sequence[float], title: str, told: str, *, bars: bool = False
) -> str:
    lines = "".join(f'<path class="grid" d="M0 {y}H{WIDTH}"/>' for y in (0, HEIGHT / 2, HEIGHT))
    days = [str(row[key]) for row in rows]
    ticks = min(MOST_TICKS, len(days))
    shown = [days[round(at * (len(days) - 1) / max(1, ticks - 1))] for at in range(ticks)]
    name = f"chart{next(_numbers)}"
    return (
        f'<div class="plot{" bars" if bars else ""}"><div class="ys" aria-hidden="true">'
        + "".join(f"<span>{amount(y)}</span>" for y in ys)
        + f'</div><svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="{name} {name}d">'
        f'<title id="{name}">{text(title)}</title><desc id="{name}d">{text(told)}; the table below has the numbers</desc>{lines}{shapes}'
        f'</svg><div class="xs" aria-hidden="true">{"".join(f"<span>{_time(one)}</span>" for one in shown)}</div></div>'
    )


def _figure(plot: str, rows: Sequence[Mapping[str, Any]], names: Sequence[str], title: str, key: str) -> Markup:
    legend = "".join(f'<li><svg class="key" viewBox="0 0 1 1" aria-hidden="true"><rect class="{text(one)}" width="1" height="1"/></svg>'
                     f"{text(one)}</li>" for one in names)  # fmt: skip
    head = "".join(f'<th scope="col" class="n">{text(one)}</th>' for one in names)
    body = "".join(
        f'<tr><th scope="row">{_time(str(row[key]))}</th>'
        + "".join(f'<td class="n">{number(int(row[one]))}</td>' for one in names)
        + "</tr>"
        for row in reversed(rows[-MOST_ROWS:])
    )
    return Markup(  # noqa: S704  # every text in it went through `text`
        f'<figure class="chart">{plot}<ul class="legend">{legend}</ul><details class="more"><summary>The numbers</summary>'
        f'<div class="scroll" tabindex="0" role="group" aria-label="{text(title)}: the numbers"><table><caption class="sr">{text(title)}'
        f'</caption><thead><tr><th scope="col">{text(key)}</th>{head}</tr></thead><tbody>{body}</tbody></table></div></details></figure>'
    )


def _time(day: str) -> str:
    return f'<time datetime="{text(day)}" data-show="day">{text(day)}</time>'


def ceiling(most: float) -> float:
    """The end of an axis: a number of two digits and zeros whose half is one to read, too; at least 2."""
    step = 1.0
    while step * 10 < most:
        step *= 10
    return max(2.0, next(step * times for times in (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10) if step * times >= most))


def amount(value: float) -> str:
    """A number on an axis: `950`, `12k`, `1.5M`."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            return f"{value / size:.1f}".removesuffix(".0") + letter
    return f"{value:g}"


def spark(values: Sequence[float], title: str) -> Markup:
    """A small line of how an amount went; the title tells its ends."""
    if not values:
        return Markup("")
    top = max(max(values), 1)
    line = [values[0], values[0]] if len(values) == 1 else values
    points = [f"{100 * at / (len(line) - 1):.1f},{22 - 20 * value / top:.1f}" for at, value in enumerate(line)]
    told = f"{text(title)}: from {number(int(values[0]))} to {number(int(values[-1]))}"
    return Markup(  # noqa: S704  # every text in it went through `text`
        f'<svg class="spark" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label="{told}"><title>{told}</title>'
        f'<polygon points="{" ".join(points)} 100,24 0,24"/><polyline points="{" ".join(points)}"/></svg>'
    )


def bar(counts: Mapping[str, int], label: str, most: int | None = None) -> Markup:
    """Amounts beside each other: by severity, waived, unknown, pass. With `most` the bar is as long as its sum is beside that."""
    whole = sum(counts.values())
    told = ", ".join(f"{number(amount)} {text(name)}" for name, amount in counts.items() if amount) or "nothing"
    scale = 100 / max(1, whole if most is None else most)
    pieces, start = [], 0.0
    for name, amount in counts.items():
        if amount:
            pieces.append(f'<rect class="{text(name)}" x="{start:.3f}" width="{max(scale * amount, 0.4):.3f}" height="1"/>')
            start += scale * amount
    head = f'<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="{text(label)}: {told}">'
    return Markup(f"{head}<title>{told}</title>{''.join(pieces)}</svg>")  # noqa: S704  # every text in it went through `text`


def ring(score: int | None) -> Markup:
    """A percentage of checks that pass, as a part of a circle."""
    return Markup(to_ring(score))  # noqa: S704  # it takes a number alone


def heat(value: int, most: int) -> str:
    """The class of a cell of a heat map: `heat0` for nothing, up to `heat6` for the most; each level is a multiple of the one below."""
    if value <= 0:
        return "heat0"
    return f"heat{min(LEVELS, 1 + int(LEVELS * log1p(value) / log1p(max(most, 1)) - 1e-9))}"


BOX: Final = 44
"""The height of a node of a graph."""
ROW: Final = 68
INDENT: Final = 22
DEEPEST: Final = 6
GRAPH_WIDTH: Final = 420
MOST_NODES: Final = 30


def graph(nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, str]], title: str) -> Markup:
    """Things and what leads from one to another, as a tree from the first node; what it does not reach stands below.

    `nodes`: {"key", "name", "kind", "href" (or None), "tone" ("first", "last" or nothing)}; `edges`: {"from", "to", "label"}. A second
    way to a node is not drawn: what is told in words beside the drawing has all.
    """
    order = _ordered(nodes, edges)[:MOST_NODES]
    rows = {str(node["key"]): (at, depth) for at, (node, depth, _) in enumerate(order)}
    shapes = []
    for at, (node, depth, edge) in enumerate(order):
        x, y = INDENT * depth, ROW * at + 22
        if edge is not None and edge["from"] in rows:
            above, shallow = rows[edge["from"]]
            left, top = INDENT * shallow + 10, ROW * above + 22 + BOX
            shapes.append(f'<path class="edge" d="M{left} {top}V{y + BOX / 2}H{x - 6}"/>')
            shapes.append(f'<path class="head" d="M{x} {y + BOX / 2}l-8 -4v8z"/>')
            shapes.append(f'<text class="edge-label" x="{x + 4}" y="{y - 6}">{_fit(edge["label"], GRAPH_WIDTH - x - 4, 5.6)}</text>')
        shapes.append(_node(node, x, y))
    name = f"graph{next(_numbers)}"
    told = f"{len(nodes)} in all: " + ", ".join(str(node["name"]) for node, _, _ in order[:10])
    return Markup(  # noqa: S704  # every text in it went through `text`
        f'<svg class="graph" viewBox="0 0 {GRAPH_WIDTH} {ROW * len(order) + 4}" role="group" aria-labelledby="{name} {name}d">'
        f'<title id="{name}">{text(title)}</title><desc id="{name}d">{text(told)}</desc>{"".join(shapes)}</svg>'
    )


def _ordered(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, str]]
) -> list[tuple[Mapping[str, Any], int, Mapping[str, str] | None]]:
    """(node, depth, the edge that leads to it): depth first from each node that was not reached before."""
    leaving: dict[str, list[Mapping[str, str]]] = {}
    for edge in edges:
        leaving.setdefault(edge["from"], []).append(edge)
    by_key = {str(node["key"]): node for node in nodes}
    seen: set[str] = set()
    order: list[tuple[Mapping[str, Any], int, Mapping[str, str] | None]] = []
    for first in by_key:
        waiting: list[tuple[str, int, Mapping[str, str] | None]] = [(first, 0, None)]
        while waiting:
            key, depth, way = waiting.pop()
            if key in seen or key not in by_key:
                continue
            seen.add(key)
            order.append((by_key[key], min(depth, DEEPEST), way))
            waiting += [(one["to"], depth + 1, one) for one in reversed(leaving.get(key, []))]
    return order


def _node(node: Mapping[str, Any], x: float, y: float) -> str:
    width = GRAPH_WIDTH - x - 2
    label = f'<text x="{x + 10}" y="{y + 19}">{_fit(str(node["name"]), width - 20, 7.2)}</text>'
    if node.get("href"):
        label = f'<a href="{text(str(node["href"]))}">{label}</a>'
    kind = f'<text class="kind" x="{x + 10}" y="{y + 35}">{_fit(str(node.get("kind") or ""), width - 20, 5.8)}</text>'
    tone = text(str(node.get("tone") or ""))
    return f'<rect class="node {tone}" x="{x + 1}" y="{y}" width="{width}" height="{BOX}" rx="8"/>{label}{kind}'


def _fit(value: str, width: float, wide: float) -> str:
    """Text cut to what fits into a width of the drawing, at `wide` units a character; wide characters count twice."""
    from unicodedata import east_asian_width

    room, kept = width / wide, 0
    line = one_line(value)
    for kept, character in enumerate(line):
        room -= 2 if east_asian_width(character) in "WF" else 1
        if room < 1:
            return text(line[:kept].rstrip() + "…")
    return text(line)
