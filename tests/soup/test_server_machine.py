"""The server's end: states, what each packet does in each, numbers and deadlines. The clock is a number."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.server import (
    Illegal,
    LoginRequested,
    ServerDue,
    ServerEvent,
    ServerMachine,
    ServerState,
    StateError,
    Timeout,
)

LOGIN = soup.login_request("MEMBRA", "alpha-pass", "", 1)


def logged_in(now: float = 0.0) -> ServerMachine:
    """A machine that accepted a login at `now`."""
    machine = ServerMachine(now)
    list(machine.receive(LOGIN, now))
    machine.accept("S1", 1, now)
    return machine


def only(machine: ServerMachine, packet: bytes) -> ServerEvent:
    """The one event that a packet causes."""
    [event] = machine.receive(packet, 0.0)
    return event


def test_a_login_is_given_trimmed_with_the_sequence_as_it_stands() -> None:
    """Username and password are padded on the right, a blank session is the active one (2.3.1)."""
    event = only(ServerMachine(0.0), soup.login_request("ABC", "pw", "  S9", " " * 19 + "7"))

    assert event == LoginRequested("ABC", "pw", "S9", 7, " " * 19 + "7")
    assert "pw" not in repr(event)


@pytest.mark.parametrize(
    ("packet", "problems"),
    [
        (soup.login_request(" ABC", "pw"), ("username is not padded on the right",)),
        (soup.login_request("ABC", "  pw  "), ("password is not padded on the right",)),
        (soup.login_request("ABC", "pw\x00"), ("password is not printable ASCII",)),
        (soup.login_request("ABC", "pw", "S\xff"), ("session is not printable ASCII",)),
        (soup.login_request("ABC", "pw", "", "one"), ("sequence is not a number",)),
        (soup.login_request("ABC", "pw", "", ""), ("sequence is not a number",)),
        (
            soup.login_request("ABC", "pw", "", "1\x00"),
            ("sequence is not printable ASCII", "sequence is not a number"),
        ),
        (soup.login_request("", ""), ()),
    ],
)
def test_a_login_that_the_document_does_not_provide_for_says_why(packet: bytes, problems: tuple[str, ...]) -> None:
    """The venue decides what follows; the machine only names it."""
    event = only(ServerMachine(0.0), packet)

    assert isinstance(event, LoginRequested)
    assert event.problems == problems


BEFORE = [
    (LOGIN, LoginRequested),
    (soup.unsequenced(b"x"), Illegal),
    (soup.CLIENT_HEARTBEAT, Illegal),
    (soup.LOGOUT, soup.LogoutRequest),
    (soup.debug("x"), soup.Debug),
]
AFTER = [
    (LOGIN, Illegal),
    (soup.unsequenced(b"x"), soup.UnsequencedData),
    (soup.CLIENT_HEARTBEAT, soup.ClientHeartbeat),
    (soup.LOGOUT, soup.LogoutRequest),
    (soup.debug("x"), soup.Debug),
]
ALWAYS_ILLEGAL = [
    soup.login_accepted("S", 1),
    soup.login_rejected("A"),
    soup.sequenced(b"x"),
    soup.SERVER_HEARTBEAT,
    soup.END_OF_SESSION,
    b"\x00\x00",
    b"\x00\x01?",
    b"\x00\x02L ",
]


@pytest.mark.parametrize(("packet", "kind"), BEFORE)
def test_before_the_login(packet: bytes, kind: type[ServerEvent]) -> None:
    """A login, a logout and debug packets mean something before the login, nothing else does."""
    assert isinstance(only(ServerMachine(0.0), packet), kind)


@pytest.mark.parametrize(("packet", "kind"), AFTER)
def test_after_the_login(packet: bytes, kind: type[ServerEvent]) -> None:
    """All packets of a client but another login mean something on a logged-in connection."""
    assert isinstance(only(logged_in(), packet), kind)


@pytest.mark.parametrize("packet", ALWAYS_ILLEGAL)
def test_what_no_client_sends_is_illegal_in_every_state(packet: bytes) -> None:
    """Packets of the server and bytes that are no packet change nothing and are named."""
    for machine in (ServerMachine(0.0), logged_in()):
        state = machine.state
        event = only(machine, packet)
        assert isinstance(event, Illegal)
        assert event.why
        assert machine.state is state


def test_login_heartbeat_and_orders_in_one_segment_are_served_in_order() -> None:
    """The state is looked at when each packet's turn comes, so the orders behind a login are legal (1.1)."""
    machine = ServerMachine(0.0)
    seen = []

    for event in machine.receive(LOGIN + soup.CLIENT_HEARTBEAT + soup.unsequenced(b"1") + soup.unsequenced(b"2"), 0.0):
        seen.append(type(event))
        if isinstance(event, LoginRequested):
            machine.accept("S1", 1, 0.0)

    assert seen == [LoginRequested, soup.ClientHeartbeat, soup.UnsequencedData, soup.UnsequencedData]


