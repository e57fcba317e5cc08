"""Hostile and malformed bytes at the reference venue: nothing breaks it, and its choices are kept."""

from __future__ import annotations

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from tests.venue.hand_written import (
    Member,
    Wire,
    cancel,
    enter,
    eventually,
    login,
    mass_cancel,
    modify,
    packet,
    query,
    replace,
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(packet(b"S", enter(1)), id="Sequenced Data from a client"),
        pytest.param(packet(b"H"), id="Server Heartbeat from a client"),
        pytest.param(packet(b"Z"), id="End of Session from a client"),
        pytest.param(packet(b"J", b"A"), id="Login Rejected from a client"),
        pytest.param(packet(b"?", b"what"), id="unknown packet type"),
        pytest.param(b"\x00\x00", id="length 0"),
        pytest.param(packet(b"R", b"surplus"), id="heartbeat with a payload"),
        pytest.param(login(), id="second login"),
        pytest.param(packet(b"U"), id="no message"),
        pytest.param(packet(b"U", b"\xff"), id="unknown message type"),
        pytest.param(packet(b"U", b"A" * 64), id="an outbound type"),
        pytest.param(packet(b"U", enter(1)[:-1]), id="truncated by a byte"),
        pytest.param(packet(b"U", enter(1)[:20]), id="truncated in the middle"),
        pytest.param(packet(b"U", enter(1)[:45]), id="no Appendage Length"),
        pytest.param(packet(b"U", enter(1) + b"\x00"), id="a trailing byte"),
        pytest.param(packet(b"U", enter(1)[:-2] + b"\x00\x05"), id="Appendage Length without an appendage"),
        pytest.param(packet(b"U", enter(1)[:-2] + b"\xff\xff"), id="Appendage Length of 65,535"),
        pytest.param(packet(b"U", enter(1, clordid=b"\x01\xff")), id="ClOrdID that is no text"),
        pytest.param(packet(b"U", enter(1, symbol=b"\x80UCHA")), id="symbol that is no text"),
        pytest.param(packet(b"U", cancel(1)[:5]), id="half a cancel"),
        pytest.param(packet(b"U", mass_cancel(1, options=b"\x02\x1bQ")), id="mass cancel of a side that is none"),
        pytest.param(packet(b"U", b"U" * 65_534), id="the largest payload"),
    ],
)
def test_no_answer_and_no_harm(member: Member, data: bytes) -> None:
    """SOUP-F5, OUCH50-1.2-17: the reaction is not defined; here such bytes are dropped and use no number."""
    member.send(data)

    assert member.hears() == []
    assert member.types(enter(1)) == b"A"


def test_requests_before_the_login_are_ignored(venue: EmbeddedVenue) -> None:
    """SOUP-U3, SOUP-H8: data and heartbeats before the login are ignored; the login still works."""
    wire = Wire(venue.address)
    wire.send(packet(b"U", enter(1)), packet(b"R"), packet(b"?"), login()[:-5] + b"     ", login())

    assert (wire.packet() or (b"",))[0] == b"A"


def test_login_of_another_length_is_ignored(venue: EmbeddedVenue) -> None:
    """A 52-byte login of another version is no login here; a right one after it is."""
    wire = Wire(venue.address)
    wire.send(packet(b"L", login()[3:] + b"15000"), login())

    assert (wire.packet() or (b"",))[0] == b"A"


def test_an_endless_packet_does_not_grow(venue: EmbeddedVenue) -> None:
    """A packet that never completes holds at most its own 65,537 bytes."""
    wire = Wire(venue.address)
    wire.send(b"\xff\xff" + b"x" * 60_000)
    assert eventually(lambda: bool(venue._running()._connections))
    connection = next(iter(venue._running()._connections))

    assert Member(venue.address).types(enter(1)) == b"A"
    assert eventually(lambda: len(connection._machine.pending) == 60_002)


def test_a_half_closed_connection_ends(venue: EmbeddedVenue) -> None:
    """A member that shuts its sending side is gone."""
    member = Member(venue.address)
    member.socket.shutdown(1)

    assert member.packets() == []


SAMPLES = (
    enter(50),
    enter(50, options=struct.pack(">BBIBBBBB", 5, 3, 100, 2, 28, 5, 2, 12)[:9]),
    replace(1, 50),
    cancel(1, 50),
    cancel(1, 50, b"\x02\x1c\x05"),
    modify(1, b"S", 50),
    mass_cancel(50),
    query(),
)


@pytest.fixture(scope="module")
def patient() -> Member:
    """One member for all hostile examples of this module."""
    venue = EmbeddedVenue(VenueSettings(idle_timeout=None))
    venue.start()
    return Member(venue.address)


mutation = st.tuples(st.integers(0, 80), st.binary(max_size=4))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SAMPLES), st.lists(mutation, max_size=4), st.integers(0, 90))
def test_no_message_breaks_the_venue(
    patient: Member, sample: bytes, mutations: list[tuple[int, bytes]], length: int
) -> None:
    """OUCH50-1.2-17: whatever the bytes of a message, the venue goes on and answers the next query."""
    data = bytearray(sample)
    for place, patch in mutations:
        data[place : place + len(patch)] = patch

    patient.hears(bytes(data), bytes(data[:length]))


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_server(patient: Member, data: bytes) -> None:
    """SOUP-F5: whatever comes on another connection, this one is served."""
    host, port = patient.socket.getpeername()[:2]
    wire = Wire((host, port))
    wire.send(login(b"MEMBRB", b"bravo-pass"), data)
    wire.close()

    patient.hears()
