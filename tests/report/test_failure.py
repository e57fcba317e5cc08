"""The text of a scenario that did not pass."""

from __future__ import annotations

from datetime import date

import pytest

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge.check import Listed
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.profile.deviations import Deviation
from ouch_conformance.report.failure import failure_text, pointed_fields, subject_of
from ouch_conformance.wire import codec
from tests.report.hand_made import FRAMES, REPLACE, REQUIREMENTS, START_NS, check, failing, packet, record

OUCH = codec("nasdaq-ouch-5.0")
lookup = REQUIREMENTS.__getitem__


def test_a_failure_reads_from_the_sentence_to_the_command_that_reruns_it() -> None:
    """Sentence, requirement with clause, expected, observed, last messages with the faulty bytes, place, command."""
    assert failure_text(failing(), lookup, OUCH) == "\n".join(
        [
            "fail: the existing order is canceled",
            "  requirement  OUCH50-2.2-04, section 2.2 (must): An invalid replace takes the existing order out.",
            "  expected     Order Canceled",
            "  observed     Rejected",
            "  check        OUCH50-2.2-04@nasdaq-ouch-5.0/2.2_replace_order.feature"
            "::an-invalid-replace-cancels-the-existing-order",
            "",
            "last messages, times in UTC (* is what the checks point at; 2 more not shown)",
            "  14:13:20.000000  A                              connected                127.0.0.1:9000",
            "  14:13:20.001000  A  sent      Unsequenced Data  ReplaceOrderRequest (U)  origUserRefNum=1, userRefNum=2,"
            " quantity=1000000, price=10.0000, timeInForce=day (0), display=visible (Y),"
            " interMarketSweepEligibility=not eligible (N), clOrdID='REPLACE-2', appendageLength=0",
            "* 14:13:20.003000  A  received  Sequenced Data 7  Rejected (J)             timestamp=09:30:00.000000000,"
            " userRefNum=2, reason=invalid quantity (19), clOrdID='REPLACE-2'",
            "      0000  00 1e 53 4a 00 00 1f 1a ce d9 f0 00 00 00 00 02  ..SJ............",
            "      0010  00 13 52 45 50 4c 41 43 45 2d 32 20 20 20 20 20  ..REPLACE-2",
            "            ^^^^^ reason invalid quantity (19)",
            "",
            "scenario       An invalid replace cancels the existing order"
            " (features/nasdaq-ouch-5.0/2.2_replace_order.feature:12)",
            'rerun          pytest "features/nasdaq-ouch-5.0/2.2_replace_order.feature'
            '::An invalid replace cancels the existing order"',
        ]
    )


def test_the_worst_check_comes_first_and_a_pass_is_left_out() -> None:
    """Checks are told worst first; what held or was only observed is not part of a failure."""
    made = failing()
    made.checks = [
        check(made.id, "OUCH50-2.1-01", Verdict.PASS),
        check(made.id, "OUCH50-2.2-03", Verdict.WARNING),
        check(made.id, "OUCH50-2.2-04", Verdict.FAIL, proof="marker"),
    ]

    text = failure_text(made, lookup, OUCH)

    assert text.index("OUCH50-2.2-04") < text.index("warning:") < text.index("OUCH50-2.2-03")
    assert "proven by    marker" in text
    assert "OUCH50-2.1-01" not in text


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("", "listed       it is known (Ada, until 2027-03-31, https://x; known.toml:7)"),
        ("the entry expired on 2026-01-01", "listed       the entry expired on 2026-01-01 (known.toml:7)"),
    ],
)
def test_a_listed_check_says_where_it_is_listed_and_why(why: str, words: str) -> None:
    """A known deviation has the words of its entry, a stale one the reason why the entry does not hold."""
    made = failing()
    entry = Deviation("c", "fail", "Rejected", "it is known", "Ada", date(2027, 3, 31), "https://x", "known.toml", 7)
    listed = Listed(Verdict.FAIL, entry, why)
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.STALE_DEVIATION, listed=listed)]

    assert f"  {words}\n" in failure_text(made, lookup, OUCH)


def test_many_checks_at_fault_are_counted_not_listed() -> None:
    """A scenario in which everything is wrong stays readable."""
    made = failing()
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL)] * 12

    text = failure_text(made, lookup, OUCH)

    assert text.count("expected") == 5
    assert "and 7 more checks that did not pass" in text


def test_a_scenario_without_a_check_at_fault_says_its_reason() -> None:
    """An inconclusive scenario has no violation to show: its verdict and reason open the text."""
    made = record("The venue answers", Verdict.INCONCLUSIVE, reason="no answer within the patience of the profile")

    text = failure_text(made, lookup, None, places={"evidence": "reports/events.jsonl"})

    assert text.startswith("inconclusive: no answer within the patience of the profile\n\nscenario ")
    assert text.endswith("evidence       reports/events.jsonl")


