"""What the venue did with a session: each rule of the session layer with what holds, what violates and what is open."""

from __future__ import annotations

import pytest

from ouch_conformance.judge import session_rules as rules
from ouch_conformance.judge.check import Outcome
from ouch_conformance.judge.expect import CLOSED, Absence
from ouch_conformance.judge.session_rules import SessionWanted
from ouch_conformance.judge.verdict import Result
from ouch_conformance.soup import packets as soup

MARKER, TIMED_OUT = Absence("marker", 0), Absence(None, 2.0)
ANY = SessionWanted()


def packet(text: str) -> soup.Packet:
    """A packet by its type and payload as they stand on the wire."""
    payload = text.encode("latin-1")
    return soup.parse(len(payload).to_bytes(2, "big") + payload)


ACCEPTED = packet("A      DAY1" + "8".rjust(20))
REFUSED_A, REFUSED_S = packet("JA"), packet("JS")
DEBUG, HEARTBEAT, END, DATA = packet("+hello"), packet("H"), packet("Z"), packet("Sdata")


def told(outcome: Outcome) -> tuple[Result, str]:
    """Result and observation of an outcome."""
    return outcome.result, outcome.observed


# Logins


@pytest.mark.parametrize("session", [ANY, SessionWanted(same_as="DAY1"), SessionWanted(other_than="DAY2")])
@pytest.mark.parametrize("sequence", [None, 8])
def test_a_login_is_accepted(session: SessionWanted, sequence: int | None) -> None:
    """Login Accepted with the wanted session and number holds (2.2.1)."""
    outcome = rules.login_accepted(ACCEPTED, "", session, sequence)

    assert told(outcome) == (Result.HELD, "Login Accepted, session 'DAY1', sequence '8'")


@pytest.mark.parametrize(
    ("answer", "session", "sequence", "field", "expected", "observed"),
    [
        (REFUSED_A, ANY, None, None, "Login Accepted", "Login Rejected A"),
        (DATA, ANY, None, None, "Login Accepted", "Sequenced Data"),
        (packet("A"), ANY, None, None, "Login Accepted", "Login Accepted has length 31, not 1"),
        (packet("A" + " " * 10 + "8".rjust(20)), ANY, None, "session", "a session", "session ''"),
        (ACCEPTED, SessionWanted(same_as="DAY2"), None, "session", "session 'DAY2'", "session 'DAY1'"),
        (
            ACCEPTED,
            SessionWanted(other_than="DAY1"),
            None,
            "session",
            "a session other than 'DAY1'",
            "session 'DAY1'",
        ),
        (ACCEPTED, ANY, 9, "sequence", "sequence number 9", "sequence '8'"),
        (packet("A      DAY1" + "x".rjust(20)), ANY, None, "sequence", "a sequence number", "sequence 'x'"),
    ],
)
def test_a_login_is_not_accepted_as_it_should_be(
    answer: soup.Packet, session: SessionWanted, sequence: int | None, field: str | None, expected: str, observed: str
) -> None:
    """Another packet, another session, another number or none: what was wanted and what came."""
    outcome = rules.login_accepted(answer, "", session, sequence)

    assert told(outcome) == (Result.VIOLATED, observed)
    assert (outcome.field, outcome.expected) == (field, expected)


@pytest.mark.parametrize(("trouble", "observed"), [("", "no answer in time"), ("refused", "refused")])
def test_an_unanswered_login_is_open(trouble: str, observed: str) -> None:
    """No answer within the venue's patience proves nothing; what went wrong is told."""
    assert told(rules.login_accepted(None, trouble, ANY, None)) == (Result.UNPROVEN, observed)
    assert told(rules.login_refused(None, trouble, "A", "not authorized")) == (Result.UNPROVEN, observed)


@pytest.mark.parametrize("trouble", ["", "closed by the venue"])
def test_a_close_instead_of_an_answer_violates(trouble: str) -> None:
    """On a closed connection no answer can come any more: that proves its absence (2.2.1, 2.2.2)."""
    observed = "the connection is closed without an answer"
    outcomes = (
        rules.login_accepted(None, trouble, ANY, None, closed=True),
        rules.login_refused(None, trouble, "A", "not authorized", closed=True),
    )

    for outcome in outcomes:
        assert (told(outcome), outcome.proof) == ((Result.VIOLATED, observed), CLOSED)


def test_a_login_is_refused() -> None:
    """Login Rejected with the wanted reason holds (2.2.2)."""
    outcome = rules.login_refused(REFUSED_S, "", "S", "session not available")

    assert told(outcome) == (Result.HELD, "Login Rejected S")
    assert outcome.sentence == "the login is refused because session not available"


