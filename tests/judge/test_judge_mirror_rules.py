"""An account at several hosts: what each has to send and to take, what violates that, and what stays open."""

from __future__ import annotations

import pytest

from ouch_conformance.judge import mirror_rules as rules
from ouch_conformance.judge.expect import CLOSED, MARKER, Absence
from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup

ANSWERED, ENDED, TIMED_OUT = Absence(MARKER, 0), Absence(CLOSED, 0), Absence(None, 2.0)
OLD, A, B, C = b"old", b"a", b"b", b"c"


@pytest.mark.parametrize(
    ("first", "mirror", "begins"),
    [
        pytest.param([OLD, A, B], [A, B], 1, id="from now on"),
        pytest.param([OLD, A, B], [OLD, A, B], 1, id="with the last message before"),
        pytest.param([A, B], [b"older", OLD, A, B], 0, id="repeated from a place that the first host's record lacks"),
    ],
)
def test_a_mirror_sends_what_the_first_host_sends(first: list[bytes], mirror: list[bytes], begins: int) -> None:
    """All that is owed, in its order; the last messages of both are what the verdict points at."""
    found = rules.same_messages(first, mirror, begins, "mirror:1", ANSWERED)

    assert (found.outcome.result, found.outcome.observed) == (Result.HELD, "all of them, byte for byte")
    assert found.outcome.sentence == "mirror:1 sends what the first host sends"
    assert found.outcome.expected == "the 2 messages of the first host"
    assert (found.first, found.mirror) == (len(first) - 1, len(mirror) - 1)


@pytest.mark.parametrize(
    ("absence", "result", "observed"),
    [
        (ANSWERED, Result.VIOLATED, "number 2 of them is missing (marker)"),
        (ENDED, Result.VIOLATED, "number 2 of them is missing (the connection is closed)"),
        (
            TIMED_OUT,
            Result.UNPROVEN,
            "number 2 of them is missing (nothing within 2 s, and the marker was not answered either)",
        ),
    ],
)
def test_a_message_that_is_missing_has_to_be_known_to_be(absence: Absence, result: Result, observed: str) -> None:
    """Only what came behind it, or the end of the connection, shows that it will not come; it is pointed at."""
    found = rules.same_messages([OLD, A, B, C], [A, C], 1, "mirror:1", absence)

    assert (found.outcome.result, found.outcome.observed) == (result, observed)
    assert (found.first, found.mirror, found.outcome.proof) == (2, None, absence.proof)


@pytest.mark.parametrize(
    ("mirror", "odd"),
    [
        pytest.param([A, b"x", B], 1, id="a message of its own"),
        pytest.param([A, A, B], 0, id="one of them twice"),
        pytest.param([B, A], 1, id="another order"),
    ],
)
def test_a_message_that_the_first_host_did_not_send(mirror: list[bytes], odd: int) -> None:
    """What is in excess or out of place violates as it stands; the mirror's message is pointed at."""
    found = rules.same_messages([OLD, A, B], mirror, 1, "mirror:1", ANSWERED)

    assert found.outcome.result is Result.VIOLATED
    assert found.outcome.observed == "a message that the first host did not send, or did not send in this place"
    assert (found.first, found.mirror) == (None, odd)


def test_where_nothing_was_sent_nothing_is_compared() -> None:
    """A scenario in which the account is told nothing examines no mirror."""
    found = rules.same_messages([OLD], [], 1, "mirror:1", ANSWERED)

    assert (found.outcome.result, found.outcome.observed) == (Result.UNPROVEN, "there was nothing to send")


@pytest.mark.parametrize(
    ("packet", "closed", "result"),
    [
        (soup.parse(b"\x00\x1fA" + b"DAY1".rjust(10) + b"8".rjust(20)), False, Result.HELD),
        (soup.parse(b"\x00\x02JS"), True, Result.VIOLATED),
        (None, True, Result.VIOLATED),
        (None, False, Result.UNPROVEN),
    ],
)
def test_a_login_at_a_mirror(packet: soup.Packet | None, closed: bool, result: Result) -> None:
    """Accepted holds; rejected, or closed without an answer, violates; silence is open. The host is named."""
    outcome = rules.let_in(packet, "mirror:1", closed=closed)

    assert (outcome.result, outcome.sentence) == (result, "the login at mirror:1 is accepted")


class Answer:
    """A message without a specification."""


@pytest.mark.parametrize(("accepted", "result"), [(True, Result.HELD), (False, Result.VIOLATED)])
def test_an_order_at_a_mirror_is_accepted(accepted: bool, result: Result) -> None:
    """Another answer than Order Accepted is none that takes it."""
    outcome = rules.takes_order(Answer(), "mirror:1", accepted=accepted, ended=False, absence=TIMED_OUT)

    assert (outcome.result, outcome.sentence) == (result, "mirror:1 takes the order")
    assert outcome.observed == "a message of an unknown type"


@pytest.mark.parametrize(
    ("ended", "absence", "result"),
    [
        (True, ANSWERED, Result.VIOLATED),
        (False, ANSWERED, Result.UNPROVEN),
        (True, TIMED_OUT, Result.UNPROVEN),
        (True, ENDED, Result.UNPROVEN),
    ],
)
def test_an_order_that_nobody_answers(ended: bool, absence: Absence, result: Result) -> None:
    """It was not taken where the mirror had come to what was sent behind it, and the first host answers since."""
    outcome = rules.takes_order(None, "mirror:1", accepted=False, ended=ended, absence=absence)

    assert outcome.result is result
