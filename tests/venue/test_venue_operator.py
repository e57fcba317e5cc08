"""The operator's actions at the reference venue, in the process and over the operator port."""

from __future__ import annotations

import contextlib
import json
import socket
from typing import Any

import pytest

from ouch_conformance.venue import EmbeddedVenue, VenueError
from tests.venue.hand_written import CHANNEL_5, Member, Opener, cancel, counted, enter, packet, replace, told


def trade(member: Member, member_b: Member) -> int:
    """A trade of number 1 against number 1; gives its match number."""
    member.hears(enter(1, b"B", 100, clordid=b"mine"))
    match = member_b.hears(enter(1, b"S", 100, options=CHANNEL_5, clordid=b"theirs"))[1].match
    member.hears()
    return int(match)


def test_broken_trade_in_36_bytes_to_both_sides(venue: EmbeddedVenue, member: Member, member_b: Member) -> None:
    """OUCH50-3.7-01: both sides get number, match number, reason and ClOrdID of their order, and its channel."""
    match = trade(member, member_b)
    assert venue.control("break_trade") == match

    mine, theirs = member.hears_one(), member_b.hears_one()
    assert mine.raw[9:] == bytes.fromhex("00000001") + match.to_bytes(8, "big") + b"S" + b"mine".ljust(14)
    assert theirs.raw[9:] == (
        bytes.fromhex("00000001") + match.to_bytes(8, "big") + b"S" + b"theirs".ljust(14) + counted(CHANNEL_5)
    )


