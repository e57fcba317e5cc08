"""What 4.00 and 4.10 have otherwise than 3.00, at both ends. The bytes are written by hand, the clock is a number."""

from __future__ import annotations

import pytest

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.client import ClientMachine, ClientState, ProblemKind
from ouch_conformance.soup.server import (
    LoginRequested,
    ServerDue,
    ServerEvent,
    ServerMachine,
    ServerState,
    StateError,
    Timeout,
)
from ouch_conformance.soup.versions import Version

NAMES = "4d454d425241 616c7068612d70617373"
"""MEMBRA, alpha-pass: 6 and 10 characters."""
OF_3_00 = bytes.fromhex(f"002f4c {NAMES}" + "20" * 10 + "31" + "20" * 19)
OF_4_10 = bytes.fromhex(f"00344c {NAMES}" + "20" * 10 + "31" + "20" * 19 + "3135303030")
"""A time-out of 15,000 ms in the last five of 54 bytes."""
ACCEPTED = bytes.fromhex("001f41" + "20" * 8 + "5331" + "20" * 19 + "31")
"""Session S1, next number 1, both on the right."""
NEWS = bytes.fromhex("0003556869")
"""Unsequenced Data with the message "hi"."""
END = bytes.fromhex("00015a")
OLD, FOUR, FOUR_TEN = Version


def only(machine: ServerMachine, packet: bytes) -> ServerEvent:
    """The one event that a packet causes."""
    [event] = machine.receive(packet, 0.0)
    return event


def logged_in(version: Version, login: bytes = OF_3_00) -> ServerMachine:
    """A server that let a member in at 0 and would wait 15 s for a silent one."""
    machine = ServerMachine(0.0, version=version, heartbeat_interval=100.0)
    only(machine, login)
    machine.accept("S1", 1, 0.0)
    return machine


def member(version: Version, *packets: bytes) -> ClientMachine:
    """A client that has sent its login and received some packets."""
    machine = ClientMachine(0.0, version=version)
    machine.on_packet_sent(OF_4_10 if version.login_states_timeout else OF_3_00)
    machine.receive(b"".join(packets), 0.0)
    return machine


# Packets


def test_the_versions_are_the_protocols() -> None:
    """Each is named as its folder is; 4.00 brought the server's data, 4.10 the time-out."""
    assert [str(each) for each in Version] == ["soupbintcp-3.00", "soupbintcp-4.00", "soupbintcp-4.10"]
    assert [each.server_sends_unsequenced for each in Version] == [False, True, True]
    assert [each.login_states_timeout for each in Version] == [False, False, True]


def test_a_login_of_4_10_states_a_timeout() -> None:
    """Five characters behind the sequence, padded on the right like it; the packet's length is 52 (4.10 2.3.1)."""
    assert soup.login_request("MEMBRA", "alpha-pass", "", 1, 15_000) == OF_4_10
    assert soup.login_request("MEMBRA", "alpha-pass", "", 1, 250) == OF_4_10[:-5] + b"250  "
    assert soup.login_request("MEMBRA", "alpha-pass", "", 1, "  250") == OF_4_10[:-5] + b"  250"
    with pytest.raises(ValueError, match="heartbeat timeout is at most 5 characters wide, 6 were given"):
        soup.login_request("MEMBRA", "alpha-pass", "", 1, 100_000)


def test_a_login_is_read_by_its_version() -> None:
    """Where the version is known the other length is no login; where it is not, either is one."""
    for version, login, other in ((OLD, OF_3_00, OF_4_10), (FOUR, OF_3_00, OF_4_10), (FOUR_TEN, OF_4_10, OF_3_00)):
        assert isinstance(soup.parse(login, version), soup.LoginRequest)
        wrong = soup.parse(other, version)
        assert isinstance(wrong, soup.Malformed)
        assert wrong.problem == f"Login Request has length {login[1]}, not {other[1]}"
    read = [soup.parse(each) for each in (OF_3_00, OF_4_10)]
    assert [(each.timeout, each.timeout_ms) for each in read if isinstance(each, soup.LoginRequest)] == [
        ("", None),
        ("15000", 15_000),
    ]


