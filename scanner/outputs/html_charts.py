"""The drawings of the format `html`: plain SVG with a sentence for who cannot see it; colours come from the style."""

from __future__ import annotations

from typing import Final

from scanner.outputs.html_text import number, text
from scanner.outputs.overview import Line
from scanner.report import Severity, Verdict

AROUND: Final = 263.9
"""The length of the ring: a circle of radius 42."""


def ring(score: int | None) -> str:
    """A percentage as a part of a circle."""
    told = "No check could be decided" if score is None else f"{score} percent of the checks that could be decided pass"
    part = f'stroke-dasharray="{AROUND * (score or 0) / 100:.1f} 300" transform="rotate(-90 50 50)"'
    return (
        f'<svg class="ring" viewBox="0 0 100 100" role="img" aria-label="{told}" stroke-width="9">'
        '<circle class="track" cx="50" cy="50" r="42"/>'
        + (f'<circle class="arc" cx="50" cy="50" r="42" {part}/>' if score else "")
        + f'<text class="big" stroke="none" x="50" y="55">{"–" if score is None else f"{score} %"}</text>'
        '<text class="small" stroke="none" x="50" y="68">of checks pass</text></svg>'
    )


def bar(line: Line, label: str) -> str:
    """A bar of all that was judged: what fails by severity, what is waived, unknown, and what passes."""
    parts = [(str(severity), line.severities[severity]) for severity in Severity]
    parts += [("waived", line.waived), ("unknown", line.verdicts[Verdict.UNKNOWN]), ("pass", line.verdicts[Verdict.PASS])]
    whole = sum(amount for _, amount in parts)
    told = ", ".join(f"{number(amount)} {name}" for name, amount in parts if amount) or "nothing was judged"
    pieces, start = [], 0.0
    for name, amount in parts:
        if amount:
            width = 100 * amount / whole
            pieces.append(f'<rect class="{name}" x="{start:.3f}" width="{width:.3f}" height="1"/>')
            start += width
    head = f'<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" role="img" aria-label="{text(label)}: {told}">'
    return f"{head}{''.join(pieces)}</svg>"


def tile(tone: str, amount: int, label: str) -> str:
    """A number with its name; pale where it is zero."""
    return f'<li class="{tone if amount else "none"}"><b>{number(amount)}</b><span>{label}</span></li>'