@pytest.mark.parametrize(("answer", "field"), [(ACCEPTED, None), (REFUSED_A, "reason")])
def test_a_login_is_not_refused_as_it_should_be(answer: soup.Packet, field: str | None) -> None:
    """An acceptance or another reason violates."""
    outcome = rules.login_refused(answer, "", "S", "session not available")

    assert (outcome.result, outcome.field) == (Result.VIOLATED, field)


@pytest.mark.parametrize(
    ("answer", "trouble", "closed", "result", "observed", "proof"),
    [
        (REFUSED_A, "", False, Result.HELD, "Login Rejected A", None),
        (None, "", True, Result.HELD, "the connection is closed without an answer", CLOSED),
        (None, "broken pipe", True, Result.HELD, "the connection is closed without an answer", CLOSED),
        (None, "", False, Result.HELD, "nothing within 2 s (window)", "window"),
        (None, "connection refused", False, Result.UNPROVEN, "connection refused", None),
    ],
)
def test_any_answer_to_an_open_question_is_recorded(
    answer: soup.Packet | None, trouble: str, closed: bool, result: Result, observed: str, proof: str | None
) -> None:
    """A packet, a close and a silence are answers with their proof; where there was no connection nothing was asked."""
    outcome = rules.login_recorded(answer, trouble, closed=closed, waited=2.0)

    assert told(outcome) == (result, observed)
    assert outcome.proof == proof


@pytest.mark.parametrize(
    ("packets", "closed", "result", "observed"),
    [
        ([REFUSED_A], True, Result.HELD, "Login Rejected, then nothing (the connection is closed)"),
        ([DEBUG, REFUSED_A, DEBUG], False, Result.HELD, "Login Rejected, then nothing (window)"),
        ([HEARTBEAT, REFUSED_A], True, Result.VIOLATED, "Server Heartbeat, Login Rejected"),
        ([REFUSED_A, HEARTBEAT], True, Result.VIOLATED, "Login Rejected, Server Heartbeat"),
        ([ACCEPTED], True, Result.VIOLATED, "Login Accepted"),
        ([DEBUG], False, Result.UNPROVEN, "no answer in time"),
        ([], False, Result.UNPROVEN, "no answer in time"),
    ],
)
def test_nothing_but_the_answer(packets: list[soup.Packet], closed: bool, result: Result, observed: str) -> None:
    """Around Login Rejected stand debug packets and nothing else (2.2.2); what proves it is told."""
    outcome = rules.only_the_answer(packets, closed=closed)

    assert told(outcome) == (result, observed)
    assert outcome.proof == ({True: CLOSED, False: "window"}[closed] if result is Result.HELD else None)


# The end of a connection


def test_the_venue_ends_the_connection() -> None:
    """Closed at once, or still open at the end of the window."""
    assert told(rules.connection_ended(closed=True, waited=2.0)) == (Result.HELD, "closed")
    assert told(rules.connection_ended(closed=False, waited=2.0)) == (Result.VIOLATED, "still open after 2 s (window)")


@pytest.mark.parametrize(
    ("limit", "after", "result", "observed"),
    [
        (1.0, 1.2, Result.HELD, "closed after 1.20 s"),
        (1.0, 0.9, Result.HELD, "closed after 0.90 s"),
        (1.0, 0.7, Result.VIOLATED, "closed after 0.70 s"),
        (1.0, None, Result.VIOLATED, "still open after 3 s (window)"),
        (None, None, Result.HELD, "still open after 3 s (window)"),
        (None, 0.1, Result.HELD, "closed after 0.10 s"),
    ],
)
def test_the_venue_ends_the_connection_at_its_limit(
    limit: float | None, after: float | None, result: Result, observed: str
) -> None:
    """A declared limit is held to within the tolerance; without one, whatever happened is recorded."""
    assert told(rules.ended_at("idle", limit, after, 3.0, 0.2)) == (result, observed)


@pytest.mark.parametrize(
    ("closed", "absence", "result", "observed"),
    [
        (False, MARKER, Result.HELD, "answered (marker)"),
        (False, Absence("window", 2.0), Result.HELD, "not closed (window)"),
        (True, MARKER, Result.VIOLATED, "the venue has closed the connection"),
        (False, TIMED_OUT, Result.UNPROVEN, "no answer within 2 s"),
    ],
)
def test_a_connection_stands_where_the_venue_answers(
    closed: bool, absence: Absence, result: Result, observed: str
) -> None:
    """An answer proves that it stands, a close that it does not, a time-out nothing."""
    assert told(rules.connection_stands(closed=closed, absence=absence)) == (result, observed)


