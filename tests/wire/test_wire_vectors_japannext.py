"""Every message of Japannext's and Osaka Digital Exchange's OUCH against bytes written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from benchmarks.codec import generated
from ouch_conformance.spec.resources import data_root
from ouch_conformance.wire import FieldError, FindingKind, WireMessage, codec
from tests.wire.wire_vector import Vector
from tests.wire.wire_vectors_japannext import BONDS, EQUITIES, FAMILY

LENGTHS = {"EnterOrder": 48, "ReplaceOrder": 26, "CancelOrder": 9, "SystemEvent": 10, "OrderAccepted": 65}
LENGTHS |= {"OrderReplaced": 52, "OrderCanceled": 18, "OrderAIQCanceled": 27, "OrderRejected": 14}
LENGTHS |= {"OrderExecuted": 30, "OrderExecutedWithCounterParty": 42}


def every() -> Iterator[Any]:
    """Each vector of each protocol."""
    for protocol, vectors in FAMILY.items():
        for vector in vectors:
            yield pytest.param(protocol, vector, id=f"{protocol}-{vector.direction}-{vector.name}")


@pytest.mark.parametrize(("protocol", "vector"), list(every()))
def test_message_encodes_to_its_bytes(protocol: str, vector: Vector) -> None:
    """A message built from plain values has the bytes of the document's table, and its one length."""
    data = codec(protocol)[vector.name](**vector.values).encode()

    assert data.hex(" ") == vector.data.hex(" ")
    assert len(data) == LENGTHS[vector.name]


@pytest.mark.parametrize(("protocol", "vector"), list(every()))
def test_bytes_decode_to_the_message(protocol: str, vector: Vector) -> None:
    """The document's bytes give back the values, without a finding, and every byte stands in the table once."""
    known = codec(protocol)
    message, findings = known.decode(vector.data, vector.direction)

    assert findings == ()
    assert isinstance(message, WireMessage)
    assert {name: getattr(message, name) for name in vector.values} == vector.values
    assert b"".join(row.raw for row in known.table(vector.data, vector.direction)) == vector.data


@pytest.mark.parametrize("protocol", list(FAMILY))
def test_every_message_has_a_vector(protocol: str) -> None:
    """No message of a protocol is left without hand-written bytes."""
    assert {vector.name for vector in FAMILY[protocol]} == set(codec(protocol).classes)


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleType]:
    """The classes that nasdaq-protocols makes of the files, by protocol."""
    return {
        name: generated(
            data_root() / "specs" / name / "messages.xml",
            "wire_" + name.replace("-", "_").replace(".", "_"),
            tmp_path_factory.mktemp(name),
        )
        for name in FAMILY
    }


@pytest.mark.parametrize(("protocol", "vector"), list(every()))
def test_nasdaq_protocols_has_the_same_bytes(theirs: dict[str, ModuleType], protocol: str, vector: Vector) -> None:
    """Its types can say every field of these protocols: both encode and decode alike."""
    other = getattr(theirs[protocol], vector.name)()
    for name, value in vector.values.items():
        setattr(other, name, value)

    assert other.to_bytes()[1] == vector.data
    back = getattr(theirs[protocol], vector.name).BodyRecord.from_bytes(vector.data[1:])[1]
    assert {name: getattr(back, name) for name in vector.values} == vector.values


def test_one_letter_means_two_messages_by_direction() -> None:
    """Replace and Replaced are both U; neither is taken for the other."""
    known = codec("japannext-ouch-2.01")
    inward = next(each for each in EQUITIES if each.name == "ReplaceOrder")

    assert known.decode(inward.data, "incoming").message.SPEC.name == "ReplaceOrder"  # type: ignore[union-attr]
    assert known.decode(inward.data, "outgoing").findings


def test_an_order_of_equities_is_none_of_bonds() -> None:
    """A short sale on margin has codes that the edition for bonds does not list."""
    order = EQUITIES[1].data
    findings = codec("japannext-bonds-ouch-2.01").decode(order, "incoming").findings

    assert [(each.kind, each.field) for each in findings] == [(FindingKind.ENUM, "side")]
    assert codec("odx-ouch-2.0").decode(order, "incoming").findings == ()


def test_a_yield_below_zero_is_no_price_of_equities() -> None:
    """Only bonds have signed prices."""
    values = BONDS[0].values | {"orderbookId": "8729"}
    with pytest.raises(FieldError, match=r"EnterOrder\.price: wanted"):
        codec("japannext-ouch-2.01")["EnterOrder"](**values).encode()


def test_another_time_in_force_is_no_listed_one() -> None:
    """0 and 99999 are all there is: a number of seconds is a finding, and decodes all the same."""
    data = EQUITIES[0].data[:32] + (3_600).to_bytes(4, "big") + EQUITIES[0].data[36:]
    message, findings = codec("japannext-ouch-2.01").decode(data, "incoming")

    assert [(each.kind, each.field) for each in findings] == [(FindingKind.ENUM, "timeInForce")]
    assert message.timeInForce == 3_600  # type: ignore[union-attr]
