"""The sequence of a scenario: who said what to whom, and when. A value that `diagram_text` and `diagram_svg` draw.

Members and venue are columns; frames are arrows, the marks of a connection and what the caller has to say (its steps,
a violation that no message shows) are remarks between them. Bounded, without passwords, and without any character that
steers a terminal or a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from ouch_conformance.evidence.decoding import cells, named, packet_name, payload
from ouch_conformance.evidence.frames import Entry, Frame, Mark, Way
from ouch_conformance.evidence.printable import account_of, printable

if TYPE_CHECKING:
    from ouch_conformance.evidence.decoding import Cell
    from ouch_conformance.wire import Codec

MAX_ROWS = 150
"""Arrows and remarks of one diagram; of a longer scenario its beginning, its end and what is pointed at."""
MAX_WORDS = 300
"""Characters of one remark."""
MAX_FIELDS = 8
MAX_VALUE = 40
_OPENING = 20
_HEARTBEATS = (b"\x00\x01H", b"\x00\x01R")
_HEADER = ("packet length", "packet type")
# What no reader of a sequence looks for; a field at fault is shown whatever it is.
_QUIET = {
    *("timestamp", "clOrdID", "firm", "appendageLength", "orderReferenceNumber", "bboWeightIndicator"),
    *("display", "capacity", "interMarketSweepEligibility", "intermarketSweepEligibility", "customerType"),
    *("optionLength", "optionTag", "password"),
}


class Pointer(NamedTuple):
    """What a check says of an entry: the field at fault (see `decoding.named`), where there is one, and the words."""

    field: str | None
    words: str


class Kind(StrEnum):
    """What a remark is."""

    STEP = "step"
    MARK = "mark"
    VIOLATION = "violation"
    LEFT_OUT = "left out"


class Remark(NamedTuple):
    """Words at a time (UNIX nanoseconds); of one connection, or without `session` of the whole scenario."""

    time_ns: int
    words: str
    kind: Kind = Kind.STEP
    session: str | None = None


class Shown(NamedTuple):
    """One field of an arrow."""

    text: str
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    """One packet: `to_venue` where the member sent it; `violations` are what the checks say of it."""

    time_ns: int
    session: str
    to_venue: bool
    name: str
    fields: tuple[Shown, ...]
    violations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagram:
    """The columns from left to right (None is the venue) and the rows from top to bottom."""

    title: str
    columns: tuple[str | None, ...]
    rows: tuple[Arrow | Remark, ...]

    @property
    def start_ns(self) -> int:
        """The time of the first row: the others are told as what passed since."""
        return self.rows[0].time_ns if self.rows else 0

    @property
    def violations(self) -> list[str]:
        """Everything that is marked as a violation, in order, each once."""
        told: list[str] = []
        for row in self.rows:
            if isinstance(row, Arrow):
                told += row.violations
            elif row.kind is Kind.VIOLATION:
                told.append(row.words)
        return list(dict.fromkeys(told))


def diagram(
    title: str,
    entries: Sequence[Entry],
    codec: Codec | None,
    pointers: Mapping[int, Sequence[Pointer]] | None = None,
    remarks: Iterable[Remark] = (),
) -> Diagram:
    """The sequence of a record. `pointers` are by an entry's index; `remarks` stand before what came at their time.

    Heartbeats in a row are counted, not drawn, unless a check points at one.
    """
    pointers = pointers or {}
    places: list[list[int]] = []
    for quiet, group in groupby(range(len(entries)), lambda i: _is_quiet(entries[i]) and i not in pointers):
        found = [*group]
        places += [found] if quiet else [[i] for i in found]
    kept, rows = _kept(places, pointers), list[Arrow | Remark]()
    for before, place in zip([-1, *kept], kept, strict=False):
        [first, *_] = indexes = places[place]
        if place - before > 1:
            rows.append(Remark(entries[first].time_ns, f"{place - before - 1:,} more left out", Kind.LEFT_OUT))
        if _is_quiet(entries[first]) and first not in pointers:
            rows.append(_counted([entries[i] for i in indexes]))
        else:
            rows.append(_row(entries[first], codec, pointers.get(first, ())))
    drawn = _merged(rows, [_cleaned(each) for each in islice(remarks, MAX_ROWS)])
    return Diagram(_clean(title, MAX_WORDS), _columns(entries), tuple(drawn))


def _columns(entries: Sequence[Entry]) -> tuple[str | None, ...]:
    """The first member, the venue, the other members."""
    first, *others = dict.fromkeys(account_of(entry.session) for entry in entries) or [""]
    return (first, None, *others)


def _is_quiet(entry: Entry) -> bool:
    return isinstance(entry, Frame) and entry.data in _HEARTBEATS


def _counted(found: Sequence[Entry]) -> Remark:
    """Heartbeats in a row as one remark."""
    sent = sum(isinstance(each, Frame) and each.way is Way.SENT for each in found)
    parts = [f"{sent} of the member" if sent else "", f"{len(found) - sent} of the venue" if len(found) > sent else ""]
    return Remark(found[0].time_ns, f"heartbeats: {', '.join(filter(None, parts))}", Kind.MARK)


def _row(entry: Entry, codec: Codec | None, pointers: Sequence[Pointer]) -> Arrow | Remark:
    if not isinstance(entry, Frame):
        kind = Kind.VIOLATION if pointers else Kind.MARK
        told = f"{entry.mark} ({entry.detail})" if entry.detail else str(entry.mark)
        words = [entry.detail if entry.mark is Mark.NOTE else told, *(each.words for each in pointers)]
        return _cleaned(Remark(entry.time_ns, "; ".join(words), kind, entry.session))
    fault = {each.field for each in pointers}
    name, fields = _told(entry, codec, fault)
    violations = dict.fromkeys(_clean(each.words, MAX_WORDS) for each in pointers[:MAX_FIELDS])
    return Arrow(entry.time_ns, entry.session, entry.way is Way.SENT, name, fields, tuple(violations))


def _told(frame: Frame, codec: Codec | None, fault: set[str | None]) -> tuple[str, tuple[Shown, ...]]:
    """The name of a message or of its packet, with its number in the stream, and the fields that matter."""
    found = [cell for cell in cells(frame, codec) if cell.name not in _HEADER or cell.fault]
    name = packet_name(frame.data)
    if payload(frame.data) and codec is not None and found:
        first, *found = found
        name = printable(first.text if first.length == 1 else "unknown message")
    number = "" if frame.number is None else f" #{frame.number}"
    return _cut(name, MAX_VALUE * 2) + number, tuple(_chosen(found, fault))


def _chosen(found: Sequence[Cell], fault: set[str | None]) -> list[Shown]:
    """The fields at fault, and of the others the first that matter."""
    wanted = [cell for field in fault for cell in named(found, field)]
    at_fault = [cell for cell in found if cell.fault or cell in wanted]
    plain = [cell for cell in found if cell not in at_fault and cell.name not in _QUIET]
    kept = {id(cell) for cell in [*at_fault, *plain[: max(0, MAX_FIELDS - len(at_fault))]]}
    faulty = {id(cell) for cell in at_fault}
    return [Shown(_value(cell), id(cell) in faulty) for cell in found if id(cell) in kept][: 2 * MAX_FIELDS]


def _value(cell: Cell) -> str:
    if cell.length > len(cell.raw):
        return f"{cell.name} cut off" if cell.raw else f"{cell.name} missing"
    return f"{cell.name}={_clean(cell.text, MAX_VALUE)}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _clean(text: str, most: int) -> str:
    """Printable and at most that long. Cut twice: a secret that the first cut divides stands behind the second."""
    return _cut(printable(text[: 4 * most]), most)


def _cleaned(remark: Remark) -> Remark:
    return remark._replace(words=_clean(remark.words, MAX_WORDS))


def _kept(places: Sequence[Sequence[int]], pointers: Mapping[int, Sequence[Pointer]]) -> list[int]:
    """Which rows are drawn: the beginning, the end and what is pointed at. Nothing is decoded before that is known."""
    if len(places) <= MAX_ROWS:
        return [*range(len(places))]
    pointed = [place for place, [index, *_] in enumerate(places) if index in pointers][: MAX_ROWS // 4]
    last = len(places) - (MAX_ROWS - _OPENING - len(pointed))
    return sorted({*range(_OPENING), *pointed, *range(last, len(places))})


def _merged(rows: list[Arrow | Remark], remarks: list[Remark]) -> list[Arrow | Remark]:
    """Rows and remarks in the order of their times. A violation stands behind what came at its time, a step before."""
    placed = [(row.time_ns, 1, row) for row in rows]
    placed += [(each.time_ns, 2 if each.kind is Kind.VIOLATION else 0, each) for each in remarks]
    return [row for _, _, row in sorted(placed, key=lambda each: each[:2])]