def test_packets_behind_a_login_wait_for_its_answer() -> None:
    """A venue that answers later draws them later; more bytes queue behind."""
    machine = ServerMachine(0.0)
    assert [type(event) for event in machine.receive(LOGIN + soup.unsequenced(b"1"), 0.0)] == [LoginRequested]
    assert list(machine.receive(soup.unsequenced(b"2")[:-1], 0.0)) == []
    assert machine.pending == soup.unsequenced(b"2")[:-1]

    machine.accept("S1", 1, 0.0)

    assert list(machine.events()) == [soup.UnsequencedData(b"1")]


def test_accepting_sends_the_session_and_the_next_number() -> None:
    """A.sequence is the number of the next Sequenced Data packet; only those count up (2.2.1, 2.2.3)."""
    machine = ServerMachine(0.0)
    list(machine.receive(LOGIN, 0.0))

    assert machine.accept("S1", 41, 0.0) == b"\x00\x1fA" + b" " * 8 + b"S1" + b" " * 18 + b"41"
    assert machine.state is ServerState.LOGGED_IN
    machine.debug("x", 0.0)
    machine.due(9.0)
    assert machine.next_number == 41
    assert machine.sequenced(b"a", 0.0) == b"\x00\x02Sa"
    assert machine.next_number == 42


def test_rejecting_ends_the_connection() -> None:
    """Nothing follows Login Rejected, and what the client sends is not looked at (2.2.2)."""
    machine = ServerMachine(0.0)
    events = machine.receive(LOGIN + LOGIN, 0.0)
    next(events)

    assert machine.reject("A", 0.0) == b"\x00\x02JA"
    assert machine.state is ServerState.CLOSED
    assert list(events) == []
    assert list(machine.receive(LOGIN, 0.0)) == []


def test_logout_ends_the_connection_at_once() -> None:
    """Packets behind a Logout Request are not looked at (2.3.4)."""
    machine = logged_in()
    events = list(machine.receive(soup.LOGOUT + soup.unsequenced(b"x"), 0.0))

    assert events == [soup.LogoutRequest()]
    assert machine.state is ServerState.CLOSED


def test_end_of_session_closes() -> None:
    """Nothing follows End of Session (1.4)."""
    machine = logged_in()
    assert machine.end_of_session(0.0) == b"\x00\x01Z"
    with pytest.raises(StateError):
        machine.sequenced(b"x", 0.0)


def test_packets_that_the_state_forbids_are_faults_of_the_program() -> None:
    """Silent before the login's answer: no data, no end of session, no second answer (2.2.1, 2.2.2)."""
    machine = ServerMachine(0.0)
    forbidden: list[Callable[[], bytes]] = [
        lambda: machine.accept("S", 1, 0.0),
        lambda: machine.reject("A", 0.0),
        lambda: machine.sequenced(b"", 0.0),
        lambda: machine.end_of_session(0.0),
    ]
    for send in forbidden:
        with pytest.raises(StateError):
            send()
    assert machine.debug("allowed", 0.0)

    list(machine.receive(LOGIN, 0.0))
    machine.close()
    for send in (*forbidden, lambda: machine.debug("x", 0.0)):
        with pytest.raises(StateError):
            send()


