"""The client's end: states, numbers, problems and deadlines. The clock is a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.client import ClientDue, ClientMachine, ClientState, ProblemKind

LOGIN = soup.login_request("MEMBRA", "alpha-pass")
ACCEPTED = soup.login_accepted("S1", 1)
DATA = soup.sequenced(b"x")
HEARTBEAT = soup.SERVER_HEARTBEAT
END = soup.END_OF_SESSION
REJECTED = soup.login_rejected("A")
DEBUG = soup.debug("x")


def machine_in(*packets: bytes, sent: bytes = LOGIN, now: float = 0.0) -> ClientMachine:
    """A machine that sent a login and received these packets."""
    machine = ClientMachine(now)
    if sent:
        machine.on_packet_sent(sent)
        machine.on_sent(now)
    machine.receive(b"".join(packets), now)
    return machine


def problems(machine: ClientMachine, packet: bytes) -> list[ProblemKind]:
    """What is wrong with one more packet."""
    [received] = machine.receive(packet, 0.0)
    return [problem.kind for problem in received.problems]


@pytest.mark.parametrize(
    ("before", "packet", "after", "kinds"),
    [
        ((), ACCEPTED, ClientState.LOGGED_IN, []),
        ((), REJECTED, ClientState.REFUSED, []),
        ((), DEBUG, ClientState.LOGIN_SENT, []),
        ((), DATA, ClientState.LOGIN_SENT, [ProblemKind.BEFORE_ANSWER]),
        ((), HEARTBEAT, ClientState.LOGIN_SENT, [ProblemKind.BEFORE_ANSWER]),
        ((), END, ClientState.LOGIN_SENT, [ProblemKind.BEFORE_ANSWER]),
        ((ACCEPTED,), DATA, ClientState.LOGGED_IN, []),
        ((ACCEPTED,), HEARTBEAT, ClientState.LOGGED_IN, []),
        ((ACCEPTED,), DEBUG, ClientState.LOGGED_IN, []),
        ((ACCEPTED,), END, ClientState.ENDED, []),
        ((ACCEPTED,), ACCEPTED, ClientState.LOGGED_IN, [ProblemKind.SECOND_ANSWER]),
        ((ACCEPTED,), REJECTED, ClientState.LOGGED_IN, [ProblemKind.SECOND_ANSWER]),
        ((REJECTED,), DEBUG, ClientState.REFUSED, []),
        ((REJECTED,), HEARTBEAT, ClientState.REFUSED, [ProblemKind.AFTER_REJECTION]),
        ((REJECTED,), DATA, ClientState.REFUSED, [ProblemKind.AFTER_REJECTION]),
        ((REJECTED,), ACCEPTED, ClientState.REFUSED, [ProblemKind.AFTER_REJECTION]),
        ((REJECTED,), REJECTED, ClientState.REFUSED, [ProblemKind.AFTER_REJECTION]),
        ((ACCEPTED, END), HEARTBEAT, ClientState.ENDED, []),
        ((ACCEPTED, END), DEBUG, ClientState.ENDED, []),
        ((ACCEPTED, END), DATA, ClientState.ENDED, [ProblemKind.AFTER_END]),
        ((ACCEPTED, END), END, ClientState.ENDED, [ProblemKind.AFTER_END]),
        ((ACCEPTED, END), ACCEPTED, ClientState.ENDED, [ProblemKind.SECOND_ANSWER]),
    ],
)
def test_the_table_of_states(
    before: tuple[bytes, ...], packet: bytes, after: ClientState, kinds: list[ProblemKind]
) -> None:
    """Each packet of a server in each state: where it leads, and what is wrong with it there."""
    machine = machine_in(*before)
    assert problems(machine, packet) == kinds
    assert machine.state is after


@pytest.mark.parametrize("before", [(), (ACCEPTED,), (REJECTED,), (ACCEPTED, END)])
@pytest.mark.parametrize(
    "packet", [LOGIN, soup.unsequenced(b"x"), soup.CLIENT_HEARTBEAT, soup.LOGOUT, b"\x00\x00", b"\x00\x01?"]
)
def test_what_no_server_sends_changes_nothing(before: tuple[bytes, ...], packet: bytes) -> None:
    """Packets of a client and bytes that are no packet are named and leave state and number alone."""
    machine = machine_in(*before)
    state, number = machine.state, machine.next_number

    [kind] = problems(machine, packet)

    assert kind in (ProblemKind.WRONG_DIRECTION, ProblemKind.MALFORMED)
    assert (machine.state, machine.next_number) == (state, number)


def test_an_answer_to_a_login_that_was_never_sent_counts() -> None:
    """The login may have gone out in pieces that were no packet yet: the server's answer decides."""
    assert machine_in(ACCEPTED, sent=b"").state is ClientState.LOGGED_IN
    assert machine_in(DATA, sent=b"\x00").state is ClientState.CONNECTED


def test_only_a_login_moves_the_state_when_sent() -> None:
    """Other packets may go out before, as a test of the server."""
    machine, states = ClientMachine(0.0), []
    for packet in (b"\x00", soup.CLIENT_HEARTBEAT, LOGIN):
        machine.on_packet_sent(packet)
        states.append(machine.state)
    machine.receive(ACCEPTED, 0.0)
    machine.on_packet_sent(LOGIN)

    assert [*states, machine.state] == [
        ClientState.CONNECTED,
        ClientState.CONNECTED,
        ClientState.LOGIN_SENT,
        ClientState.LOGGED_IN,
    ]


