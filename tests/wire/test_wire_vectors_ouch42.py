"""Every message of OUCH 4.2 against bytes written by hand, in each of its editions."""

from __future__ import annotations

from typing import Any

import pytest

from ouch_conformance.wire import FieldError, WireMessage, codec
from tests.wire.wire_vector import Vector
from tests.wire.wire_vectors_ouch42 import INCOMING, VECTORS

OUCH = codec("nasdaq-ouch-4.2")
LENGTHS = {"EnterOrder": 49, "ReplaceOrder": 47, "CancelOrder": 19, "ModifyOrder": 20, "TradeNow": 15}
LENGTHS |= {"SystemEvent": 10, "Accepted": 66, "Replaced": 80, "Canceled": 28, "AIQCancelled": 37, "Executed": 40}
LENGTHS |= {"BrokenTrade": 32, "ExecutedWithReferencePrice": 45, "TradeCorrection": 41, "Rejected": 24}
LENGTHS |= {"CancelPending": 23, "CancelReject": 23, "OrderPriorityUpdate": 36, "OrderModified": 28}
LENGTHS |= {"TradeNowAccepted": 23}


def ident(vector: Vector) -> str:
    return f"{vector.direction}-{vector.name}"


def enter(**values: Any) -> bytes:
    """The first Enter Order at BX, with other values where some are given."""
    known = {name: value for name, value in INCOMING[0].values.items() if name != "customerType"}
    return codec("nasdaq-ouch-4.2", "4.2-bx")["EnterOrder"](**known | values).encode()


@pytest.mark.parametrize("vector", VECTORS, ids=ident)
def test_message_encodes_to_its_bytes(vector: Vector) -> None:
    """A message built from plain values has the bytes of the document's table, and its one length."""
    data = OUCH[vector.name](**vector.values).encode()

    assert data.hex(" ") == vector.data.hex(" ")
    assert len(data) == LENGTHS[vector.name]


@pytest.mark.parametrize("vector", VECTORS, ids=ident)
def test_bytes_decode_to_the_message(vector: Vector) -> None:
    """The document's bytes give back the values, without a finding: a reason that is not listed included (3.5.1)."""
    message, findings = OUCH.decode(vector.data, vector.direction)

    assert findings == ()
    assert isinstance(message, WireMessage)
    assert message == OUCH[vector.name](**vector.values)
    assert {name: getattr(message, name) for name in vector.values} == vector.values


@pytest.mark.parametrize("vector", VECTORS, ids=ident)
def test_table_covers_every_byte_once(vector: Vector) -> None:
    """The rows of the table, joined, are the message."""
    assert b"".join(row.raw for row in OUCH.table(vector.data, vector.direction)) == vector.data


def test_every_message_has_a_vector() -> None:
    """No message of the protocol is left without hand-written bytes."""
    assert {vector.name for vector in VECTORS} == set(OUCH.classes) == set(LENGTHS)


@pytest.mark.parametrize("letter", ["U", "M", "N"])
def test_one_letter_means_two_messages_by_direction(letter: str) -> None:
    """Replace, Modify and Trade Now share their letters with the answers to them."""
    inward, outward = (
        next(v for v in VECTORS if v.direction == way and v.data[:1].decode() == letter)
        for way in ("incoming", "outgoing")
    )

    assert OUCH.decode(inward.data, "incoming").message.SPEC.name == inward.name  # type: ignore[union-attr]
    assert OUCH.decode(outward.data, "outgoing").message.SPEC.name == outward.name  # type: ignore[union-attr]
    assert OUCH.decode(inward.data, "outgoing").findings


@pytest.mark.parametrize("revision", ["4.2-psx", "4.2-bx"])
def test_an_order_of_bx_and_psx_ends_behind_the_cross_type(revision: str) -> None:
    """Customer Type is Nasdaq's: the same order takes 48 bytes elsewhere, and a 49th is too much."""
    other = codec("nasdaq-ouch-4.2", revision)
    full = INCOMING[0].data

    assert enter() == full[:48]
    assert other.decode(full[:48], "incoming").findings == ()
    assert other.decode(full, "incoming").findings[0].kind == "trailing"
    assert OUCH.decode(full[:48], "incoming").findings[0].kind == "truncated"


def test_a_display_of_nasdaq_alone_is_refused_for_bx() -> None:
    """W is known to PSX and Nasdaq, and not to BX between them."""
    with pytest.raises(FieldError, match=r"EnterOrder\.display: wanted one of Display"):
        enter(display="W")
    assert OUCH["EnterOrder"](**INCOMING[0].values | {"display": "W"}).display.name == "MidpointPegPostOnly"


def test_a_named_time_in_force_reads_as_its_name() -> None:
    """0, 99998 and 99999 have names; any other number of seconds stays a number."""
    named, plain = (OUCH.decode(vector.data, "incoming").message for vector in INCOMING[:2])

    assert named.timeInForce.name == "MarketHours"  # type: ignore[union-attr]
    assert (type(plain.timeInForce), plain.timeInForce) == (int, 30)  # type: ignore[union-attr]
