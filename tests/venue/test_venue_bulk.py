"""Mass Cancel, Disable, Enable and Account Query at the reference venue (OUCH 5.0 2.5 to 2.8)."""

from __future__ import annotations

import pytest

from tests.venue.hand_written import (
    CHANNEL_5,
    Member,
    Opener,
    cancel,
    counted,
    disable,
    enable,
    enter,
    mass_cancel,
    option,
    query,
    replace,
)


def group(number: int) -> bytes:
    """The option Group ID."""
    return option(24, number.to_bytes(2, "big"))


BOOK = (
    enter(1, b"B", 100, 90_000),
    enter(2, b"S", 100, 110_000, options=group(7)),
    enter(3, b"T", 100, 110_000, symbol=b"OUCHB"),
    enter(4, b"B", 100, 90_000, options=option(2, b"FRMX")),
    enter(5, b"B", 100, cross=b"O"),
    enter(1, b"B", 100, 90_000, options=CHANNEL_5),
)


@pytest.mark.parametrize(
    ("request_", "cancelled"),
    [
        pytest.param(mass_cancel(9), [1, 2, 3, 5, 1], id="the whole firm"),
        pytest.param(mass_cancel(9, b""), [1, 2, 3, 5, 1], id="blank firm is the default firm"),
        pytest.param(mass_cancel(9, b"FRMX"), [4], id="the other firm"),
        pytest.param(mass_cancel(9, symbol=b"OUCHB"), [3], id="one symbol"),
        pytest.param(mass_cancel(9, symbol=b"NOSUCH"), [], id="no such symbol"),
        pytest.param(mass_cancel(9, options=option(27, b"S")), [2], id="side S is not side T"),
        pytest.param(mass_cancel(9, options=option(27, b"B")), [1, 5, 1], id="buys"),
        pytest.param(mass_cancel(9, options=group(0)), [1, 3, 5, 1], id="no group"),
        pytest.param(mass_cancel(9, options=group(7)), [2], id="group 7"),
        pytest.param(mass_cancel(9, options=CHANNEL_5), [1], id="one channel"),
        pytest.param(mass_cancel(9, options=option(28, b"\x00")), [1, 2, 3, 5, 1], id="channel 0 narrows nothing"),
        pytest.param(mass_cancel(9, symbol=b"OUCHA", options=option(27, b"B")), [1, 5, 1], id="symbol and side"),
    ],
)
def test_mass_cancel_takes_what_it_names(member: Member, request_: bytes, cancelled: list[int]) -> None:
    """OUCH50-2.5-01 to OUCH50-2.5-05: the response, then one Canceled with U for each order that is named."""
    member.hears(*BOOK)
    response, *canceled = member.hears(request_)

    assert [(told.type, told.number, told.quantity, told.reason) for told in canceled] == [
        (b"C", number, 100, b"U") for number in cancelled
    ]
    assert response.raw[:1] == b"X"
    assert response.raw[9:] == request_[1:]


def test_mass_cancel_response_may_come_last(open_venue: Opener) -> None:
    """OUCH50-2.5-05: the order of response and cancels is not stated; `mass_cancel_response` chooses."""
    member = Member(open_venue(mass_cancel_response="last").address)

    assert member.types(*BOOK[:2], mass_cancel(9)) == b"AACCX"


def test_mass_cancel_leaves_other_accounts_alone(member: Member, member_b: Member) -> None:
    """OUCH50-2.5-04: another account's orders stay."""
    member_b.hears(enter(1, b"B", 100, 90_000))
    member.hears(mass_cancel(1))

    assert member_b.types(cancel(1)) == b"C"


@pytest.mark.parametrize("request_", [mass_cancel, disable, enable])
def test_a_foreign_firm_is_rejected_with_a_blank_clordid(member: Member, request_: type) -> None:
    """OUCH50-3.8-02: what answers is not stated; this venue rejects, and the number is used up."""
    rejected = member.hears_one(request_(1, b"FRMB"))

    assert (rejected.type, rejected.reason, rejected.clordid) == (b"J", 0x000C, b" " * 14)
    assert member.next_number == 2


@pytest.mark.parametrize("request_", [mass_cancel, disable, enable])
def test_bulk_requests_consume_numbers(member: Member, request_: type) -> None:
    """OUCH50-1.2-09, OUCH50-1.2-06: they use a number each, and a used one gets no answer."""
    assert len(member.hears(request_(3), request_(3), request_(2), enter(3))) == 1
    assert member.next_number == 4


def test_disable_blocks_and_enable_lifts(member: Member) -> None:
    """OUCH50-2.6-01, OUCH50-2.7-01, OUCH50-3.15-01: G and K repeat number and firm; only new orders are blocked."""
    member.hears(enter(1, b"B", 500), enter(2, b"B", 500))
    heard = member.hears(
        disable(3),
        enter(4),
        enter(5, options=option(2, b"FRMX")),
        replace(1, 6),
        cancel(2),
        disable(7),
        enable(8),
        enable(9),
        enter(10),
    )

    assert b"".join(told.type for told in heard) == b"GJAUCGKKA"
    assert heard[0].raw[9:] == bytes.fromhex("00000003") + b"FRMA\x00\x00"
    assert heard[6].raw[9:] == bytes.fromhex("00000008") + b"FRMA\x00\x00"


def test_responses_carry_the_channel(member: Member) -> None:
    """OUCH50-3-02, OUCH50-3.15-01: a request's channel comes back in its response."""
    heard = member.hears(disable(1, options=CHANNEL_5), enable(2, options=CHANNEL_5))

    assert [told.appendage for told in heard] == [counted(CHANNEL_5)] * 2


def test_account_query_tells_the_next_number(member: Member) -> None:
    """OUCH50-2.8-01 to OUCH50-2.8-03: 1 on a fresh day, n + 1 after n, and asking changes nothing."""
    member.hears()
    assert member.next_number == 1
    member.hears(enter(41), query(), query(b""))
    assert member.next_number == 42


def test_account_query_per_channel(member: Member) -> None:
    """OUCH50-2.8-01, OUCH50-3.17-01: with a channel it is that channel's number, and the answer carries the channel."""
    member.say(enter(8, options=CHANNEL_5), query(CHANNEL_5), query(option(28, b"\x06")))
    member.sequenced()

    assert member.sequenced()[9:] == bytes.fromhex("00000009") + counted(CHANNEL_5)
    assert member.sequenced()[9:] == bytes.fromhex("00000001") + counted(option(28, b"\x06"))


def test_revision_1_02_knows_no_bulk_requests(open_venue: Opener) -> None:
    """A host of revision 1.02 takes C, D and E for unknown types and drops them."""
    member = Member(open_venue(revision="1.02").address)

    assert member.hears(mass_cancel(1), disable(1), enable(1)) == []
    assert member.next_number == 1
