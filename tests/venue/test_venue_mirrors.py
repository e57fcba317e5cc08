"""A venue at several hosts: one account, one stream, requests from any of them (OUCH 5.0 1.3, Japannext 3 and 4)."""

from __future__ import annotations

import pytest

from ouch_conformance.venue import EmbeddedVenue, VenueError
from tests.venue.hand_written import Member, Opener, Wire, cancel, enter, eventually, login, packet, query, told
from tests.venue.japannext import hand_written_japannext as japannext

MIRRORED = {"mirror_ports": (0,)}
BEAT = 0.1
"""Seconds between heartbeats where a test waits for some."""


def both(venue: EmbeddedVenue, sequence: bytes = b"0") -> tuple[Member, Member]:
    """Member A at the first host and at the first mirror."""
    return Member(venue.address, sequence=sequence), Member(venue.mirrors[0], sequence=sequence)


def test_hosts_are_apart(open_venue: Opener) -> None:
    """As many further ports as asked for; a venue that is not asked for any has none."""
    venue = open_venue(mirror_ports=(0, 0))

    assert len({venue.address, *venue.mirrors}) == 3
    assert open_venue().mirrors == ()


def test_a_port_that_is_taken_leaves_nothing_open(open_venue: Opener) -> None:
    """One line, and the venue's first port is free again."""
    host, port = open_venue().address
    with pytest.raises(VenueError, match=rf"cannot listen on {host}:{port}: "):
        open_venue(mirror_ports=(port,))


def test_all_hosts_send_the_same_messages(open_venue: Opener) -> None:
    """OUCH50-1.3-01: bytes and numbers are those of one stream, whichever host took the request."""
    first, mirror = both(open_venue(**MIRRORED))
    assert (first.session, first.first) == (mirror.session, mirror.first)

    first.say(enter(1))
    accepted = first.sequenced()
    assert (told(accepted).type, mirror.sequenced()) == (b"A", accepted)
    mirror.say(cancel(1))
    cancelled = mirror.sequenced()
    assert (told(cancelled).type, first.sequenced()) == (b"C", cancelled)


def test_a_repeat_at_the_mirror_is_a_repeat(open_venue: Opener) -> None:
    """OUCH50-2-01: numbers count for the account, so that a request sent again elsewhere does nothing."""
    first, mirror = both(open_venue(**MIRRORED))
    assert first.types(enter(1)) == b"A"
    assert told(mirror.sequenced()).type == b"A"
    mirror.say(enter(1), query())

    # The answers to the queries of both hosts, and nothing between them.
    assert [told(mirror.sequenced()).type for _ in range(2)] == [b"Q", b"Q"]


def test_a_mirror_replays_like_the_first_host(open_venue: Opener) -> None:
    """SOUP-S2, SOUP-S4: a login from an earlier number gets everything from there on, byte for byte."""
    venue = open_venue(**MIRRORED)
    first = Member(venue.address, sequence=b"1")
    first.say(enter(1), enter(2))
    stream = [first.sequenced() for _ in range(3)]

    for sequence in (1, 3):
        mirror = Member(venue.mirrors[0], sequence=b"%d" % sequence)
        assert mirror.first == sequence
        assert [mirror.sequenced() for _ in stream[sequence - 1 :]] == stream[sequence - 1 :]


def test_a_second_login_takes_over_at_its_own_host(open_venue: Opener) -> None:
    """The connection at the other host is served as before."""
    venue = open_venue(**MIRRORED)
    first, mirror = both(venue)
    again = Member(venue.mirrors[0])

    assert mirror.packets() == []
    assert first.types(enter(1)) == b"A"
    assert told(again.sequenced()).type == b"A"


def test_a_second_login_is_refused_at_its_own_host(open_venue: Opener) -> None:
    """With `duplicate_login` "refuse": a mirror lets in who is not logged in there, and once."""
    venue = open_venue(duplicate_login="refuse", **MIRRORED)
    first, mirror = both(venue)
    wire = Wire(venue.mirrors[0])
    wire.send(login())

    assert wire.packets() == [(b"J", b"S")]
    mirror.say(enter(1))
    assert first.sequenced() == mirror.sequenced()


def test_each_connection_has_heartbeats_and_an_idle_limit_of_its_own(open_venue: Opener) -> None:
    """SOUP-H1, SOUP-H9: who is silent at the mirror is cut off there, and served at the first host."""
    venue = open_venue(heartbeat_interval=BEAT, idle_timeout=5 * BEAT, **MIRRORED)
    first, mirror = both(venue)
    assert first.packet() == mirror.packet() == (b"H", b"")
    while mirror.packet() is not None:
        first.send(packet(b"R"))

    assert first.types(enter(1)) == b"A"


def test_the_operator_drops_a_member_at_every_host(open_venue: Opener) -> None:
    """`drop_connection` gives how many there were."""
    venue = open_venue(**MIRRORED)
    first, mirror = both(venue)

    assert venue.control("drop_connection", "MEMBRA") == 2
    assert first.packets() == mirror.packets() == []


@pytest.mark.parametrize(("defects", "messages"), [((), 2), (("lost-host-withdraws-orders",), 3)])
def test_orders_stay_while_one_host_is_left(open_venue: Opener, defects: tuple[str, ...], messages: int) -> None:
    """JNX-P3: with one of its hosts gone a member keeps its orders; they go with the last one."""
    venue = open_venue(protocol=japannext.EQUITIES, defects=frozenset(defects), **MIRRORED)
    first, mirror = both(venue)
    first.say(japannext.enter(1))
    assert japannext.told(mirror.sequenced()).type == b"A"

    def status() -> dict[str, int]:
        found: dict[str, int] = venue.control("status")["users"]["MEMBRA"]
        return found

    first.close()
    assert eventually(lambda: status() == {"messages": messages, "connections": 1})
    mirror.close()
    assert eventually(lambda: status() == {"messages": 3, "connections": 0})


def test_a_mirror_that_takes_no_requests(open_venue: Opener) -> None:
    """The defect: what is sent there is lost, what the account is told is not."""
    first, mirror = both(open_venue(defects=frozenset({"mirror-takes-no-requests"}), **MIRRORED))
    mirror.say(enter(1))
    mirror.say(query())

    assert first.types(enter(1)) == b"A"
    assert [told(mirror.sequenced()).type for _ in range(2)] == [b"A", b"Q"]


def test_a_mirror_that_tells_nothing(open_venue: Opener) -> None:
    """The defect: it sends the answers to its own requests and nothing else; the first host sends all."""
    first, mirror = both(open_venue(defects=frozenset({"mirror-tells-nothing"}), **MIRRORED))
    assert first.types(enter(1)) == b"A"
    mirror.say(enter(2))
    answer = mirror.sequenced()

    assert (told(answer).number, first.sequenced()) == (2, answer)