# The server's end


def test_the_server_of_3_00_has_no_unsequenced_data() -> None:
    """The packet came with 4.00."""
    with pytest.raises(StateError, match=r"Unsequenced Data from a server of soupbintcp-3\.00"):
        logged_in(OLD).unsequenced(b"hi", 0.0)


@pytest.mark.parametrize("version", [FOUR, FOUR_TEN])
def test_unsequenced_data_has_no_number(version: Version) -> None:
    """It goes to members that are logged in, counts as a sign of life and for nothing else (4.00 2.2.4)."""
    machine = logged_in(version, OF_4_10 if version is FOUR_TEN else OF_3_00)

    assert machine.unsequenced(b"hi", 4.0) == NEWS
    assert machine.next_number == 1
    assert machine.due(103.0).data == b""
    machine.close()
    with pytest.raises(StateError, match="Unsequenced Data on a connection that is closed"):
        machine.unsequenced(b"hi", 0.0)


def test_the_login_states_how_long_the_member_may_be_silent() -> None:
    """The time-out of the login is that of the connection, whatever the server's own is (4.10 1.3)."""
    machine = ServerMachine(0.0, version=FOUR_TEN, heartbeat_interval=100.0, idle_timeout=None)
    event = only(machine, OF_4_10[:-5] + b"  700")
    assert isinstance(event, LoginRequested)
    assert (event.timeout, event.problems) == (0.7, ())
    machine.accept("S1", 1, 0.0)

    assert machine.due(0.69) == ServerDue()
    assert machine.due(0.7) == ServerDue(timeout=Timeout.IDLE)


@pytest.mark.parametrize("text", [b"    0", b"1,500", b"     "])
def test_a_timeout_that_is_none(text: bytes) -> None:
    """Nobody says what it means: the server keeps its own, and the login has a problem."""
    machine = ServerMachine(0.0, version=FOUR_TEN, idle_timeout=3.0)
    event = only(machine, OF_4_10[:-5] + text)
    assert isinstance(event, LoginRequested)
    assert (event.timeout, event.problems) == (None, ("heartbeat timeout is not a number above 0",))
    machine.accept("S1", 1, 0.0)

    assert machine.idle_timeout == 3.0


def test_a_login_of_3_00_states_none() -> None:
    """Without the field there is neither a time-out nor a problem."""
    event = only(ServerMachine(0.0), OF_3_00)
    assert isinstance(event, LoginRequested)
    assert (event.timeout, event.problems) == (None, ())
    assert logged_in(OLD).idle_timeout == 15.0


# The client's end


def test_unsequenced_data_never_moves_the_number() -> None:
    """Between two messages it is a packet without a number; 3.00 knows it from clients alone."""
    for version, kinds in ((OLD, [ProblemKind.WRONG_DIRECTION]), (FOUR, []), (FOUR_TEN, [])):
        machine = member(version, ACCEPTED)
        first, news, second = machine.receive(soup.sequenced(b"a") + NEWS + soup.sequenced(b"b"), 0.0)

        assert [each.number for each in (first, news, second)] == [1, None, 2]
        assert [problem.kind for problem in news.problems] == kinds
        assert machine.state is ClientState.LOGGED_IN


@pytest.mark.parametrize(
    ("before", "kind"), [((), ProblemKind.BEFORE_ANSWER), ((ACCEPTED, END), ProblemKind.AFTER_END)]
)
def test_unsequenced_data_has_its_time(before: tuple[bytes, ...], kind: ProblemKind) -> None:
    """Not before Login Accepted, and not behind the end of the session."""
    [news] = member(FOUR, *before).receive(NEWS, 0.0)

    assert [problem.kind for problem in news.problems] == [kind]


def test_a_server_takes_nothing_from_a_closed_connection() -> None:
    """The state of a server of any version ends with its connection."""
    machine = logged_in(FOUR)
    machine.close()
    assert machine.state is ServerState.CLOSED
    assert list(machine.receive(OF_3_00, 0.0)) == []
