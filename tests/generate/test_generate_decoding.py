"""Reading bytes with a generated module: total, typed, and as the codec reads them."""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ouch_conformance.spec.model import Direction
from ouch_conformance.wire import FindingKind, Unknown, codec
from tests.generate.generate_packages import OUCH50, TRADE, module_of, module_of_text

DIRECTIONS = st.sampled_from(["incoming", "outgoing"])
ACCEPTED = bytes.fromhex(
    "41 0000000000000005 00000001 42 00000064 4f55434841202020 00000000000186a0 30 59"
    "0000000000000007 41 4e 4e 4c 6669727374202020202020202020 0000"
)
"""An Order Accepted of OUCH 5.0: B 100 OUCHA at 10.00, live, without options."""


@pytest.fixture(scope="module")
def ouch(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """OUCH 5.0."""
    return module_of(OUCH50, "decoding50", tmp_path_factory.mktemp("ouch"))


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """A protocol with a bit of everything."""
    return module_of_text(TRADE, "decoding", tmp_path_factory.mktemp("trade"))


def test_a_message_comes_in_typed(ouch: ModuleType) -> None:
    """Fields of hand-written bytes: integers, texts without padding, members of the module's enums."""
    size, message = ouch.Message.from_bytes(ACCEPTED)

    assert size == len(ACCEPTED)
    assert isinstance(message, ouch.OrderAccepted)
    assert (message.timestamp, message.symbol, message.price, message.clOrdID) == (5, "OUCHA", 100_000, "first")
    assert (message.side, message.orderState) == (ouch.Side.Buy, ouch.OrderState.Live)
    assert message.to_bytes() == (size, ACCEPTED)


def test_an_enum_value_that_is_not_listed_is_read_as_it_is(ouch: ModuleType) -> None:
    """Decoding refuses nothing: the plain value stands in the attribute, and a finding names it."""
    data = ACCEPTED[:13] + b"?" + ACCEPTED[14:]

    message, findings = ouch.Message.decode(data)

    assert message.side == "?"
    assert [(finding.field, finding.kind) for finding in findings] == [("side", FindingKind.ENUM)]
    assert ouch.OrderAccepted.decode(data)[0] == message


def test_an_enum_value_inside_a_record_is_read_as_it_is(trade: ModuleType) -> None:
    """The same holds inside records and lists, whose classes refuse the value when it is assigned."""
    sent = trade.Enter(side="B", leg=trade.Leg(5, "S"), legs=[trade.Leg(6, "B")])
    data = sent.encode().replace(b"\x00\x05S", b"\x00\x05?").replace(b"\x00\x06B", b"\x00\x06!")

    message, findings = trade.Message.decode(data, "incoming")

    assert (message.leg.side, message.legs[0].side) == ("?", "!")
    assert [finding.field for finding in findings] == ["leg.side", "legs[0].side"]


def test_options_come_in_whatever_they_are(ouch: ModuleType) -> None:
    """Known ones by name and value; one that may not stand there is a finding, and is sent again as it came."""
    clean = ACCEPTED[:-2] + bytes.fromhex("0006 05 03 00000064")
    strange = ACCEPTED[:-2] + bytes.fromhex("0007 05 03 00000064 00")
    foreign = ACCEPTED[:-2] + bytes.fromhex("0003 02 1a 05")

    message, findings = ouch.Message.decode(clean)
    message.quantity = 50

    assert (message.appendage["minQty"], findings) == (100, ())
    assert message.encode() == clean[:14] + (50).to_bytes(4, "big") + clean[18:]
    assert ouch.Message.decode(strange)[1][0].kind is FindingKind.ELEMENT_LENGTH
    copied = ouch.OrderAccepted()
    decoded, findings = ouch.Message.decode(foreign)
    assert len(findings) > 0
    assert decoded.encode() == foreign
    copied.appendage = decoded.appendage
    assert copied.appendage is decoded.appendage


@pytest.mark.parametrize(("data", "kind"), [(b"\x01abc", 1), (b"", -1)])
def test_an_unknown_message_is_a_message(ouch: ModuleType, data: bytes, kind: int) -> None:
    """A type byte that the specification does not have, or none at all: the bytes are kept, and nothing raises."""
    message, findings = ouch.Message.decode(data)

    assert isinstance(message, ouch.UnknownMessage)
    assert isinstance(message, ouch.Message)
    assert (message.type, message.data, message.encode()) == (kind, data, data)
    assert message == ouch.UnknownMessage(kind, data)
    assert message != ouch.UnknownMessage(kind, data + b"!")
    assert len(findings) == 1
    assert repr(message) == f"UnknownMessage(type={kind}, data={data.hex(' ')})"
    assert b"".join(row.raw for row in message.table()) == data
    with pytest.raises(TypeError):
        hash(message)


def test_bytes_behind_a_message_are_counted_off(ouch: ModuleType) -> None:
    """`from_bytes` gives what the message took; a message that is cut off took all there was."""
    event = b"S" + bytes(7) + b"\x05S"

    assert ouch.Message.from_bytes(event + b"more")[0] == len(event)
    assert ouch.Message.from_bytes(event[:-1])[0] == len(event) - 1
    assert [finding.kind for finding in ouch.Message.decode(event[:-1])[1]] == [FindingKind.TRUNCATED]


@settings(max_examples=200, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=90),
        st.builds(bytes.__add__, st.sampled_from([b"O", b"A", b"U", b"X", b"C"]), st.binary(max_size=90)),
    ),
    way=DIRECTIONS,
)
def test_any_bytes_are_read_as_the_codec_reads_them(ouch: ModuleType, data: bytes, way: Direction) -> None:
    """The same values and the same findings as the suite's own codec, and no bytes raise."""
    message, findings = ouch.Message.decode(data, way)
    wanted = codec("nasdaq-ouch-5.0").decode(data, way)

    assert findings == wanted.findings
    if isinstance(wanted.message, Unknown):
        assert (message.type, message.data) == wanted.message
    else:
        assert repr(message) == repr(wanted.message)


def test_a_table_shows_the_bytes(ouch: ModuleType) -> None:
    """Offsets, bytes and meaning of every field."""
    rows = {row.name: row for row in ouch.Message.from_bytes(ACCEPTED)[1].table()}

    assert (rows["price"].offset, rows["price"].raw.hex(), rows["price"].text) == (26, "00000000000186a0", "10.0000")
    assert rows["side"].text == "buy (B)"


def test_two_modules_of_one_file_do_not_meet(tmp_path_factory: pytest.TempPathFactory, ouch: ModuleType) -> None:
    """Modules are independent: the same application generated twice lives beside itself in one process."""
    twin = module_of(OUCH50, "decoding50", tmp_path_factory.mktemp("twin"))

    assert twin.EnterOrder is not ouch.EnterOrder
    assert isinstance(twin.Message.from_bytes(ACCEPTED)[1], twin.OrderAccepted)
    assert isinstance(ouch.Message.from_bytes(ACCEPTED)[1], ouch.OrderAccepted)


def test_a_module_may_be_of_an_older_revision(tmp_path_factory: pytest.TempPathFactory) -> None:
    """With --revision the module has what that revision had."""
    old = module_of(OUCH50, "decoding_old", tmp_path_factory.mktemp("old"), "--revision", "1.02")

    assert not hasattr(old, "MassCancelRequest")
    assert "revision 1.02" in (old.__doc__ or "")
    assert old.Message.CODEC.revision == "1.02"
