"""What holds of any bytes and of any message."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ouch_conformance.spec.model import Direction
from ouch_conformance.wire import Codec, Decoded, FieldError, Unknown, WireMessage, careful, codec
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, CountedStringKind, RecordKind
from ouch_conformance.wire.kinds import BooleanKind, CharKind, EnumKind, FixedStringKind, IntegerKind, Kind
from tests.wire.wire_protocols import TRADING, TYPES
from tests.wire.wire_vectors import VECTORS

CODECS = [codec("nasdaq-ouch-5.0"), codec("nasdaq-ouch-5.0", "1.02"), codec("soupbintcp-3.00"), Codec(TRADING)]
CODECS += [Codec(TYPES)]
DIRECTIONS = st.sampled_from(["incoming", "outgoing"])
MESSAGES = [(own, made) for own in CODECS for made in own.classes.values()]

LETTERS = st.characters(min_codepoint=33, max_codepoint=126)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good message with a few bytes changed, cut or added: deeper than random bytes get."""
    data = bytearray(draw(st.sampled_from(VECTORS)).data)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(data) - 1))
        data[place] = draw(st.sampled_from([0, 1, 2, 3, 28, 32, 48, 66, 78, 89, 127, 128, 255]))
    cut = draw(st.integers(1, len(data)))
    return bytes(data[:cut] if draw(st.booleans()) else data) + draw(st.binary(max_size=6))


@st.composite
def typed(draw: st.DrawFn) -> bytes:
    """Any bytes behind a type byte that some message has."""
    made = draw(st.sampled_from(MESSAGES))[1]
    return bytes([made.SPEC.id]) + draw(st.binary(max_size=80))


def check(own: Codec, data: bytes, direction: Direction) -> None:
    """Decoding is total, its fast and its careful path agree, and clean bytes come back the same."""
    decoded = own.decode(data, direction)
    rows = own.table(data, direction)

    assert isinstance(decoded, Decoded)
    assert all(0 <= finding.offset <= len(data) for finding in decoded.findings)
    if isinstance(decoded.message, Unknown):
        assert decoded.findings
        assert decoded.message.data == data
        return
    assert repr(decoded.message)
    covered = {place for row in rows for place in range(row.offset, row.offset + len(row.raw))}
    assert covered == set(range(len(data)))
    slow = careful.decode(type(decoded.message), own.shape(decoded.message.SPEC.name), data)
    assert slow == decoded
    if not decoded.findings:
        assert decoded.message.encode() == data
        assert all(row.finding is None for row in rows)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CODECS), st.one_of(st.binary(max_size=90), mutated(), typed()), DIRECTIONS)
def test_any_bytes_decode(own: Codec, data: bytes, direction: Direction) -> None:
    """No bytes raise, in either direction; bytes without a finding are what the message encodes to."""
    check(own, data, direction)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector.name}-{len(vector.data)}")
def test_every_single_byte_fault_is_survived(vector: Any) -> None:
    """Each byte of each message replaced, and each message cut at each place."""
    own = CODECS[0]
    for place in range(len(vector.data)):
        check(own, vector.data[:place], vector.direction)
        for byte in (0, 32, 65, 255):
            check(own, vector.data[:place] + bytes([byte]) + vector.data[place + 1 :], vector.direction)


def values_of(kind: Kind) -> st.SearchStrategy[Any]:
    """Values that a kind can carry."""
    if isinstance(kind, RecordKind):
        return st.tuples(*(values_of(part) for part in kind.kinds))
    if isinstance(kind, ArrayKind):
        return st.lists(values_of(kind.item), max_size=3)
    if isinstance(kind, EnumKind | CountedEnumKind):
        return st.sampled_from(list(kind.members.by_value))
    if isinstance(kind, IntegerKind):
        return st.integers(kind.low, kind.high)
    return st.booleans() if isinstance(kind, BooleanKind) else texts_of(kind)


def texts_of(kind: Kind) -> st.SearchStrategy[str]:
    """Texts that a kind can carry."""
    if isinstance(kind, CharKind):
        return LETTERS
    assert isinstance(kind, FixedStringKind | CountedStringKind)
    return st.text(LETTERS, max_size=kind.width or 20)


@st.composite
def messages(draw: st.DrawFn) -> WireMessage:
    """Any message of any protocol with values that fit, options included."""
    own, made = draw(st.sampled_from(MESSAGES))
    shape = own.shape(made.SPEC.name)
    values = {name: draw(values_of(kind)) for name, kind in zip(shape.names, shape.kinds, strict=True)}
    if shape.payload:
        values[shape.payload] = draw(st.binary(max_size=20))
    if shape.appendage:
        values["appendage"] = draw(st.none() if shape.appendage.spec.presence == "optional" else st.just([]))
        tags = (
            draw(st.lists(st.sampled_from(sorted(shape.appendage.tags)), unique=True)) if shape.appendage.tags else []
        )
        if shape.appendage.spec.presence == "with-channel":
            values["appendage"] = None
            tags = [tag for tag in tags if tag != shape.appendage.spec.channel_tag]
        elif tags:
            values["appendage"] = [(tag, draw(values_of(shape.appendage.options[tag].kind))) for tag in tags]
    return made(**values)


@settings(max_examples=300, deadline=None)
@given(messages())
def test_any_message_comes_back(message: WireMessage) -> None:
    """What is encoded decodes to an equal message without findings."""
    data = message.encode()

    message_back, findings = message.CODEC.decode(data, message.SPEC.direction or "incoming")

    assert findings == ()
    assert message_back == message
    assert message.encode() == careful.encode(message, message.CODEC.shape(message.SPEC.name)) == data


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(MESSAGES), st.data())
def test_any_value_is_encoded_or_refused(chosen: tuple[Codec, type[WireMessage]], data: st.DataObject) -> None:
    """Whatever is put into a field, encoding gives bytes or a FieldError that names the message."""
    own, made = chosen
    junk = st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=20), st.binary(), st.lists(st.integers()))
    names = own.shape(made.SPEC.name).attributes
    values = {name: data.draw(junk) for name in names if data.draw(st.booleans())}

    try:
        raw = made(**values).encode()
    except FieldError as refused:
        assert refused.message == made.SPEC.name
        assert refused.field.split(".")[0] in names
    else:
        assert raw[0] == made.SPEC.id
