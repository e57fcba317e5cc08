"""The options of a message as a collection."""

from __future__ import annotations

import copy

import pytest

from ouch_conformance.wire import EMPTY, Appendage, Element, WireMessage, codec

OUCH = codec("nasdaq-ouch-5.0")
QUERY = OUCH["AccountQueryRequest"]


def test_options_keep_their_order() -> None:
    """Elements are sent in the order in which they were given."""
    one = QUERY(Appendage([("userRefIdx", 1), (99, b"x")])).encode()
    other = QUERY(Appendage([(99, b"x"), ("userRefIdx", 1)])).encode()

    assert one == bytes.fromhex("51 0006 021c01 026378")
    assert other == bytes.fromhex("51 0006 026378 021c01")


def test_options_by_name_and_by_tag() -> None:
    """An option is found under its name and under its tag."""
    appendage = decoded(bytes.fromhex("51 0006 021c05 026378"))

    assert appendage["userRefIdx"] == appendage[28] == appendage.get("userRefIdx") == 5
    assert "userRefIdx" in appendage
    assert 99 in appendage
    assert "minQty" not in appendage
    assert appendage.get("minQty", 7) == 7
    assert len(appendage) == 2
    with pytest.raises(KeyError):
        appendage["minQty"]


def decoded(data: bytes) -> Appendage:
    message = OUCH.decode(data, "incoming").message
    assert isinstance(message, WireMessage)
    assert message.appendage is not None
    return message.appendage


def test_elements_have_tag_name_value_and_bytes() -> None:
    """What was decoded is known in full; before a message is encoded only what was given is."""
    given = Appendage([("userRefIdx", 5)])

    assert list(decoded(bytes.fromhex("51 0003 021c05"))) == [Element(28, "userRefIdx", 5, b"\x05")]
    assert list(given) == [Element(None, "userRefIdx", 5, None)]


def test_enum_values_of_options_are_members() -> None:
    """A decoded option holds the member; the plain value is equal to it."""
    data = bytes.fromhex("4d 00000001 42 00000001 0003 021959")
    appendage = decoded(data)

    assert appendage["sharesLocated"] is OUCH.enums["SharesLocated"]["Yes"]
    assert appendage == Appendage([("sharesLocated", "Y")])


def test_equal_options_are_equal_however_they_came() -> None:
    """Names and values count, in their order."""
    appendage = decoded(bytes.fromhex("51 0003 021c05"))

    assert appendage == Appendage([("userRefIdx", 5)])
    assert hash(appendage) == hash(Appendage([("userRefIdx", 5)]))
    assert appendage != Appendage([("userRefIdx", 6)])
    assert appendage != Appendage()
    assert appendage != [("userRefIdx", 5)]
    assert Appendage() == EMPTY


def test_elements_of_one_message_go_into_another() -> None:
    """A venue gives back the options that it was sent, byte for byte."""
    options = decoded(bytes.fromhex("51 0006 021c05 026378"))

    for appendage in (options, Appendage(options)):
        answer = OUCH["AccountQueryResponse"](1, 2, appendage)
        assert answer.encode() == bytes.fromhex("51 0000000000000001 00000002 0006 021c05 026378")


def test_a_tag_stands_for_its_name() -> None:
    """A value behind a tag is encoded like one behind the name."""
    assert QUERY([(28, 5)]).encode() == QUERY([("userRefIdx", 5)]).encode()


def test_raw_values_are_read_where_they_can_be() -> None:
    """Bytes of the option's width have its value; others stay bytes."""
    message = QUERY([(28, b"\x05"), (28, b"\x05\x05"), (99, b"x")])
    assert message.appendage is not None

    shape = OUCH.shape("AccountQueryRequest").appendage
    assert shape is not None
    elements = list(message.appendage.bind("AccountQueryRequest", shape))

    assert [element.value for element in elements] == [5, b"\x05\x05", b"x"]
    assert [element.name for element in elements] == ["userRefIdx", "userRefIdx", None]


def test_the_text_of_an_appendage() -> None:
    """It can be pasted back."""
    assert repr(Appendage([("minQty", 100), (99, b"x")])) == "Appendage([('minQty', 100), (99, b'x')])"
    assert eval(repr(decoded(bytes.fromhex("51 0003 021c05")))) == Appendage([("userRefIdx", 5)])  # noqa: S307


def test_messages_can_be_copied() -> None:
    """A deep copy is equal, and changing it leaves the original alone."""
    message = QUERY([("userRefIdx", 5)])
    decoded_message = OUCH.decode(message.encode(), "incoming").message

    for original in (message, decoded_message):
        assert isinstance(original, WireMessage)
        changed = copy.deepcopy(original)
        assert changed == copy.copy(original) == original
        changed.appendage = None
        assert changed != original
    assert copy.copy(EMPTY) is EMPTY
