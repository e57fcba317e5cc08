"""The dialect by rule: orders of any XML are accepted or refused by their quantity, bytes written by hand."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from ouch_conformance.spec.library import add_protocol, forget, protocol_names
from ouch_conformance.venue import Venue, VenueError, VenueSettings
from tests.venue.hand_written import Member, Opener

HEAD, TAIL = '<?xml version="1.0"?><root>', "</root>"
RICH = """
  <enums-root>
    <enum id="Side" type="char_ascii"><value name="Buy">B</value><value name="Sell">S</value></enum>
    <enum id="State" type="char_ascii"><value name="Live">L</value><value name="Dead">D</value></enum>
  </enums-root>
  <records-root>
    <record id="Owner"><fields>
      <field name="firm" type="str_ascii_n" length="4"/><field name="side" type="enum:Side"/>
    </fields></record>
  </records-root>
  <messages-root>
    <message id="NewOrder" message-id="O" direction="incoming"><fields>
      <field name="token" type="str_ascii_n" length="6"/>
      <field name="side" type="enum:Side"/>
      <field name="noOfShares" type="uint_4"/>
      <field name="price" type="int_4_be"/>
    </fields></message>
    <message id="Cancel" message-id="X" direction="incoming"><fields>
      <field name="token" type="str_ascii_n" length="6"/>
    </fields></message>
    <message id="CancelRejected" message-id="I" direction="outgoing"><fields>
      <field name="token" type="str_ascii_n" length="6"/>
    </fields></message>
    <message id="OrderAccepted" message-id="A" direction="outgoing"><fields>
      <field name="timestamp" type="uint_8_be"/>
      <field name="token" type="str_ascii_n" length="6"/>
      <field name="side" type="enum:Side"/>
      <field name="price" type="int_8_be"/>
      <field name="state" type="enum:State"/>
      <field name="orderID" type="str_ascii_n" length="1"/>
      <field name="matchNumber" type="byte"/>
      <field name="owner" type="record:Owner"/>
      <field name="legs" type="record:Owner" array="single" length_type="byte"/>
    </fields></message>
    <message id="OrderReject" message-id="J" direction="outgoing"><fields>
      <field name="token" type="str_ascii_n" length="6"/>
      <field name="side" type="enum:Side"/>
    </fields></message>
  </messages-root>
"""
ORDER = '<message id="Order" message-id="O" direction="incoming"><fields>{}</fields></message>'
QUANTITY = '<field name="qty" type="int_4_be"/>'
YES = '<message id="Accept" message-id="A" direction="outgoing"><fields>{}</fields></message>'
NO = '<message id="Reject" message-id="J" direction="outgoing"><fields/></message>'


def sample_order(quantity: int) -> bytes:
    """An Enter Order of the sample protocol: 22 bytes."""
    return b"A" + struct.pack(">icqq", 1, b"B", quantity, 20)


def new_order(token: bytes, side: bytes, shares: int) -> bytes:
    """An order of the rich protocol: its shares are little-endian."""
    return b"O" + token.ljust(6) + side + struct.pack("<I", shares) + struct.pack(">i", 20)


@pytest.fixture
def sample(open_venue: Opener) -> Member:
    """A member of a venue that speaks the sample protocol."""
    return Member(open_venue(protocol="sample-ouch").address)


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Iterator[None]:
    """What these tests add is gone for those of other files."""
    known = set(protocol_names())
    yield
    forget(set(protocol_names()) - known)


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a protocol with enums, records, arrays and a time stamp."""
    file = tmp_path_factory.mktemp("rich") / "by_rule_rich.xml"
    file.write_text(HEAD + RICH + TAIL, encoding="utf-8")
    return add_protocol(file)


def test_quantity_zero_is_rejected_and_the_rest_accepted_with_rising_ids(sample: Member) -> None:
    """The answer is Accepted with the next order id, and Rejected for a quantity that is not above zero."""
    sample.say(*(sample_order(quantity) for quantity in (100, 0, 1, -1)))

    assert [sample.sequenced() for _ in range(4)] == [
        b"K\x00\x00\x00\x00\x00\x00\x00\x01",
        b"U\x00\x00",
        b"K\x00\x00\x00\x00\x00\x00\x00\x02",
        b"U\x00\x00",
    ]