def test_an_early_message_that_a_check_points_at_is_shown_beside_the_last_ones() -> None:
    """Five messages at the end, none of them a heartbeat, and what the check points at wherever it stands."""
    made = failing()
    later = [Frame(START_NS + i, "A", Way.RECEIVED, packet(b"H")) for i in range(50)]
    debug = [Frame(START_NS + i, "A", Way.RECEIVED, packet(b"+", b"note %d" % i)) for i in range(9)]
    made.frames = [*FRAMES, *later, *debug]
    made.checks = made.checks[1:]

    lines = failure_text(made, lookup, OUCH).splitlines()

    assert sum("Debug" in line for line in lines) == 5
    assert next(line for line in lines if line.startswith("*")).split()[:3] == ["*", "14:13:20.003000", "A"]
    assert not any("Server Heartbeat" in line for line in lines)


def test_what_came_after_the_step_at_fault_is_left_out() -> None:
    """The scenario's tidying up, cancels and logouts, does not push the telling messages out of sight."""
    made = failing()
    made.frames = [*FRAMES, *(Frame(START_NS + 6_000_000, "A", Way.SENT, packet(b"O")) for _ in range(5))]

    text = failure_text(made, lookup, OUCH)

    assert "Logout" not in text
    assert "ReplaceOrderRequest" in text


def test_a_heartbeat_is_shown_where_a_check_points_at_it() -> None:
    """A rule about heartbeats shows the heartbeat."""
    made = failing()
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(4,))]

    assert "* 14:13:20.004000  A  received  Server Heartbeat" in failure_text(made, lookup, OUCH)


def test_no_password_is_printed() -> None:
    """A failed login shows the request without its password."""
    made = failing()
    request = packet(b"L", b"MEMBRA" + b"s3cretpass" + b" " * 10 + b"1".rjust(20))
    made.frames = [Frame(START_NS, "A", Way.SENT, request)]
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(0,), field="password")]

    text = failure_text(made, lookup, OUCH)

    assert "MEMBRA" in text
    assert "s3cret" not in text
    assert b"s3cret".hex(" ") not in text


@pytest.mark.parametrize(
    ("nodeid", "word"), [("a.feature::b [c]", '"a.feature::b [c]"'), ('a::the "buy"', """'a::the "buy"'""")]
)
def test_the_command_survives_a_shell(nodeid: str, word: str) -> None:
    """A node id is one word of the command, whatever a title holds."""
    assert failure_text(record("x", nodeid=nodeid), lookup, None).endswith(f"pytest {word}")


def test_the_later_lines_of_an_observation_stand_under_the_first() -> None:
    """An observation of several lines, as a wrong echo of many fields, keeps its column."""
    made = failing()
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, observed="price 9.00\nquantity 1")]

    assert "  observed     price 9.00\n               quantity 1\n" in failure_text(made, lookup, OUCH)


def test_a_field_at_fault_is_marked_in_the_answer_and_not_in_the_request() -> None:
    """A check points at both; what is wrong is what the venue sent, and the member's quantity is as it should be."""
    made = failing()
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(1, 3), field="userRefNum")]

    lines = failure_text(made, lookup, OUCH).splitlines()

    assert sum(line.startswith("* ") for line in lines) == 2
    assert [line.strip().lstrip("^") for line in lines if "^" in line] == [" userRefNum 2"]
    assert pointed_fields(made.checks, made.frames) == {3: "userRefNum", 1: None}


def test_the_bytes_of_what_a_verdict_is_about_are_shown_beside_another_message_with_a_mark() -> None:
    """Only the request has a fault that the decoder sees: the answer has its bytes all the same."""
    made = failing()
    wrong = packet(b"U", REPLACE[:21] + b"?" + REPLACE[22:])
    made.frames = [made.frames[0], Frame(START_NS, "A", Way.SENT, wrong), *made.frames[2:]]
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(1, 3))]

    text = failure_text(made, lookup, OUCH)

    assert "> timeInForce at offset 24: enum" in text
    assert "      0000  00 1e 53 4a 00 00 1f 1a ce d9 f0 00 00 00 00 02  ..SJ" in text


def test_of_several_messages_the_last_has_the_field_at_fault() -> None:
    """The one before it is what it was held against; without a field the first one broke the rule."""
    made = failing()
    made.frames = [made.frames[3], *made.frames]

    assert subject_of(check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(0, 4), field="reason"), made.frames) == 4
    assert subject_of(check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(2, 0, 4)), made.frames) == 0
    assert subject_of(check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(1, 2)), made.frames) == 2
    assert subject_of(check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(99,)), made.frames) is None
