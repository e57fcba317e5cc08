"""Whatever a table can say of a message: where it does not hold, the bytes of that field are marked, and no others.

The messages and the places of their fields are those of tests/data/layouts.json, written down from the documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.evidence.decoding import cells, named
from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.evidence.marked_hex import marked_hex
from ouch_conformance.judge import expect
from ouch_conformance.judge.heard import Heard
from ouch_conformance.profile import builtin_profile, load_profile
from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.model import Message
from ouch_conformance.steps.cells import Expected, FieldType
from ouch_conformance.steps.expectations import record_mismatches
from ouch_conformance.steps.tables import columns_of
from ouch_conformance.steps.world import World
from ouch_conformance.wire import codec
from tests.steps.steps_world import offline

LAYOUTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "layouts.json").read_text())
PROTOCOLS = {
    "nasdaq-ouch-4.2": "nasdaq_ouch_4_2",
    "nasdaq-ouch-5.0": "nasdaq_ouch_5_0",
    "japannext-ouch-2.01": "japannext_equities_ouch_2_01",
    "japannext-bonds-ouch-2.01": "japannext_bonds_ouch_2_01",
    "odx-ouch-2.0": "odx_equities_ouch_2_0",
    "jpx-ouch-5.0": "jpx_ose_ouch_5_0",
}
HEADER = 3
"""Length and type of the packet, before the message."""
ELEMENT = 2
"""Length and tag of an option, before its value."""
USER_REF_IDX = bytes((2, 28, 1))
"""Some messages have options only together with this one, where it is not 0."""


def value_of(layout: Mapping[str, Any]) -> bytes:
    """Bytes that the document allows in a field: its first code, blanks, or 0."""
    width, codes = layout["length"], list(layout.get("values", ()))
    if layout["kind"] in ("alpha", "token", "char", "type"):
        return (codes[0] if codes else " ").encode().ljust(width)
    return (int(codes[0], 0) if codes else 0).to_bytes(width, "big")


def pieces(name: str) -> Iterator[Any]:
    """Each message of a protocol's venue: its layout, and each option that it may carry."""
    layout = LAYOUTS[PROTOCOLS[name]]
    for message in layout["outbound"]:
        yield message, None
        appendage = message.get("appendage") or {}
        for tag in (*appendage.get("tags", ()), *appendage.get("tags_added_in_1.05", ())):
            yield message, next(option for option in layout["options"] if option["tag"] == tag)


def spec_of(name: str, layout: Mapping[str, Any]) -> Message:
    """The message of a layout in the XML."""
    [found] = [
        each for each in protocol(name).messages if (each.letter, each.direction) == (layout["type"], "outgoing")
    ]
    return found


def frame_of(layout: Mapping[str, Any], option: Mapping[str, Any] | None) -> Frame:
    """The message in a packet, with an option behind it where there is one."""
    fixed = b"".join(value_of(field) for field in layout["fields"] if field["kind"] != "applen")
    lengths = [field for field in layout["fields"] if field["kind"] == "applen"]
    behind = b""
    if option is not None and option["tag"] != USER_REF_IDX[1]:
        behind = bytes((1 + option["length"], option["tag"])) + value_of(option)
    behind += USER_REF_IDX if option is not None else b""
    if lengths and (option is not None or layout["appendage"]["presence"] == "required"):
        fixed += len(behind).to_bytes(2, "big")
    data = b"S" + fixed + behind
    return Frame(0, "A", Way.RECEIVED, len(data).to_bytes(2, "big") + data)


def marked_bytes(lines: list[str]) -> set[int]:
    """The places in a packet that a dump has underlined."""
    found, start = set(), 0
    for line in lines:
        if line.startswith(" "):
            found |= {start + (at - 6) // 3 for at, letter in enumerate(line) if letter == "^"}
        elif not line.startswith("..."):
            start = int(line[:4], 16)
    return found


@cache
def world_of(name: str) -> World:
    """A world without a venue."""
    return World(offline(load_profile(builtin_profile(name))))


def check_marked(name: str, frame: Frame, column: FieldType, place: range) -> None:
    """A table in which the column alone does not hold marks these bytes of the frame."""
    used, payload = codec(name), frame.data[HEADER:]
    message, findings = used.decode(payload, "outgoing")
    told = read(message, column)
    # Features may call a column otherwise than the layout does: the words tell nothing of the place.
    record = {"a name of its own": (column, Expected("not", (lambda _: told,)))}
    wrong = record_mismatches(world_of(name), message, record)
    field = expect.compared("it is so", "it", Heard(message, frame, payload), wrong).field

    assert findings == ()
    assert marked_bytes(marked_hex(frame, used, field)) == set(place)
    # What an older suite wrote down is the words of the column.
    assert named(cells(frame, used), column.field.words) == named(cells(frame, used), field)


def read(message: Any, column: FieldType) -> Any:
    """The value of a column in a message that has it."""
    return getattr(message, column.field.name) if column.tag is None else message.appendage[column.field.name]


@pytest.mark.parametrize("name", PROTOCOLS)
def test_a_column_that_does_not_hold_marks_its_own_bytes(name: str) -> None:
    """Every field of every message of the venue, by its place in the document."""
    for layout, option in pieces(name):
        spec = spec_of(name, layout)
        columns = columns_of(name, spec.name)
        places = [field for field in layout["fields"][1:] if field["kind"] != "applen"]
        frame = frame_of(layout, option)
        for field, place in zip(spec.fields, places, strict=True) if option is None else ():
            [column, *_] = [each for each in columns.values() if each.tag is None and each.field == field]
            start = HEADER + place["offset"]
            check_marked(name, frame, column, range(start, start + place["length"]))


@pytest.mark.parametrize("name", [name for name in PROTOCOLS if "options" in LAYOUTS[PROTOCOLS[name]]])
def test_an_option_that_does_not_hold_marks_its_own_element(name: str) -> None:
    """Every option of every message, behind the fixed fields: length, tag and value."""
    for layout, option in pieces(name):
        if option is not None:
            columns = columns_of(name, spec_of(name, layout).name)
            [column, *_] = [each for each in columns.values() if each.tag == option["tag"]]
            start = HEADER + layout["length"]
            check_marked(name, frame_of(layout, option), column, range(start, start + ELEMENT + option["length"]))