def test_what_became_of_a_connection() -> None:
    """What came, heartbeats apart, and whether the connection is still there."""
    assert told(rules.became([HEARTBEAT, DEBUG], closed=True)) == (Result.HELD, "Debug, the connection is closed")
    assert told(rules.became([], closed=False)) == (Result.HELD, "the connection stays open (window)")


@pytest.mark.parametrize(
    ("packets", "result", "observed"),
    [
        ([DATA, END], Result.HELD, "nothing (the connection is closed)"),
        ([END, HEARTBEAT, DEBUG], Result.HELD, "nothing (the connection is closed)"),
        ([END, DATA], Result.VIOLATED, "Sequenced Data"),
        ([END, END], Result.VIOLATED, "End of Session"),
        ([DATA], Result.UNPROVEN, "no End of Session came"),
    ],
)
def test_nothing_stands_behind_the_end_of_the_session(
    packets: list[soup.Packet], result: Result, observed: str
) -> None:
    """End of Session is the last message (1.4)."""
    assert told(rules.nothing_behind_the_end(packets, closed=True)) == (result, observed)


def test_behind_the_end_of_an_open_connection_stands_a_window() -> None:
    """Where the venue does not close, nothing came for as long as patience lasted: the verdict says so."""
    outcome = rules.nothing_behind_the_end([END], closed=False)

    assert (told(outcome), outcome.proof) == ((Result.HELD, "nothing (window)"), "window")


def test_a_logout_has_no_reply() -> None:
    """The venue closes; heartbeats and debug packets may still be on their way (2.3.4)."""
    silent = rules.no_reply([HEARTBEAT, DEBUG], closed=True)
    assert (told(silent), silent.proof) == ((Result.HELD, "nothing (the connection is closed)"), CLOSED)
    assert rules.no_reply([], closed=False).proof == "window"
    assert told(rules.no_reply([HEARTBEAT, END, DATA], closed=True)) == (
        Result.VIOLATED,
        "End of Session, Sequenced Data",
    )


# Heartbeats

SECOND = 10**9


@pytest.mark.parametrize(
    ("times", "now", "result", "observed"),
    [
        ([0, 1, 2, 3], 3.5, Result.HELD, "longest gap 1.000 s (window)"),
        ([0, 1.4, 2], 3, Result.HELD, "longest gap 1.400 s (window)"),
        ([0, 1.6, 2], 3, Result.VIOLATED, "longest gap 1.600 s (window)"),
        ([0, 1], 5, Result.VIOLATED, "longest gap 4.000 s (window)"),
        ([0], 5, Result.VIOLATED, "longest gap 5.000 s (window)"),
        ([0], 1, Result.HELD, "longest gap 1.000 s (window)"),
        ([], 5, Result.UNPROVEN, "no packet in all"),
    ],
)
def test_the_venue_is_never_silent_for_long(times: list[float], now: float, result: Result, observed: str) -> None:
    """No gap above interval and tolerance, that between the last packet and now included (1.3)."""
    outcome = rules.no_silence([int(time * SECOND) for time in times], int(now * SECOND), 1.0, 0.5)

    assert told(outcome) == (result, observed)


# The stream

STREAM = {5: b"five", 6: b"six", 7: b"seven"}


@pytest.mark.parametrize(
    ("delivered", "result", "observed"),
    [
        ([(5, b"five"), (6, b"six"), (7, b"seven")], Result.HELD, "3 messages from 5 on (marker)"),
        ([(5, b"five"), (6, b"six"), (7, b"seven"), (8, b"new")], Result.HELD, "4 messages from 5 on (marker)"),
        ([(5, b"five"), (6, b"SIX"), (7, b"seven")], Result.VIOLATED, "53 49 58"),
        ([(5, b"five"), (7, b"seven")], Result.VIOLATED, "numbers [5, 7] ... (2 messages)"),
        ([(6, b"six"), (7, b"seven"), (8, b"new")], Result.VIOLATED, "numbers [6, 7, 8] ... (3 messages)"),
        ([], Result.VIOLATED, "numbers [] ... (0 messages)"),
    ],
)
def test_messages_are_repeated_byte_for_byte(
    delivered: list[tuple[int | None, bytes]], result: Result, observed: str
) -> None:
    """Every message from the first wanted to the last known, in order, the same bytes (1.2)."""
    assert told(rules.replayed(delivered, STREAM, 5, 7, MARKER)) == (result, observed)


