"""The round trips as a table with a plot in each row: points on a logarithmic scale that all rows share."""

from __future__ import annotations

from math import ceil, floor, log10

from ouch_conformance.compliance.html import Html, Row, el, join, row, table
from ouch_conformance.compliance.opening import EMBEDDED
from ouch_conformance.compliance.round_trips import Times, milliseconds, round_trips, total
from ouch_conformance.compliance.run import Kept

_WIDTH, _HEIGHT, _EDGE, _MIDDLE = 480, 40, 10, 20
_MOST_TICKS = 400
_PERCENTS = (50, 90, 99)


def times(kept: Kept) -> Html:
    """What was measured, as numbers and as plots; and how much it is worth."""
    found = round_trips(kept.record.scenarios.values(), kept.codec, kept.facts["protocols"][0])
    notice = el("p", el("strong", "Information, never a verdict. "), _worth(kept), class_="notice")
    if not found:
        return join(notice, el("p", "No round trip was measured in this run."))
    low = floor(log10(max(1, min(each.values[0] for each in found))))
    high = max(low + 1, ceil(log10(max(each.values[-1] for each in found))))
    header = ("Request", "n", "p50", "p90", "p99", "max", "Plot")
    caption = f"Milliseconds from a request to its answer: {total(found)} round trips"
    return join(
        notice,
        table(caption, header, (_row(each, low, high) for each in found), class_="stacked times"),
        el("p", _legend(low, high)),
    )


def _worth(kept: Kept) -> str:
    words = (
        "Times are read when the suite has written a request and when it has read the answer: they hold the network, "
        "the suite's own delays and whatever a scenario did in between. Few values say little: of less than 100, p99 "
        "is the maximum."
    )
    if kept.facts["target"] == EMBEDDED:
        words += " The embedded reference venue shares a process with the suite: its times say nothing of any venue."
    return words


def _row(each: Times, low: int, high: int) -> Row:
    values = [milliseconds(each.percentile(percent)) for percent in _PERCENTS]
    cells = [str(len(each.values)), *values, milliseconds(each.values[-1])]
    return row(each.request, *cells, _plot(each, low, high))


def _legend(low: int, high: int) -> str:
    ends = f"from {_power(low)} to {_power(high)} ms"
    return (
        f"The plots run {ends}, on a logarithmic scale with a line at each power of ten. Each thin line is a round "
        "trip; the circle is p50, the square p90, the triangle p99, the thick line the maximum."
    )


def _power(exponent: int) -> str:
    return f"{10.0 ** (exponent - 6):g}"


def _plot(each: Times, low: int, high: int) -> Html:
    """One strip. Its label gives the numbers in words."""

    def x(value: int) -> str:
        return f"{_EDGE + (log10(max(1, value)) - low) / (high - low) * (_WIDTH - 2 * _EDGE):.1f}"

    step = ceil(len(each.values) / _MOST_TICKS)
    ticks = "".join(f"M{x(value)} 12v16" for value in each.values[::step])
    grid = "".join(f"M{x(10**power)} 2v36" for power in range(low, high + 1))
    p50, p90, p99 = (x(each.percentile(percent)) for percent in _PERCENTS)
    last = x(each.values[-1])
    told = ", ".join(f"p{percent} {milliseconds(each.percentile(percent))}" for percent in _PERCENTS)
    return el(
        "svg",
        el("title", f"{each.request}: {told}, maximum {milliseconds(each.values[-1])} milliseconds"),
        el("path", d=grid, class_="grid"),
        el("path", d=ticks, class_="ticks"),
        el("path", d=f"M{last} 6v28", class_="max"),
        el("path", d=f"M{p99} {_MIDDLE - 7}l7 12h-14z", class_="p99"),
        el("rect", x=f"{float(p90) - 5:.1f}", y=_MIDDLE - 5, width=10, height=10, class_="p90"),
        el("circle", cx=p50, cy=_MIDDLE, r=6, class_="p50"),
        viewBox=f"0 0 {_WIDTH} {_HEIGHT}",
        role="img",
    )