def test_numbers_start_at_login_accepted_and_count_sequenced_data_only() -> None:
    """H, +, A, J, Z, a server's U and garbage never count (2.2.3)."""
    machine = machine_in(soup.login_accepted("S1", 41))
    others = [HEARTBEAT, DEBUG, ACCEPTED, REJECTED, soup.unsequenced(b"x"), b"\x00\x00", b"\x00\x01?"]
    stream = b"".join(DATA + other for other in others) + DATA + END + DATA

    numbers = [received.number for received in machine.receive(stream, 0.0)]

    assert [number for number in numbers if number is not None] == list(range(41, 41 + len(others) + 2))
    assert machine.next_number == 41 + len(others) + 2


@pytest.mark.parametrize("answers", [(), (REJECTED,), (soup.login_accepted("S1", 1)[:13] + b"next one".ljust(20),)])
def test_data_without_a_known_start_has_no_number(answers: tuple[bytes, ...]) -> None:
    """Without a readable Login Accepted nothing can be counted."""
    machine = machine_in(*answers)
    assert [received.number for received in machine.receive(DATA + DATA, 0.0)] == [None, None]
    assert machine.next_number is None


@pytest.mark.parametrize(
    ("session", "sequence"),
    [(b"        S1", b" " * 18 + b"42"), (b"S1        ", b"42" + b" " * 18), (b"    S1    ", b"0" * 18 + b"42")],
)
def test_login_accepted_is_read_whatever_its_padding(session: bytes, sequence: bytes) -> None:
    """Left padding is the document's (2.2.1), right padding is a venue's own: both are read, the field tells which."""
    machine = machine_in(b"\x00\x1fA" + session + sequence)

    assert machine.accepted is not None
    assert (machine.accepted.session_id, machine.next_number) == ("S1", 42)
    assert machine.accepted.session == session.decode()


@pytest.mark.parametrize(
    ("packet", "kinds"),
    [
        (soup.login_accepted("", 1), [ProblemKind.SESSION]),
        (soup.login_accepted("S1", 0), [ProblemKind.SEQUENCE]),
        (b"\x00\x1fA" + b" " * 30, [ProblemKind.SESSION, ProblemKind.SEQUENCE]),
        (b"\x00\x1fA        S1" + b"-1".rjust(20), [ProblemKind.SEQUENCE]),
        (soup.login_rejected("X"), [ProblemKind.REASON]),
        (soup.login_rejected("S"), []),
    ],
)
def test_fields_that_no_reading_makes_right(packet: bytes, kinds: list[ProblemKind]) -> None:
    """A session is named, a number is a number from 1, a reason is A or S (2.2.1, 2.2.2)."""
    assert problems(machine_in(), packet) == kinds


def test_heartbeats_are_owed_once_logged_in_and_after_silence_only() -> None:
    """A heartbeat one interval after the last bytes sent, none before Login Accepted (1.3)."""
    machine = machine_in(now=0.0)
    assert machine.next_deadline is None
    machine.receive(ACCEPTED, 0.2)

    assert machine.next_deadline == 1.0
    assert machine.due(0.9) == ClientDue()
    machine.on_sent(0.9)
    assert machine.due(1.0) == ClientDue()
    assert machine.due(1.9) == ClientDue(b"\x00\x01R")
    assert machine.next_deadline == 2.9


def test_heartbeats_can_be_withheld() -> None:
    """To see what a server does with a silent client; the server's own time-out still runs."""
    machine = machine_in(ACCEPTED)
    machine.heartbeats = False
    assert machine.next_deadline == 15.0
    assert machine.due(14.0) == ClientDue()


def test_a_silent_server_is_noticed() -> None:
    """Any byte is a sign of life (1.3)."""
    machine = machine_in(ACCEPTED, now=0.0)
    machine.receive(b"\x00", 10.0)
    assert machine.due(24.9).silent is False
    assert machine.due(25.0) == ClientDue(silent=True)


def test_a_client_may_wait_for_ever() -> None:
    """A server time-out of None never comes."""
    machine = ClientMachine(0.0, server_timeout=None)
    machine.receive(ACCEPTED, 0.0)
    machine.heartbeats = False
    assert machine.next_deadline is None
    assert machine.due(1e9) == ClientDue()


def test_the_end_of_the_connection_gives_what_it_cut_off() -> None:
    """Half a packet is not lost: it comes out as a last, malformed one."""
    machine = machine_in(ACCEPTED, DATA[:-1])
    assert machine.pending == DATA[:-1]

    cut_off = machine.close()

    assert cut_off is not None
    assert (cut_off.raw, cut_off.number) == (DATA[:-1], None)
    assert isinstance(cut_off.packet, soup.Malformed)
    assert [problem.kind for problem in cut_off.problems] == [ProblemKind.MALFORMED]
    assert machine.close() is None
    assert (machine.state, machine.next_deadline) == (ClientState.CLOSED, None)


@given(st.lists(st.binary(max_size=60), max_size=20), st.booleans())
def test_no_bytes_make_it_raise(pieces: list[bytes], accepted: bool) -> None:
    """A hostile server ends in packets with problems; all its bytes are in them."""
    machine = machine_in(*[ACCEPTED] * accepted)
    raw = [received.raw for piece in pieces for received in machine.receive(piece, 1.0)]
    cut_off = machine.close()
    assert b"".join(raw) + (cut_off.raw if cut_off else b"") == b"".join(pieces)