def test_other_bytes_violate_whether_or_not_the_marker_is_answered() -> None:
    """A venue that leaves a message out gives every later one the number of another, the marker's answer included."""
    outcome = rules.replayed([(5, b"six"), (6, b"seven")], STREAM, 5, 7, TIMED_OUT)

    assert (outcome.result, outcome.expected) == (Result.VIOLATED, "message 5: 66 69 76 65")


def test_a_message_that_was_never_delivered_is_no_repeat() -> None:
    """What the member had not heard before cannot be the message that it was."""
    outcome = rules.replayed([(5, b"five")], {}, 5, 5, MARKER)

    assert (outcome.result, outcome.expected) == (Result.VIOLATED, "message 5: never delivered")


@pytest.mark.parametrize(
    ("last", "absence", "observed"),
    [
        (4, MARKER, "there was nothing to repeat"),
        (7, TIMED_OUT, "the marker behind the replay was not answered"),
    ],
)
def test_a_replay_that_cannot_be_judged(last: int, absence: Absence, observed: str) -> None:
    """Nothing to repeat, or no marker behind the replay: open."""
    assert told(rules.replayed([(5, b"five")], STREAM, 5, last, absence)) == (Result.UNPROVEN, observed)


@pytest.mark.parametrize(
    ("numbers", "absence", "result", "observed"),
    [
        ([8, 9], MARKER, Result.HELD, "message 8 first"),
        ([7, 8], MARKER, Result.VIOLATED, "message 7 first"),
        ([9], MARKER, Result.VIOLATED, "message 9 first"),
        ([], TIMED_OUT, Result.UNPROVEN, "no message (nothing within 2 s, and the marker was not answered either)"),
        ([], Absence(CLOSED, 0), Result.UNPROVEN, "no message (the connection is closed)"),
        ([], Absence("window", 2.0), Result.HELD, "nothing (window)"),
    ],
)
def test_the_stream_goes_on(numbers: list[int | None], absence: Absence, result: Result, observed: str) -> None:
    """The first message on the connection is the one behind the last that was heard."""
    assert told(rules.continued(numbers, 7, absence)) == (result, observed)


def test_the_first_message_of_a_session_has_to_come() -> None:
    """Where the stream begins, a window without a message shows nothing."""
    assert rules.continued([], 0, Absence("window", 2.0)).result is Result.UNPROVEN


@pytest.mark.parametrize(
    ("choice", "number", "numbers", "result"),
    [
        ("next", 8, [8], Result.HELD),
        ("next", 7, [7, 8], Result.VIOLATED),
        ("last", 7, [7, 8], Result.HELD),
        ("last", 8, [8], Result.VIOLATED),
        (None, 8, [8], Result.HELD),
        (None, 7, [7, 8], Result.HELD),
        (None, 8, [], Result.HELD),
        (None, 8, [7, 8], Result.VIOLATED),
        (None, 1, [1], Result.VIOLATED),
    ],
)
def test_a_login_from_zero(choice: str | None, number: int, numbers: list[int | None], result: Result) -> None:
    """The next number without a repeat, or the last one with it: either, unless the profile declares one (2.3.1)."""
    answer = packet("A      DAY1" + str(number).rjust(20))

    assert rules.from_zero(answer, 8, numbers, choice, MARKER).result is result


@pytest.mark.parametrize(
    ("answer", "following", "absence"), [(None, 8, MARKER), (ACCEPTED, None, MARKER), (ACCEPTED, 8, TIMED_OUT)]
)
def test_a_login_from_zero_that_cannot_be_judged(
    answer: soup.Packet | None, following: int | None, absence: Absence
) -> None:
    """Without an answer, a known place in the stream or a marker the question stays open."""
    assert rules.from_zero(answer, following, [], None, absence).result is Result.UNPROVEN


def test_a_login_from_zero_that_is_refused() -> None:
    """0 is a number that every member may ask for."""
    assert told(rules.from_zero(REFUSED_S, 8, [], None, MARKER)) == (Result.VIOLATED, "Login Rejected S")


# Packets


