"""Where fields stand, bytes put there by hand, and values worth putting there."""

from __future__ import annotations

import pytest

from ouch_conformance.spec.model import Field, Message
from ouch_conformance.wire import Codec, boundaries, codec, invalid, offset_of, patch
from tests.wire.wire_protocols import TYPES, make
from tests.wire.wire_vectors import VECTORS

OUCH = codec("nasdaq-ouch-5.0")
ENTER = VECTORS[0].data
SPEC = OUCH["EnterOrder"].SPEC
HAND = Codec(TYPES)


def test_places_are_those_of_the_document() -> None:
    """Offset from the type byte, and width."""
    assert offset_of(SPEC, "price") == (18, 8)
    assert offset_of(SPEC, "appendageLength") == (45, 2)
    assert offset_of(OUCH["CancelOrderRequest"].SPEC, "appendageLength") == (9, 2)


def test_fields_behind_a_variable_one_have_no_fixed_place() -> None:
    """So have unknown ones, and the error names the message."""
    assert offset_of(HAND["Texts"].SPEC, "latin") == (12, 4)
    for message, field in (("Texts", "nom"), ("Groups", "pair"), ("Integers", "none")):
        with pytest.raises(KeyError, match=f"{message} has no field '{field}' at a fixed place"):
            offset_of(HAND[message].SPEC, field)


def test_patching_overwrites_one_field() -> None:
    """Everything else stays."""
    patched = patch(ENTER, SPEC, "side", b"Q")

    assert patched == ENTER[:5] + b"Q" + ENTER[6:]
    with pytest.raises(ValueError, match=r"EnterOrder.side has 1 bytes, given 2"):
        patch(ENTER, SPEC, "side", b"QQ")


@pytest.mark.parametrize("name", list(OUCH.classes))
def test_boundaries_decode_without_findings(name: str) -> None:
    """What is legal at the edges is legal."""
    spec = OUCH[name].SPEC
    data = next(vector.data for vector in VECTORS if vector.name == name)

    for field in spec.fields:
        for sample in boundaries(field, OUCH):
            decoded = OUCH.decode(patch(data, spec, field.name, sample.raw), spec.direction or "incoming")
            assert decoded.findings == (), (field.name, sample)
            assert getattr(decoded.message, field.name) == sample.value


@pytest.mark.parametrize("name", list(OUCH.classes))
def test_invalid_values_fit_but_are_not_allowed(name: str) -> None:
    """Wrong enums and texts are findings; numbers are beyond the document's limits."""
    spec = OUCH[name].SPEC
    data = next(vector.data for vector in VECTORS if vector.name == name)

    for field in spec.fields:
        for sample in invalid(field, OUCH):
            decoded = OUCH.decode(patch(data, spec, field.name, sample.raw), spec.direction or "incoming")
            beyond = isinstance(sample.value, int) and not (field.minimum or 0) <= sample.value <= (field.maximum or 0)
            assert decoded.findings or beyond, (field.name, sample)


def test_samples_of_a_number() -> None:
    """The document's limits and what lies just beyond; sentinels are legal."""
    quantity, price = SPEC.fields[2], SPEC.fields[4]

    assert [sample.value for sample in boundaries(quantity, OUCH)] == [1, 2, 999_998, 999_999]
    assert [sample.value for sample in invalid(quantity, OUCH)] == [0, 1_000_000, 4_294_967_295]
    assert {2_000_000_000, 2_147_483_647} <= {sample.value for sample in boundaries(price, OUCH)}
    assert [sample.value for sample in invalid(price, OUCH)] == [1_999_999_901, 2**64 - 1]


def test_samples_of_other_types() -> None:
    """Signed numbers, booleans, characters, texts and enums of numbers."""
    labels = {field.name: [sample.label for sample in invalid(field, HAND)] for field in HAND["Texts"].SPEC.fields[:6]}
    letters = [sample.value for sample in boundaries(HAND["Texts"].SPEC.fields[1], HAND)]

    assert [sample.value for sample in boundaries(Field("f", "int_2"), HAND)] == [-32_768, -32_767, 32_766, 32_767]
    assert [sample.value for sample in invalid(Field("f", "int_2", minimum=0), HAND)] == [-1, -32_768]
    assert [sample.value for sample in boundaries(HAND["Texts"].SPEC.fields[0], HAND)] == [False, True]
    assert letters == ["A", "z", "0", " "]
    assert labels["flag"] == ["two", "all bits"]
    assert labels["letter"] == ["NUL", "control character", "delete", "high bit"]
    assert labels["right"][-2:] == ["padded with NUL", "justified to the wrong side"]


def test_samples_of_tokens_and_narrow_texts() -> None:
    """A token may begin with a space; a text of one character has no sides."""
    token = Field("token", "str_ascii_n", length=4, role="token")
    narrow = Field("narrow", "str_ascii_n", length=1)

    assert "justified to the wrong side" not in [sample.label for sample in invalid(token, HAND)]
    assert [sample.raw for sample in invalid(narrow, HAND)] == [b"\0", b"\x01", b"\x7f", b"\x80"]


def test_an_open_enum_has_no_invalid_values() -> None:
    """Any code may come."""
    assert invalid(OUCH["Rejected"].SPEC.fields[2], OUCH) == []


def test_fields_of_variable_width_have_no_samples() -> None:
    """They cannot be patched."""
    own = Codec(make(Message("Named", 78, None, (Field("name", "str_ascii"),))))

    with pytest.raises(TypeError, match=r"name \(str_ascii\) has no fixed width"):
        boundaries(own["Named"].SPEC.fields[0], own)
