"""Round trips on frames written by hand: which answer belongs to which request, and what a percentile is."""

from __future__ import annotations

import struct

import pytest

from ouch_conformance.archive.record import Recorded
from ouch_conformance.compliance.round_trips import Times, milliseconds, round_trips
from ouch_conformance.evidence.frames import Entry, Frame, Way
from ouch_conformance.wire import codec
from tests.report.hand_made import PROTOCOL, START_NS, packet

MS = 1_000_000


def enter(number: int) -> bytes:
    """Enter Order (2.1): type, UserRefNum, side, quantity, symbol, price, time in force, display, capacity, sweep,
    cross type, ClOrdID, appendage length."""
    head = struct.pack(">cIcI8sQ", b"O", number, b"B", 100, b"OUCHA   ", 100_000)
    return head + b"0YANN" + b"C1            " + b"\x00\x00"


def cancel(number: int) -> bytes:
    """Cancel Order Request (2.3): type, UserRefNum, quantity."""
    return struct.pack(">cII", b"X", number, 0)


def accepted(number: int) -> bytes:
    """Order Accepted (3.2)."""
    head = struct.pack(">cQIcI8sQ", b"A", 34_200_000_000_000, number, b"B", 100, b"OUCHA   ", 100_000)
    return head + b"0Y" + struct.pack(">Q", 7) + b"ANNL" + b"C1            " + b"\x00\x00"


def executed(number: int) -> bytes:
    """Order Executed (3.6): type, timestamp, UserRefNum, quantity, price, liquidity flag, match number."""
    return struct.pack(">cQIIQcQ", b"E", 34_200_000_000_000, number, 40, 100_000, b"A", 9) + b"\x00\x00"


def canceled(number: int) -> bytes:
    """Order Canceled (3.4): type, timestamp, UserRefNum, quantity, reason."""
    return struct.pack(">cQIIc", b"C", 34_200_000_000_000, number, 60, b"U")


QUERY = b"Q"
QUERIED = struct.pack(">cQI", b"Q", 34_200_000_000_000, 3)
LOGIN = b"L" + b"MEMBRA" + b" " * 40
LOGIN_ACCEPTED = b"A" + b" " * 30


def sent(at: int, message: bytes, session: str = "A", kind: bytes = b"U") -> Frame:
    """A message of the member, so many milliseconds after the start."""
    return Frame(START_NS + at * MS, session, Way.SENT, packet(kind, message))


def got(at: int, message: bytes, session: str = "A", kind: bytes = b"S") -> Frame:
    """A message of the venue."""
    return Frame(START_NS + at * MS, session, Way.RECEIVED, packet(kind, message), number=1)


def measured(*entries: Entry, protocol: str = PROTOCOL) -> dict[str, tuple[int, ...]]:
    """The round trips of one scenario in whole milliseconds, by request."""
    found = round_trips([Recorded(entries=list(entries))], codec(PROTOCOL), protocol)
    return {each.request: tuple(value // MS for value in each.values) for each in found}


def test_an_answer_is_the_message_that_names_the_request() -> None:
    """An order of another number and an execution in between are no answers."""
    assert measured(
        sent(0, enter(1)),
        sent(1, enter(2)),
        got(5, accepted(2)),
        got(7, accepted(1)),
        sent(10, cancel(1)),
        got(11, executed(1)),
        got(13, canceled(1)),
        got(20, canceled(2)),
    ) == {"Enter Order": (4, 7), "Cancel Order Request": (3,)}


def test_a_request_of_the_account_is_answered_in_order() -> None:
    """An Account Query has no name: the first answer belongs to the first of them."""
    assert measured(sent(0, QUERY), sent(1, QUERY), got(4, QUERIED), got(9, QUERIED)) == {
        "Account Query Request": (4, 8)
    }


def test_what_is_not_sure_is_not_measured() -> None:
    """No answer, an answer to nothing, and a name that is in use twice at the time give no number."""
    assert measured(sent(0, enter(1))) == {}
    assert measured(got(0, accepted(1)), got(1, QUERIED)) == {}
    assert measured(sent(0, enter(1)), sent(1, enter(1)), got(5, accepted(1)), got(6, accepted(1))) == {}


def test_a_login_is_measured_in_every_protocol() -> None:
    """The session layer is the same below all of them; two connections are two."""
    login, answer = Frame(START_NS, "A", Way.SENT, packet(LOGIN[:1], LOGIN[1:])), packet(b"A", LOGIN_ACCEPTED[1:])
    later = Frame(START_NS + 2 * MS, "A", Way.RECEIVED, answer)
    other = Frame(START_NS + 3 * MS, "B", Way.RECEIVED, answer)

    assert measured(login, later, other, protocol="p") == {"Login Request": (2,)}


def test_the_same_number_on_another_connection_is_another_request() -> None:
    """Each connection waits for its own answers."""
    assert measured(sent(0, enter(1)), sent(1, enter(1), "B"), got(3, accepted(1), "B"), got(9, accepted(1))) == {
        "Enter Order": (2, 9)
    }


@pytest.mark.parametrize(
    ("values", "percent", "value"),
    [
        ((7,), 50, 7),
        ((7,), 99, 7),
        ((1, 2, 3, 4), 50, 2),
        ((1, 2, 3, 4, 5), 50, 3),
        (tuple(range(1, 101)), 90, 90),
        (tuple(range(1, 101)), 99, 99),
        (tuple(range(1, 11)), 99, 10),
    ],
)
def test_a_percentile_is_a_value_that_was_measured(values: tuple[int, ...], percent: int, value: int) -> None:
    """Nearest rank: the smallest value that so many in a hundred do not exceed."""
    assert Times("x", values).percentile(percent) == value


@pytest.mark.parametrize(
    ("nanoseconds", "words"),
    [(412_345, "0.412"), (1_234_567, "1.23"), (12_345_678, "12.3"), (999_400_000, "999"), (2_000_000_000, "2000")],
)
def test_times_are_shown_in_milliseconds(nanoseconds: int, words: str) -> None:
    """Three digits are as many as a run can tell."""
    assert milliseconds(nanoseconds) == words