def test_a_heartbeat_is_due_one_interval_after_the_last_packet() -> None:
    """Any packet of the server restarts its heartbeat clock (1.3)."""
    machine = logged_in(now=10.0)
    assert machine.next_deadline == 11.0
    assert machine.due(10.99) == ServerDue()

    machine.sequenced(b"x", 10.5)
    assert machine.due(11.0) == ServerDue()
    assert machine.due(11.5) == ServerDue(b"\x00\x01H")
    assert machine.next_deadline == 12.5

    machine.on_sent(12.0)
    assert machine.next_deadline == 13.0


def test_no_heartbeat_before_the_login_is_answered() -> None:
    """Nothing but debug packets comes before Login Accepted or Login Rejected (2.2.1, 2.2.2)."""
    machine = ServerMachine(0.0, login_timeout=None)
    list(machine.receive(LOGIN, 0.0))

    assert machine.next_deadline is None
    assert machine.due(100.0) == ServerDue()


def test_a_client_that_does_not_log_in_runs_out_of_time() -> None:
    """The login time-out counts from the connect; bytes alone do not prolong it (2.3.1)."""
    machine = ServerMachine(5.0, login_timeout=30.0)
    list(machine.receive(soup.debug("x"), 20.0))

    assert machine.next_deadline == 35.0
    assert machine.due(34.9) == ServerDue()
    assert machine.due(35.0) == ServerDue(timeout=Timeout.LOGIN)


def test_a_silent_client_runs_out_of_time() -> None:
    """Any byte of the client is a sign of life (1.3)."""
    machine = logged_in()
    list(machine.receive(b"\x00", 10.0))

    assert machine.due(24.9).timeout is None
    assert machine.due(25.0) == ServerDue(timeout=Timeout.IDLE)


def test_a_server_may_wait_for_ever() -> None:
    """A time-out of None never comes; heartbeats do."""
    machine = ServerMachine(0.0, idle_timeout=None)
    list(machine.receive(LOGIN, 0.0))
    machine.accept("S1", 1, 0.0)

    assert machine.due(1_000_000.0) == ServerDue(b"\x00\x01H")


def test_a_closed_connection_demands_nothing() -> None:
    """There is no deadline after the end."""
    machine = logged_in()
    machine.close()
    assert machine.next_deadline is None
    assert machine.due(1e9) == ServerDue()


@given(st.lists(st.binary(max_size=60), max_size=20), st.booleans())
def test_no_bytes_make_it_raise(pieces: list[bytes], accept: bool) -> None:
    """A hostile client ends in events."""
    machine = ServerMachine(0.0)
    for piece in pieces:
        for event in machine.receive(piece, 1.0):
            if isinstance(event, LoginRequested) and accept:
                machine.accept("S", 1, 1.0)


@given(st.lists(st.sampled_from([packet for packet, _ in BEFORE] + ALWAYS_ILLEGAL), max_size=12))
def test_illegal_packets_leave_no_trace(packets: list[bytes]) -> None:
    """The legal packets among any others cause the same events as alone."""
    expected, machine = [], logged_in()
    for event in machine.receive(b"".join(packet for packet in packets if packet not in ALWAYS_ILLEGAL), 0.0):
        expected.append(event)

    seen = list(logged_in().receive(b"".join(packets), 0.0))

    assert [event for event in seen if not (isinstance(event, Illegal) and _of_nobody(event))] == expected


def _of_nobody(event: Illegal) -> bool:
    return not isinstance(event.packet, soup.LoginRequest)
