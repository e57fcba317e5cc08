"""Every message of Osaka Exchange's OUCH against bytes written by hand, and against nasdaq-protocols."""

from __future__ import annotations

from types import ModuleType

import pytest

from benchmarks.codec import generated
from ouch_conformance.spec.resources import data_root
from ouch_conformance.wire import FindingKind, WireMessage, codec
from tests.wire.wire_vector import Vector
from tests.wire.wire_vectors_jpx import VECTORS

PROTOCOL = "jpx-ouch-5.0"
LENGTHS = {"EnterOrder": 97, "EnterMMOrder": 80, "ReplaceOrder": 105, "CancelOrder": 15, "CancelByOrderId": 14}
LENGTHS |= {"MassCancel": 36, "OrderAccepted": 114, "MassCancelAccepted": 27, "OrderRejected": 27}
LENGTHS |= {"OrderReplaced": 128, "OrderCanceled": 37, "OrderExecuted": 52}
EACH = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.name)


@EACH
def test_message_encodes_to_its_bytes(vector: Vector) -> None:
    """A message built from plain values has the bytes of the document's table, and its one length."""
    data = codec(PROTOCOL)[vector.name](**vector.values).encode()

    assert data.hex(" ") == vector.data.hex(" ")
    assert len(data) == LENGTHS[vector.name]


@EACH
def test_bytes_decode_to_the_message(vector: Vector) -> None:
    """The document's bytes give back the values, without a finding, and every byte stands in the table once."""
    known = codec(PROTOCOL)
    message, findings = known.decode(vector.data, vector.direction)

    assert findings == ()
    assert isinstance(message, WireMessage)
    assert {name: getattr(message, name) for name in vector.values} == vector.values
    assert b"".join(row.raw for row in known.table(vector.data, vector.direction)) == vector.data


def test_every_message_has_a_vector() -> None:
    """No message is left without hand-written bytes."""
    assert {vector.name for vector in VECTORS} == set(codec(PROTOCOL).classes) == set(LENGTHS)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The classes that nasdaq-protocols makes of the file."""
    path = data_root() / "specs" / PROTOCOL / "messages.xml"
    return generated(path, "wire_jpx_ouch_5_0", tmp_path_factory.mktemp("jpx"))


@EACH
def test_nasdaq_protocols_has_the_same_bytes(theirs: ModuleType, vector: Vector) -> None:
    """Its types can say every field of this protocol: both encode and decode alike."""
    other = getattr(theirs, vector.name)()
    for name, value in vector.values.items():
        setattr(other, name, value)

    assert other.to_bytes()[1] == vector.data
    back = getattr(theirs, vector.name).BodyRecord.from_bytes(vector.data[1:])[1]
    assert {name: getattr(back, name) for name in vector.values} == vector.values


def test_one_letter_means_two_messages_by_direction() -> None:
    """U and M are a request one way and its answer the other."""
    known = codec(PROTOCOL)
    assert [known.decode(b"M" + bytes(26), way).message for way in ("incoming", "outgoing")]
    assert {known.classes[name].SPEC.letter for name in ("MassCancel", "MassCancelAccepted")} == {"M"}
    assert {known.classes[name].SPEC.letter for name in ("ReplaceOrder", "OrderReplaced")} == {"U"}


def test_a_code_that_is_not_listed_is_a_finding() -> None:
    """Codes are numbers of one byte: 7 is no time in force, and decodes all the same."""
    data = VECTORS[0].data[:32] + b"\x07" + VECTORS[0].data[33:]
    message, findings = codec(PROTOCOL).decode(data, "incoming")

    assert [(each.kind, each.field) for each in findings] == [(FindingKind.ENUM, "timeInForce")]
    assert message.timeInForce == 7  # type: ignore[union-attr]


def test_a_time_since_1970_is_shown_as_one() -> None:
    """1,700,000,000 seconds are the 14th of November 2023, 22:13:20 UTC, and no time of a day."""
    values = {"timestamp": 1_700_000_000_000_000_007, "orderToken": "ONE", "rejectCode": 0}
    assert "timestamp=2023-11-14 22:13:20.000000007" in repr(codec(PROTOCOL)["OrderRejected"](**values))