@pytest.mark.parametrize("data", [b"", b"A", b"Z", sample_order(1)[:-1], sample_order(1) + b"\0", b"\xff" * 300])
def test_bytes_that_are_no_order_have_no_answer(sample: Member, data: bytes) -> None:
    """An unknown type, a message too short or too long: the next order is the first that is answered."""
    sample.say(data, sample_order(7))

    assert sample.sequenced() == b"K\x00\x00\x00\x00\x00\x00\x00\x01"


def test_an_answer_gives_back_what_the_order_said(open_venue: Opener, rich: str) -> None:
    """Fields of one name and layout are echoed; numbers count up, codes are the first of their list, time is told."""
    member = Member(open_venue(protocol=rich, clock=iter(range(1000, 1010)).__next__).address)

    member.say(new_order(b"one", b"S", 5), new_order(b"two", b"B", 2**32 - 1))

    layout = ">Q6scqcsB4scB"
    first, second = (struct.unpack(layout, member.sequenced()[1:]) for _ in range(2))
    assert 1000 <= first[0] < second[0] < 1010
    assert first[1:] == (b"one   ", b"S", 0, b"L", b"1", 1, b"    ", b"B", 0)
    assert second[1:] == (b"two   ", b"B", 0, b"L", b"2", 2, b"    ", b"B", 0)


def test_a_code_outside_its_list_is_refused(open_venue: Opener, rich: str) -> None:
    """The order is answered by the plain reject, not the one of cancels, and the code is not given back."""
    member = Member(open_venue(protocol=rich).address)

    member.say(new_order(b"one", b"?", 5), b"Xone   ", new_order(b"two", b"S", 0))

    assert [member.sequenced() for _ in range(2)] == [b"J      B", b"Jtwo   S"]


def test_numbers_start_anew_where_their_field_is_full(open_venue: Opener, rich: str) -> None:
    """An id of one character and a number of one byte do not stop the venue from accepting more orders."""
    member = Member(open_venue(protocol=rich).address)

    member.say(*(new_order(b"n", b"B", 1) for _ in range(257)))

    assert [member.sequenced()[25:27] for _ in range(257)][-2:] == [b"6\x00", b"7\x01"]


def test_an_operator_has_nothing_to_act_on(open_venue: Opener) -> None:
    """There is no market: actions on one are refused, those of the session work."""
    venue = open_venue(protocol="sample-ouch")
    with pytest.raises(VenueError, match="unknown action 'halt'"):
        venue.control("halt", symbol="X")

    assert venue.control("status")["session"] == "DAY0001"


@pytest.mark.parametrize(
    ("messages", "missing"),
    [
        (ORDER.format("") + YES.format("") + NO, "an incoming message with a whole number named qty, quantity"),
        (ORDER.format(QUANTITY) + YES.format(""), "an outgoing message whose name holds 'reject'"),
        (ORDER.format(QUANTITY) + NO, "an outgoing message whose name holds 'accept'"),
    ],
    ids=["no-order", "no-reject", "no-accept"],
)
def test_an_xml_without_orders_or_answers_is_refused(
    tmp_path: Path, request: pytest.FixtureRequest, messages: str, missing: str
) -> None:
    """The venue does not start, and says what it would need."""
    file = tmp_path / f"by_rule_{request.node.callspec.id}.xml"
    file.write_text(f"{HEAD}<messages-root>{messages}</messages-root>{TAIL}", encoding="utf-8")
    name = add_protocol(file)

    with pytest.raises(VenueError, match=re.escape(f"the venue cannot speak {name} by rule: it needs {missing}")):
        Venue(VenueSettings(protocol=name))


def test_a_field_that_nobody_can_fill_is_named(tmp_path: Path) -> None:
    """An answer with a code that has no values cannot be sent: said at the start, not at the first order."""
    file = tmp_path / "by_rule_unfillable.xml"
    enums = '<enums-root><enum id="State" type="char_ascii"/></enums-root>'
    answers = YES.format('<field name="state" type="enum:State"/>') + NO
    file.write_text(
        f"{HEAD}{enums}<messages-root>{ORDER.format(QUANTITY)}{answers}</messages-root>{TAIL}", encoding="utf-8"
    )

    with pytest.raises(VenueError, match=r"by_rule_unfillable: the venue cannot fill Accept\.state"):
        Venue(VenueSettings(protocol=add_protocol(file)))
