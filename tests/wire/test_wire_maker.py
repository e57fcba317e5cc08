"""A codec whose classes somebody else makes: the seam that the generated packages stand on."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Any

import pytest

from ouch_conformance.spec import model
from ouch_conformance.wire import Codec, FieldError
from ouch_conformance.wire.generate import PlainMaker, Writer, build
from ouch_conformance.wire.message import WireMessage
from ouch_conformance.wire.shape import EnumClass, Shape
from tests.wire.wire_protocols import TRADING, TYPES


class Side(StrEnum):
    """An enum that stands in somebody's module."""

    Buy = "B"
    Sell = "S"


class Hidden(PlainMaker):
    """Keeps every value in a slot that is named otherwise than the field, and takes one enum from elsewhere."""

    def enum(self, protocol: model.Protocol, revision: str, enum: model.EnumType) -> EnumClass:
        return Side if enum.name == "Side" else super().enum(protocol, revision, enum)

    def prefix(self, names: Collection[str]) -> str:
        return "kept_"


def test_values_may_live_in_slots_of_another_name() -> None:
    """The bytes are the same, encoded and decoded, where the slots have a prefix; the constructor keeps its names."""
    plain, hidden = Codec(TRADING), Codec(TRADING, maker=Hidden())
    values: dict[str, Any] = {"userRefNum": 7, "side": "B", "quantity": 100, "symbol": "OUCHA", "price": 20}
    data = plain["Enter"](**values, clOrdID="one").encode()

    made = hidden["Enter"](**values, clOrdID="one")
    back, findings = hidden.decode(data, "incoming")

    assert made.encode() == data
    assert (back, findings) == (made, ())
    assert made.kept_side is Side.Buy
    assert "quantity" not in type(made).__slots__


def test_a_refusal_names_the_field_and_not_its_slot() -> None:
    """What cannot be encoded is named as the XML names it."""
    made = Codec(TRADING, maker=Hidden())["Enter"](userRefNum=-1, side="B")
    unhashable = Codec(TRADING, maker=Hidden())["Enter"](side=["B"])

    with pytest.raises(FieldError, match=r"^Enter\.userRefNum: wanted an integer 0 to 4,294,967,295"):
        made.encode()
    with pytest.raises(FieldError, match=r"^Enter\.side: wanted one of Side.*given \['B'\]$"):
        unhashable.encode()


def test_records_are_decoded_without_their_constructor() -> None:
    """A record class that refuses values does not keep bytes from being decoded: decoding is total."""

    class Picky(Writer):
        def _constructor(self) -> list[str]:
            return ["def __init__(self, *given, **named):", "    if given or named: raise ValueError('picky')"]

    class PickyMaker(PlainMaker):
        def record(self, shape: Shape) -> type[Any]:
            return build(shape, object, Picky)[0]

    data = Codec(TYPES)["Groups"](pair=(1, 2), legs=[("B", 3, "x")]).encode()

    message, findings = Codec(TYPES, maker=PickyMaker()).decode(data, "outgoing")

    assert isinstance(message, WireMessage)
    assert findings == ()
    assert (message.pair.left, message.pair.right, message.legs[0].note) == (1, 2, "x")
