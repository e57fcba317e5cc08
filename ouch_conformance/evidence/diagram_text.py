"""A sequence diagram in plain characters, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from ouch_conformance.evidence.diagram import Arrow, Diagram, Kind, Remark
from ouch_conformance.evidence.printable import account_of
from ouch_conformance.evidence.tables import time_of_day

WIDTH = 110
"""Characters of a line."""
POINTED = "*"
"""Stands before what a check points at, and before the field at fault."""
_TIME = 14
_LEAST_GAP = 24


def diagram_text(drawn: Diagram, width: int = WIDTH) -> str:
    """The diagram as lines of at most `width` characters (more where the members are many), without a trailing newline.

    A line under an arrow holds the fields that matter, `*` the field at fault. `*` in front marks a violation, told
    under its message. Milliseconds count from the first row.
    """
    if not drawn.rows:
        return "no message and no connection"
    canvas = _Canvas(drawn, width)
    lines = [f"{drawn.title}", f"ms since {time_of_day(drawn.start_ns)} UTC", canvas.heads()]
    for row in drawn.rows:
        lines += canvas.arrow(row) if isinstance(row, Arrow) else canvas.remark(row)
    return "\n".join(line.rstrip() for line in lines)


class _Canvas:
    """Where the columns stand."""

    def __init__(self, drawn: Diagram, width: int) -> None:
        self._start_ns = drawn.start_ns
        self._columns = drawn.columns
        gaps = len(drawn.columns) - 1
        self._gap = max(_LEAST_GAP, (width - _TIME - 1) // gaps - 1)
        self._width = _TIME + 1 + gaps * (self._gap + 1)

    def heads(self) -> str:
        line = " " * _TIME
        for name in self._columns:
            line += f"{_head(name):<{self._gap + 1}}"
        return line

    def arrow(self, row: Arrow) -> Iterator[str]:
        """The arrow with the message's name on it, its fields below, what is wrong with it last."""
        lane = self._lane(row.session)
        yield self._line(row, self._shaft(row, lane), lane)
        for piece in self._wrapped(", ".join(f"{POINTED * each.faulty}{each.text}" for each in row.fields), lane):
            yield self._line(None, f" {piece}", lane)
        for violation in row.violations:
            for piece in self._wrapped(f"{POINTED} {violation}", lane):
                yield self._line(None, f" {piece}", lane, POINTED)

    def remark(self, row: Remark) -> Iterator[str]:
        """Words across the diagram; of a connection between its two ends."""
        mark = POINTED if row.kind is Kind.VIOLATION else " "
        if row.session is not None:
            lane = self._lane(row.session)
            for place, piece in enumerate(self._wrapped(f"[{self._named(row.session)}{row.words}]", lane)):
                yield self._line(None if place else row, f" {piece}", lane, mark)
            return
        opening = {Kind.STEP: "--- ", Kind.VIOLATION: "* ", Kind.LEFT_OUT: "... "}.get(row.kind, "")
        time = "" if row.kind in (Kind.STEP, Kind.LEFT_OUT) else self._time(row)
        for piece in wrap(opening + row.words, self._width - _TIME) or [opening]:
            yield f"{mark} {time:>{_TIME - 4}}  {piece}"
            time = ""

    def _shaft(self, row: Arrow, lane: int) -> str:
        """`-- name ---->`, its head at the end that hears it."""
        room = self._room(lane)
        name = f" {self._named(row.session)}{row.name} "[: room - 6]
        rightward = row.to_venue == (lane == 0)
        rest = room - len(name) - 3
        return f"--{name}{'-' * rest}>" if rightward else f"<-{name}{'-' * rest}-"

    def _line(self, row: Arrow | Remark | None, words: str, lane: int, mark: str = " ") -> str:
        """One line: the time, the life lines, the words in the gap of a lane."""
        if isinstance(row, Arrow) and row.violations:
            mark = POINTED
        time = f"{self._time(row):>{_TIME - 4}}" if row else " " * (_TIME - 4)
        empty, told = " " * self._gap, f"{words:<{self._room(lane)}}"
        behind = [empty] * (len(self._columns) - 2 - lane)
        gaps = [told, *behind] if lane == 0 else [empty, told, *behind]
        return f"{mark} {time}  |{'|'.join(gaps)}|"

    def _lane(self, session: str) -> int:
        """The last gap that a connection's arrows cross: 0 left of the venue, 1 and up right of it."""
        return max(0, self._columns.index(account_of(session)) - 1)

    def _room(self, lane: int) -> int:
        """The characters between the venue and a lane's member, who is reached over the members in between."""
        return self._gap if lane == 0 else lane * (self._gap + 1) - 1

    def _named(self, session: str) -> str:
        """A connection's name, where it is not the account's only one."""
        return f"{session}: " if "#" in session else ""

    def _wrapped(self, text: str, lane: int) -> list[str]:
        return wrap(text, self._room(lane) - 2)

    def _time(self, row: Arrow | Remark) -> str:
        return f"{(row.time_ns - self._start_ns) / 1e6:.3f}"


def _head(name: str | None) -> str:
    return "venue" if name is None else f"member {name}"
