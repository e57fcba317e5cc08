"""The reference venue in SoupBinTCP 4.00 and 4.10: data outside the sequence, and a time-out that the login states."""

from __future__ import annotations

import pytest

from ouch_conformance.cli import main
from ouch_conformance.venue import EmbeddedVenue, VenueError, VenueSettings
from ouch_conformance.venue.defects import defects_of
from tests.venue.hand_written import Opener, Packet, Wire, enter, login, packet

QUIET = 60.0
ACCEPTED = b"   DAY0001" + b"2".rjust(20)
"""The start of the day was message 1."""
LONG, SHORT = b"15000", b"200  "
"""Milliseconds behind a login, five characters."""
UNSEQUENCED = ("unsequenced-is-counted", "unsequenced-sent-twice", "unsequenced-cut-short", "unsequenced-out-of-order")


def login_of_4_10(timeout: bytes, sequence: bytes = b"0") -> bytes:
    """A login of 3.00 with five characters more, its length 52 instead of 47 (4.10 2.3.1)."""
    return b"\x00\x34" + login(sequence=sequence)[2:] + timeout


def logged_in(
    open_venue: Opener, *defects: str, protocol: str = "soupbintcp-4.10", **times: float
) -> tuple[Wire, EmbeddedVenue]:
    """A member of a venue of its own, told of the start of the day before it came."""
    settings = {"heartbeat_interval": QUIET, **times}
    venue = open_venue(session_protocol=protocol, defects=frozenset(defects), **settings)
    wire = Wire(venue.address)
    wire.send(login_of_4_10(LONG) if protocol == "soupbintcp-4.10" else login(sequence=b"0"))
    assert wire.packet() == (b"A", ACCEPTED)
    return wire, venue


def news(open_venue: Opener, *defects: str) -> list[Packet]:
    """What comes of two texts that the operator has sent, up to the answer to an order behind them."""
    wire, venue = logged_in(open_venue, *defects)
    for text in ("one", "two"):
        venue.control("send_unsequenced", "MEMBRA", text)
    wire.send(packet(b"U", enter(1)))
    found = []
    while (each := wire.packet()) is not None and each[0] != b"S":
        found.append(each)
    return found


@pytest.mark.parametrize("protocol", ["soupbintcp-4.00", "soupbintcp-4.10"])
def test_unsequenced_data_is_no_message_of_the_stream(open_venue: Opener, protocol: str) -> None:
    """SOUP-U4: the text comes as it is in a packet U, and the number in the next Login Accepted is the same."""
    wire, venue = logged_in(open_venue, protocol=protocol)
    venue.control("send_unsequenced", "membra", "told once")

    assert wire.packet() == (b"U", b"told once")
    assert venue.control("status")["users"]["MEMBRA"]["messages"] == 1


def test_3_00_has_none(open_venue: Opener) -> None:
    """The operator is told so."""
    _, venue = logged_in(open_venue, protocol="soupbintcp-3.00")
    with pytest.raises(VenueError, match=r"soupbintcp-3\.00 has no Unsequenced Data from the server"):
        venue.control("send_unsequenced", "MEMBRA", "x")


def test_who_is_not_there_is_sent_nothing(open_venue: Opener) -> None:
    """Unsequenced Data is kept for nobody."""
    wire, venue = logged_in(open_venue)
    venue.control("send_unsequenced", "MEMBRB", "x")
    wire.send(packet(b"O"))
    assert wire.packets() == []
    venue.control("send_unsequenced", "MEMBRA", "y")
    again = Wire(venue.address)
    again.send(login_of_4_10(LONG), packet(b"O"))
    assert again.packets() == [(b"A", ACCEPTED)]


@pytest.mark.parametrize(
    ("defect", "found"),
    [
        ("", [b"one", b"two"]),
        ("unsequenced-sent-twice", [b"one", b"one", b"two", b"two"]),
        ("unsequenced-cut-short", [b"on", b"tw"]),
        ("unsequenced-out-of-order", [b"two", b"one"]),
    ],
)
def test_faults_of_unsequenced_data(open_venue: Opener, defect: str, found: list[bytes]) -> None:
    """Each defect breaks one property: once, whole, in order (SOUP-U4)."""
    assert news(open_venue, *([defect] if defect else [])) == [(b"U", text) for text in found]


@pytest.mark.parametrize(("defects", "number"), [((), b"2"), (("unsequenced-is-counted",), b"3")])
def test_a_fault_of_the_count(open_venue: Opener, defects: tuple[str, ...], number: bytes) -> None:
    """The next login is told the number of the next message, or with the defect one that is too high."""
    wire, venue = logged_in(open_venue, *defects)
    venue.control("send_unsequenced", "MEMBRA", "x")
    wire.send(packet(b"O"))
    assert wire.packets() == [(b"U", b"x")]
    again = Wire(venue.address)
    again.send(login_of_4_10(LONG))
    assert again.packet() == (b"A", b"   DAY0001" + number.rjust(20))


@pytest.mark.parametrize(
    ("stated", "defect", "closed"),
    [
        (SHORT, "", True),
        (LONG, "", False),
        (LONG, "stated-timeout-ignored", True),
        (SHORT, "stated-timeout-unkept", False),
    ],
)
def test_the_login_states_the_limit(open_venue: Opener, stated: bytes, defect: str, closed: bool) -> None:
    """SOUP-H7: 0.2 s are 0.2 s, and 15 s are longer than the venue's own 0.2 s; the defects break both ways."""
    defects = frozenset({defect} - {""})
    venue = open_venue(session_protocol="soupbintcp-4.10", heartbeat_interval=QUIET, idle_timeout=0.2, defects=defects)
    wire = Wire(venue.address)
    wire.send(login_of_4_10(stated))
    wire.packet()
    try:
        assert (wire.packet(0.6) is None) is closed
    except TimeoutError:
        assert not closed


def test_a_session_that_nobody_speaks() -> None:
    """A wrong name is told with the nearest one."""
    with pytest.raises(
        VenueError, match=r"unknown session protocol 'soupbintcp-4\.1'; did you mean soupbintcp-4\.\d+\?"
    ):
        VenueSettings(session_protocol="soupbintcp-4.1").check()


def test_the_defects_of_a_session_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """With the session below they stand in the list of the command, too."""
    assert main(["venue", "--session-protocol", "soupbintcp-4.10", "--list-defects"]) == 0
    listed = {line.split()[0] for line in capsys.readouterr().out.splitlines()}
    assert {*UNSEQUENCED, "stated-timeout-ignored", "heartbeat-carries-payload", "ioc-rests"} <= listed


def test_the_defects_of_a_version_are_those_of_what_it_is_built_on() -> None:
    """3.00 has none of them, 4.00 those of Unsequenced Data, 4.10 all."""
    first, second, third = (defects_of(f"soupbintcp-{each}").keys() for each in ("3.00", "4.00", "4.10"))
    assert second - first == set(UNSEQUENCED)
    assert third - second == {"stated-timeout-ignored", "stated-timeout-unkept"}
