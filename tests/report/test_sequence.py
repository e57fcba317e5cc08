"""What of a scenario's record becomes part of its sequence diagram and of its capture's comments."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ouch_conformance.evidence.diagram import Arrow, Diagram, Kind, Remark
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.allure import test_result
from ouch_conformance.report.run_files import AllureWriter
from ouch_conformance.report.sequence import TIDYING, sequence, violations
from ouch_conformance.wire import codec
from tests.report.hand_made import FRAMES, PROTOCOL_TITLE, REQUIREMENTS, START_NS, check, failing, passing, record

OUCH = codec("nasdaq-ouch-5.0")


def remarks(kind: Kind, drawn: Diagram) -> list[str]:
    """The words of the remarks of a kind."""

    return [row.words for row in drawn.rows if isinstance(row, Remark) and row.kind is kind]


def test_the_steps_that_ran_stand_between_the_messages() -> None:
    """The words of the feature, without the step that was not reached."""
    assert remarks(Kind.STEP, sequence(failing(), OUCH)) == [
        'Given a live buy of 100 shares at 10.00 as "the buy"',
        'When the member replaces "the buy"',
        'Then "the buy" is canceled',
    ]


def test_what_a_check_points_at_is_marked_and_what_held_is_not() -> None:
    """The fail points at the reject; the observed check points at nothing and is no violation."""
    drawn = sequence(failing(), OUCH)
    marked = [row for row in drawn.rows if isinstance(row, Arrow) and row.violations]
    assert [(row.name, row.violations) for row in marked] == [
        ("Rejected (J) #7", ("fail: the existing order is canceled",))
    ]
    assert drawn.violations == ["fail: the existing order is canceled"]


def test_an_answer_that_never_came_stands_where_it_was_missed() -> None:
    """A proven silence is marked at the end of the last step, also where the check points at the request."""
    made = failing()
    made.checks = [
        check(made.id, "OUCH50-2.2-04", Verdict.FAIL, observed="nothing (marker)", proof="marker", frames=(1,))
    ]
    [missed] = [row for row in sequence(made, OUCH).rows if isinstance(row, Remark) and row.kind is Kind.VIOLATION]
    assert missed.words == "fail: the existing order is canceled: expected Order Canceled; observed nothing (marker)"
    assert missed.time_ns == START_NS + 4_500_000


def test_what_is_tidied_up_is_set_apart() -> None:
    """What came behind the last step belongs to no step."""
    made = failing()
    made.frames = [*FRAMES, FRAMES[1]._replace(time_ns=START_NS + 9_000_000)]  # type: ignore[union-attr]
    assert remarks(Kind.STEP, sequence(made, OUCH))[-1] == TIDYING


def test_a_record_without_anything_has_an_empty_diagram() -> None:
    """A scenario that does not apply exchanged nothing."""
    assert sequence(record("x", Verdict.NOT_APPLICABLE), None).rows == ()


def test_the_comments_of_a_capture_name_verdict_rule_and_requirement() -> None:
    """One line for each entry that a check points at; what held says nothing."""
    assert violations(failing()) == {3: "fail: the existing order is canceled (OUCH50-2.2-04)"}
    assert violations(passing()) == {}


def test_sequence_and_capture_are_attached_under_their_own_types(tmp_path: Path) -> None:
    """The report draws the one and offers the other for download."""
    result, files = test_result(
        failing(),
        REQUIREMENTS.__getitem__,
        protocol_title=PROTOCOL_TITLE,
        evidence="failures",
        codec=OUCH,
        capture=b"pcapng bytes",
    )
    AllureWriter(tmp_path).write(result, files)
    read = json.loads((tmp_path / f"{result.uuid}-result.json").read_text(encoding="utf-8"))
    attached = {each["name"]: each for each in read["attachments"]}

    assert list(attached) == ["sequence", "messages", "annotated hex", "capture"]
    assert attached["sequence"]["type"] == "image/svg+xml"
    assert re.fullmatch(r".*-sequence-attachment\.svg", attached["sequence"]["source"])
    assert (tmp_path / attached["sequence"]["source"]).read_text(encoding="utf-8").startswith("<svg xmlns=")
    assert attached["capture"]["type"] == "application/vnd.tcpdump.pcap"
    assert re.fullmatch(r".*-capture-attachment\.pcapng", attached["capture"]["source"])
    assert (tmp_path / attached["capture"]["source"]).read_bytes() == b"pcapng bytes"


def test_a_request_that_belongs_to_a_fault_has_no_field_at_fault() -> None:
    """Both messages bear the violation; the number is marked in the answer, which has the wrong one."""
    made = failing()
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(1, 3), field="userRefNum")]
    marked = [row for row in sequence(made, OUCH).rows if isinstance(row, Arrow) and row.violations]

    assert [[each.text for each in row.fields if each.faulty] for row in marked] == [[], ["userRefNum=2"]]
