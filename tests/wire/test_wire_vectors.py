"""Every message of OUCH 5.0 against bytes written by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.wire import Appendage, WireMessage, codec, offset_of
from tests.wire.wire_vector import Vector
from tests.wire.wire_vectors import OPTIONS, VECTORS

OUCH = codec("nasdaq-ouch-5.0")
LAYOUTS = json.loads((Path(__file__).parent.parent / "data" / "layouts.json").read_text())["nasdaq_ouch_5_0"]


def ident(vector: Vector) -> str:
    return f"{vector.name}-{len(vector.data)}"


@pytest.mark.parametrize("vector", VECTORS, ids=ident)
def test_message_encodes_to_its_bytes(vector: Vector) -> None:
    """A message built from plain values has the bytes of the document's table."""
    message = OUCH[vector.name](**vector.values)

    assert message.encode().hex(" ") == vector.data.hex(" ")


@pytest.mark.parametrize("vector", VECTORS, ids=ident)
def test_bytes_decode_to_the_message(vector: Vector) -> None:
    """The document's bytes give back the values, without a finding."""
    message, findings = OUCH.decode(vector.data, vector.direction)

    assert findings == ()
    assert message == OUCH[vector.name](**vector.values)


@pytest.mark.parametrize("vector", VECTORS, ids=ident)
def test_table_covers_every_byte_once(vector: Vector) -> None:
    """The rows of the table, joined, are the message."""
    rows = OUCH.table(vector.data, vector.direction)

    assert b"".join(row.raw for row in rows) == vector.data
    assert [row.offset for row in rows] == [sum(before.length for before in rows[:place]) for place in range(len(rows))]


def test_every_message_has_a_vector() -> None:
    """No message of the protocol is left without hand-written bytes."""
    assert {vector.name for vector in VECTORS} == set(OUCH.classes)


@pytest.mark.parametrize("name", list(OUCH.classes))
def test_fields_stand_where_the_layout_sheet_says(name: str) -> None:
    """Offsets and widths agree with the table of layouts, the Appendage Length included."""
    spec = OUCH[name].SPEC
    sheet = sheet_of(spec.letter, {"incoming": "inbound", "outgoing": "outbound"}[str(spec.direction)])
    names = [field.name for field in spec.fields]
    if spec.appendage:
        names.append(spec.appendage.length_field)

    places = [offset_of(spec, field) for field in names]

    assert places == [(row["offset"], row["length"]) for row in sheet["fields"] if row["offset"] > 0]


def sheet_of(letter: str, direction: str) -> dict[str, Any]:
    return next(dict(message) for message in LAYOUTS[direction] if message["type"] == letter)


@pytest.mark.parametrize("name", list(OPTIONS))
def test_option_encodes_and_decodes(name: str) -> None:
    """Each option's element is Length, OptionTag and value, wherever a message allows it."""
    value, text = OPTIONS[name]
    element = bytes.fromhex(text)
    tag = OUCH.options[name].tag
    host = next(made for made in OUCH.classes.values() if tag in OUCH.protocol.allowed_tags(made.SPEC, "1.05"))
    values = next(vector.values for vector in VECTORS if vector.name == host.SPEC.name)
    message = host(**values | {"appendage": [(name, value), ("userRefIdx", 1)] if tag != 28 else [(name, value)]})

    data = message.encode()
    decoded, findings = OUCH.decode(data, host.SPEC.direction or "incoming")

    assert element in data
    assert findings == ()
    assert decoded == message
    assert isinstance(decoded, WireMessage)
    assert isinstance(decoded.appendage, Appendage)
    assert decoded.appendage[name] == value


def test_every_option_has_a_vector() -> None:
    """No option of the protocol is left without hand-written bytes."""
    assert set(OPTIONS) == set(OUCH.options)


def test_enter_order_with_a_channel_is_fifty_bytes() -> None:
    """An Enter Order whose only option is UserRefIdx 5 ends in 00 03 02 1c 05."""
    values = VECTORS[0].values | {"appendage": Appendage([("userRefIdx", 5)])}

    data = OUCH["EnterOrder"](**values).encode()

    assert len(data) == 50
    assert data[45:] == bytes.fromhex("00 03 02 1c 05")