def test_packets_are_well_formed() -> None:
    """Faults violate, the first one is told; without a packet there is nothing to say."""
    assert told(rules.well_formed(3, [])) == (Result.HELD, "3 packets, all of them")
    assert told(rules.well_formed(3, ["length 2 is wrong", "another"])) == (Result.VIOLATED, "length 2 is wrong")
    assert told(rules.well_formed(0, [])) == (Result.UNPROVEN, "0 packets, all of them")


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("      DAY1", Result.HELD, Result.VIOLATED),
        ("DAY1567890", Result.HELD, Result.LENIENT),
        ("DAY1      ", Result.VIOLATED, Result.LENIENT),
        (" " * 10, Result.VIOLATED, Result.VIOLATED),
        (None, Result.UNPROVEN, Result.UNPROVEN),
    ],
)
def test_a_field_is_padded_where_the_document_or_the_venue_says(text: str | None, left: Result, right: Result) -> None:
    """The last character stands in the last place (2.2.1); a venue that states the other side passes leniently."""
    by_document, by_word = rules.padded("session", text, "left"), rules.padded("session", text, "right")

    assert (by_document.result, by_word.result) == (left, right)
    assert by_document.sentence == "the session is padded on the left"
    assert by_word.sentence == "the session is padded on the right"


# A second login


@pytest.mark.parametrize(
    ("answer", "closed", "stated"),
    [(ACCEPTED, True, "takeover"), (REFUSED_S, False, "refuse"), (ACCEPTED, False, "mirror")],
)
def test_a_second_login_does_what_the_venue_states(answer: soup.Packet, closed: bool, stated: str) -> None:
    """Each rule holds where it is stated and violates another one; where none is stated it is recorded."""
    for word in ("takeover", "refuse", "mirror", None):
        outcome = rules.second_login(answer, word, closed=closed, absence=MARKER)

        assert outcome.result is (Result.HELD if word in (stated, None) else Result.VIOLATED)
        assert outcome.proof == (None if closed else "marker")


def test_a_second_login_without_an_answer_is_open() -> None:
    """Silence of the venue, or a first connection of which nothing is known, proves nothing."""
    for answer, absence in ((None, MARKER), (ACCEPTED, TIMED_OUT)):
        outcome = rules.second_login(answer, "mirror", closed=False, absence=absence)
        assert told(outcome) == (Result.UNPROVEN, "no answer in time")


@pytest.mark.parametrize(
    ("answer", "closed", "result"),
    [
        (ACCEPTED, True, Result.HELD),
        (REFUSED_S, False, Result.HELD),
        (REFUSED_S, True, Result.HELD),
        (ACCEPTED, False, Result.VIOLATED),
        (None, True, Result.UNPROVEN),
    ],
)
def test_one_of_two_connections_is_left(answer: soup.Packet | None, closed: bool, result: Result) -> None:
    """Where an account may have one, both served is a violation, whichever it is that has to go."""
    assert rules.one_connection(answer, closed=closed, absence=MARKER).result is result


def test_a_first_connection_of_which_nothing_is_known_proves_nothing() -> None:
    """It may have ended or not: the marker on it was not answered."""
    assert rules.one_connection(ACCEPTED, closed=False, absence=TIMED_OUT).result is Result.UNPROVEN


# Debug packets


@pytest.mark.parametrize(
    ("packets", "absence", "result", "observed"),
    [
        ([DATA, HEARTBEAT], MARKER, Result.HELD, "nothing (marker)"),
        ([packet("+of its own accord")], Absence("window", 2.0), Result.HELD, "nothing (window)"),
        ([DEBUG], MARKER, Result.VIOLATED, "Debug 'hello'"),
        ([packet("+you said: hello")], TIMED_OUT, Result.VIOLATED, "Debug 'hello'"),
        ([], TIMED_OUT, Result.UNPROVEN, "nothing within 2 s, and the marker was not answered either"),
    ],
)
def test_a_debug_packet_has_no_answer(
    packets: list[soup.Packet], absence: Absence, result: Result, observed: str
) -> None:
    """The venue's own debug packets may come at any time; one that repeats the text is an answer (2.1)."""
    assert told(rules.debug_unanswered(packets, "hello", absence)) == (result, observed)


# Outside the sequence


@pytest.mark.parametrize(
    ("told_of", "absence", "result"),
    [
        ([b"first", b"second"], MARKER, Result.HELD),
        ([b"second"], MARKER, Result.HELD),
        ([b"a frame around second."], MARKER, Result.HELD),
        ([b"second", b"first"], MARKER, Result.VIOLATED),
        ([b"first", b"first"], MARKER, Result.VIOLATED),
        ([b"firs"], MARKER, Result.VIOLATED),
        ([b"first", b"third"], TIMED_OUT, Result.VIOLATED),
        ([], MARKER, Result.UNPROVEN),
        ([b"first"], TIMED_OUT, Result.UNPROVEN),
    ],
)
def test_what_comes_outside_the_sequence(told_of: list[bytes], absence: Absence, result: Result) -> None:
    """Each text once, whole and in its order; what is lost is no fault, and that nothing came shows nothing."""
    assert rules.outside_the_sequence(told_of, ["first", "second"], absence).result is result