def test_broken_trade_keeps_the_number_it_traded_under(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.7-01: a replace after the trade does not change what the break refers to."""
    match = member.hears(enter(1, b"B", 500, clordid=b"old"), enter(2, b"S", 100), replace(1, 3, 500))[2].match
    venue.control("break_trade", match_number=match, reason="E")
    first, second = member.hears()

    assert {(told.number, told.clordid) for told in (first, second)} == {(1, b"old".ljust(14)), (2, b"CL".ljust(14))}
    assert (first.reason, first.match) == (b"E", match)


def test_a_trade_is_broken_once(venue: EmbeddedVenue, member: Member, member_b: Member) -> None:
    """OUCH50-3.7-01: neither a broken trade nor one that never was can be broken, nor for a reason that is none."""
    with pytest.raises(VenueError, match="no trade yet"):
        venue.control("break_trade")
    match = trade(member, member_b)
    with pytest.raises(VenueError, match="not a reason"):
        venue.control("break_trade", reason="Q")
    venue.control("break_trade", match_number=match)
    with pytest.raises(VenueError, match=f"no trade {match}"):
        venue.control("break_trade", match_number=match)


def test_end_of_day_ends_new_orders_only(venue: EmbeddedVenue, member: Member, member_b: Member) -> None:
    """OUCH50-3.1-01: E to everybody; new orders are refused, cancels and breaks still come; S opens again."""
    trade(member, member_b)
    member.hears(enter(2, b"B", 100))
    venue.control("end_of_day")
    assert [(event.type, event.event) for event in (member.hears_one(), member_b.hears_one())] == [(b"S", b"E")] * 2

    assert [(told.type, getattr(told, "reason", b"")) for told in member.hears(enter(3), replace(2, 4), cancel(2))] == [
        (b"J", 0x0002),
        (b"J", 0x0002),
        (b"C", b"U"),
    ]
    venue.control("break_trade")
    assert member.hears_one().type == b"B"
    venue.control("start_of_day")
    assert member.types(enter(5)) == b"SA"


def test_halt_and_resume(venue: EmbeddedVenue, member: Member) -> None:
    """A halted symbol refuses new orders and lets cancels through; resumed it trades on."""
    member.hears(enter(1), enter(2))
    venue.control("halt", "OUCHA")
    assert member.types(enter(3, b"S"), cancel(1), enter(4, b"S", symbol=b"OUCHB")) == b"JCA"
    venue.control("resume", symbol="OUCHA")
    assert member.types(enter(5, b"S")) == b"AEE"


def test_orders_cancelled_by_the_venue(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.4-01: the venue takes out some or all shares and says why."""
    member.hears(enter(1, b"B", 500, options=CHANNEL_5))
    venue.control("cancel_order", user="MEMBRA", number=1, channel=5, quantity=100)
    venue.control("cancel_order", user="membra", number=1, channel=5, reason="D")

    assert [(told.quantity, told.reason) for told in member.hears()] == [(100, b"S"), (400, b"D")]


def test_priority_update(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.11-01: a new reference number and the place at the back of the price, or at another price."""
    first = member.hears(enter(1, b"B"), enter(2, b"B"))[0]
    reference = venue.control("update_priority", user="MEMBRA", number=1)
    update = member.hears_one()

    assert update.raw[9:] == bytes.fromhex("00000001 00000000000186a0") + b"Y" + reference.to_bytes(8, "big")
    assert reference != first.reference
    assert member.hears(enter(3, b"S"))[1].number == 2
    member.hears(enter(4, b"S", price=100_100))
    venue.control("update_priority", user="MEMBRA", number=1, price=100_100)
    assert [told.type for told in member.hears()] == [b"T", b"E", b"E"]


def test_displayed_price_update(venue: EmbeddedVenue, member: Member) -> None:
    """OUCH50-3.13-01: Restated P carries the displayed price as option 23."""
    member.hears(enter(1, b"B"))
    venue.control("reprice", user="MEMBRA", number=1, price=99_900)
    restated = member.hears_one()

    assert (restated.type, restated.reason) == (b"R", b"P")
    assert restated.appendage == counted(bytes.fromhex("0917000000000001863c"))


def test_dropped_connection_may_return(venue: EmbeddedVenue) -> None:
    """A dropped member sees its connection end without Z; it can log in again."""
    member = Member(venue.address)

    assert venue.control("drop_connection", user="MEMBRA") == 1
    assert member.packets() == []
    assert Member(venue.address).types(enter(1)) == b"A"


def test_debug_packet_on_demand(venue: EmbeddedVenue, member: Member) -> None:
    """SOUP-D1, SOUP-S3: the server's debug packet comes and does not count."""
    venue.control("debug", user="MEMBRA", text="hello")
    assert member.packet() == (b"+", b"hello")
    member.hears(enter(1))
    member.close()

    assert told(Member(venue.address, sequence=b"2").sequenced()).type == b"A"


def test_a_session_that_ended_fires_no_timers(open_venue: Opener) -> None:
    """SOUP-E1: a GTT order of an ended session causes no message in the next one."""
    venue = open_venue(time_scale=0.001)
    Member(venue.address).hears(enter(1, tif=b"6", options=bytes.fromhex("050f0000000a")))
    venue.control("start_session")
    member = Member(venue.address)

    member.hears(enter(1, tif=b"6", options=bytes.fromhex("050f00000014")))
    assert told(member.sequenced()).reason == b"T"
    assert member.hears() == []


@pytest.mark.parametrize(
    ("action", "arguments", "problem"),
    [
        ("halted", {"symbol": "OUCHA"}, "did you mean halt"),
        ("halt", {"symbol": "NOSUCH"}, "unknown symbol"),
        ("halt", {}, "missing a required argument"),
        ("drop_connection", {"user": "NOBODY"}, "unknown user"),
        ("cancel_order", {"user": "NOBODY", "number": 1}, "unknown user"),
        ("cancel_order", {"user": "MEMBRA", "number": 9}, "no live order 9"),
        ("cancel_order", {"user": "MEMBRA", "number": 1, "reason": "?"}, "not a cancel reason"),
        ("cancel_order", {"user": "MEMBRA", "number": 1, "quantity": 101}, "100 open shares"),
        ("cancel_order", {"user": "MEMBRA", "number": 1, "quantity": "x"}, "cancel_order"),
        ("update_priority", {"user": "MEMBRA", "number": 2}, "waits for a cross"),
    ],
)
def test_what_cannot_be_done_is_said(
    venue: EmbeddedVenue, member: Member, action: str, arguments: dict[str, Any], problem: str
) -> None:
    """A wrong action or argument is refused with a sentence, and nothing happens."""
    member.hears(enter(1), enter(2, cross=b"O"))
    with pytest.raises(VenueError, match=problem):
        venue.control(action, **arguments)

    assert member.hears() == []


def ask(venue: EmbeddedVenue, *lines: bytes) -> list[dict[str, Any]]:
    """What the operator port answers."""
    assert venue.operator_address is not None
    with socket.create_connection(venue.operator_address, 5) as connection, connection.makefile("rb") as answers:
        connection.sendall(b"".join(line + b"\n" for line in lines))
        return [json.loads(answers.readline()) for _ in lines]


def test_operator_port(open_venue: Opener) -> None:
    """The port takes a JSON object a line and answers each; what is no request is said to be none."""
    venue = open_venue(operator_port=0)
    member = Member(venue.address)
    status, halted, wrong, *bad = ask(
        venue,
        b'{"action": "status"}',
        b'{"action": "halt", "values": ["OUCHA"]}',
        b'{"action": "halt", "symbol": "NONE"}',
        b"halt OUCHA",
        b"[1]",
        b'{"action": "halt", "values": "OUCHA"}',
    )

    assert status["result"]["users"]["MEMBRA"] == {"messages": 1, "connections": 1}
    assert halted == {"ok": True, "result": None}
    assert (wrong["ok"], "NONE" in wrong["error"]) == (False, True)
    assert [answer["ok"] for answer in bad] == [False] * 3
    assert member.types(enter(1)) == b"J"


def test_operator_port_hangs_up_on_an_endless_line(open_venue: Opener) -> None:
    """A line above the limit ends that connection, not the venue."""
    venue = open_venue(operator_port=0)
    assert venue.operator_address is not None
    with socket.create_connection(venue.operator_address, 5) as connection:
        connection.sendall(b"x" * 100_000)
        with contextlib.suppress(ConnectionResetError):
            assert connection.recv(10) == b""

    assert ask(venue, b'{"action": "status"}')[0]["ok"]


def test_operator_methods_are_named_like_the_actions(venue: EmbeddedVenue) -> None:
    """`operator.halt(...)` is `perform("halt", ...)`; other attributes do not exist; words may be joined by dashes."""
    operator = venue._running().operator

    assert operator.status()["session"] == "DAY0001"
    assert operator.perform("drop-connection", "MEMBRA") == 0
    with pytest.raises(AttributeError):
        operator.fly  # noqa: B018


def test_packets_written_by_an_action_are_out_when_it_returns(venue: EmbeddedVenue, member: Member) -> None:
    """`control` waits until the messages it causes are written."""
    venue.control("end_of_day")
    member.socket.setblocking(False)

    assert member.socket.recv(100) == packet(b"S", member_event(venue))


def member_event(venue: EmbeddedVenue) -> bytes:
    """The second message of member A's stream."""
    return venue._running().gate.members["MEMBRA"].stream.message(2)
