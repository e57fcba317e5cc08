"""What was wanted of an answer, what came, and when silence is proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ouch_conformance.judge import expect
from ouch_conformance.judge.dialect import RULES
from ouch_conformance.judge.expect import CLOSED, Absence, Mismatch
from ouch_conformance.judge.heard import Breach
from ouch_conformance.judge.verdict import Result
from tests.judge.judge_bytes import CHANNEL_5, OUCH50, accepted, canceled, event, executed, heard, queried, rejected

MARKER, TIMED_OUT, HUNG_UP = Absence("marker", 0), Absence(None, 2.5), Absence(CLOSED, 0)
UNANSWERED = "nothing within 2.5 s, and the marker was not answered either"


@pytest.mark.parametrize(
    ("absence", "result", "observed"),
    [
        (MARKER, Result.VIOLATED, "nothing (marker)"),
        (HUNG_UP, Result.VIOLATED, "nothing (the connection is closed)"),
        (TIMED_OUT, Result.UNPROVEN, UNANSWERED),
    ],
)
def test_a_missing_answer_is_a_violation_where_that_is_known(absence: Absence, result: Result, observed: str) -> None:
    """A bare time-out proves nothing; a marker does, and so does a connection that ends instead of answering."""
    outcome = expect.absent("it is so", "Order Accepted", absence)

    assert (outcome.result, outcome.observed, outcome.proof) == (result, observed, absence.proof)


@pytest.mark.parametrize(
    ("absence", "result", "observed"),
    [
        (MARKER, Result.HELD, "nothing (marker)"),
        (Absence("window", 2.0), Result.HELD, "nothing (window)"),
        (HUNG_UP, Result.UNPROVEN, "the connection is closed"),
        (TIMED_OUT, Result.UNPROVEN, UNANSWERED),
    ],
)
def test_silence_holds_only_where_it_is_proven(absence: Absence, result: Result, observed: str) -> None:
    """What the venue had to say may stand behind a closed connection: hanging up is no silence."""
    outcome = expect.silent("it is so", "no message", [], absence)

    assert (outcome.result, outcome.observed) == (result, observed)


@pytest.mark.parametrize(
    ("absences", "least"),
    [
        ([MARKER, MARKER], MARKER),
        ([MARKER, Absence("window", 2.0)], Absence("window", 2.0)),
        ([Absence("window", 2.0), TIMED_OUT, MARKER], TIMED_OUT),
        ([MARKER, HUNG_UP], HUNG_UP),
        ([], Absence(None, 0)),
    ],
)
def test_several_silences_are_as_good_as_the_least_of_them(absences: list[Absence], least: Absence) -> None:
    """A window beside a marker is a window, and where one is open all are."""
    assert expect.weakest(absences) == least


@pytest.mark.parametrize(
    ("absence", "result", "observed"),
    [
        (MARKER, Result.HELD, "live (marker)"),
        (Absence(expect.FORBIDDEN, 2.0), Result.HELD, "live (window, since the profile forbids the marker)"),
        (HUNG_UP, Result.UNPROVEN, "live (the connection is closed)"),
        (TIMED_OUT, Result.UNPROVEN, f"live ({UNANSWERED})"),
    ],
)
def test_how_things_stand_is_told_with_its_proof(absence: Absence, result: Result, observed: str) -> None:
    """A state counts once nothing more is to come: the text and the proof say how that is known."""
    outcome = expect.at_rest(Result.HELD, "it is so", "live", "live", absence)

    assert (outcome.result, outcome.observed, outcome.proof) == (result, observed, absence.proof)


def test_silence_is_broken_by_the_first_message() -> None:
    """A message that came violates the silence, however its end was proven."""
    outcome = expect.silent("it is so", "no message", [heard(canceled()), heard(rejected())], MARKER)

    assert outcome.result is Result.VIOLATED
    assert outcome.observed == "Order Canceled, quantity 500, reason user requested"


@pytest.mark.parametrize(
    ("absence", "result", "observed"),
    [
        (MARKER, Result.HELD, "nothing (marker)"),
        (HUNG_UP, Result.HELD, "nothing (the connection is closed)"),
        (TIMED_OUT, Result.UNPROVEN, UNANSWERED),
    ],
)
def test_silence_answers_an_open_question(absence: Absence, result: Result, observed: str) -> None:
    """A proven silence and a closed connection are answers to be recorded; a time-out is none."""
    outcome = expect.recorded("it is so", [], absence)

    assert (outcome.result, outcome.observed) == (result, observed)


def test_every_message_answers_an_open_question() -> None:
    """All that came is recorded, in its order."""
    outcome = expect.recorded("it is so", [heard(rejected(reason=0x13)), heard(event(b"E"))], TIMED_OUT)

    assert outcome.result is Result.HELD
    assert outcome.observed == "Rejected, reason invalid quantity; System Event, event code end of day"


def test_another_message_than_the_wanted_one() -> None:
    """The wrong kind of message violates, and is told with its telling fields."""
    outcome = expect.kind_differs("it is so", "Order Accepted", heard(rejected()))

    assert (outcome.result, outcome.expected) == (Result.VIOLATED, "Order Accepted")
    assert outcome.observed == "Rejected, reason invalid quantity"


def test_the_wanted_message_holds() -> None:
    """Without a field that differs the message is as wanted."""
    outcome = expect.compared("it is so", "Order Accepted", heard(accepted()), [])

    assert (outcome.result, outcome.field) == (Result.HELD, None)


def test_the_wanted_message_with_other_values() -> None:
    """Every field that differs is told, wanted and seen; the first of them is the field at fault."""
    wrong = [Mismatch("quantity", "500", "400"), Mismatch("price", "10.00", "9.99")]
    outcome = expect.compared("it is so", "Order Executed", heard(executed()), wrong)

    assert (outcome.result, outcome.field) == (Result.VIOLATED, "quantity")
    assert outcome.expected == "Order Executed with quantity 500, price 10.00"
    assert outcome.observed == "Order Executed with quantity 400, price 9.99"


def test_a_message_of_an_unknown_type_has_a_name() -> None:
    """Bytes that are no message are told as what they are."""
    assert expect.describe(heard(b"z").message) == "a message of an unknown type"


def test_the_fields_that_tell_a_message() -> None:
    """Name, telling fields and options in the fewest words; an enum value by its name, a number as it is."""
    told = expect.describe(heard(accepted(options=CHANNEL_5)).message)

    assert told.startswith("Order Accepted, quantity 500, price 100000, display visible, capacity agency, ")
    assert told.endswith(", order state live, option user ref idx 5")
    assert expect.describe(heard(queried(4)).message) == "Account Query Response, next user ref num 4"


def test_a_breach_becomes_an_outcome_of_its_requirement() -> None:
    """The rule in words, the field before it, and the requirement that it is judged under."""
    breach = Breach("OUCH50-3.6-02", "fill-price", "at most 1", "2", None, "matchNumber")
    outcome = expect.breached(breach)

    assert (outcome.result, outcome.requirement, outcome.field) == (Result.VIOLATED, "OUCH50-3.6-02", "matchNumber")
    assert outcome.sentence == f"match number: {RULES['fill-price']}"
    assert (outcome.expected, outcome.observed) == ("at most 1", "2")


def test_a_breach_of_the_session_layer_keeps_its_own_words() -> None:
    """A rule that is not among the invariants is told by its name."""
    assert expect.breached(Breach("SOUP-E1", "after-end-of-session", "a", "b", None)).sentence == "after-end-of-session"


def test_every_rule_has_words() -> None:
    """No rule of a dialect is told by its key."""
    assert {rule.partition("-")[0] if rule.startswith("echo-") else rule for rule in OUCH50.rules} <= set(RULES)


def test_a_refusal_is_told_with_what_the_profile_calls_its_reason() -> None:
    """Wherever a message is told: as another one, as one of a silence, as an answer that is recorded."""
    refused = replace(heard(rejected(reason=0x13)), refusal="reason invalid quantity (quantity out of range)")
    told = "Rejected, reason invalid quantity (quantity out of range)"

    assert expect.kind_differs("it is so", "Order Accepted", refused).observed == told
    assert expect.silent("it is so", "no message", [refused], MARKER).observed == told
    assert expect.recorded("it is so", [refused], MARKER).observed == told
    assert expect.compared("it is so", "Rejected", refused, ()).observed == told
