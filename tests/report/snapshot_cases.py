"""The texts that people see, made from hand-made records: each case is one text file below `snapshots`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ouch_conformance.evidence.diagram_text import diagram_text
from ouch_conformance.evidence.frames import Frame, Mark, SessionMark, Way
from ouch_conformance.judge.check import ScenarioRecord
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.report.failure import failure_text
from ouch_conformance.report.sequence import sequence
from ouch_conformance.spec.requirements import Requirement
from ouch_conformance.wire import codec
from tests.report.hand_made import FRAMES, REQUIREMENTS, START_NS, check, failing, packet, record, step

FOLDER = Path(__file__).parent / "snapshots"
OUCH = codec("nasdaq-ouch-5.0")
MS = 1_000_000
PLACES = {"evidence": "reports/events.jsonl", "capture": "reports/pcap/nasdaq-ouch-5.0__2.2_replace_order__x.pcapng"}
CAUSE = "The Replace is refused and the order stays live, as most order protocols have it."


def requirement(id_: str) -> Requirement:
    """A requirement of the hand-made catalogue; the rule about invalid replaces has a usual cause."""
    found = REQUIREMENTS[id_]
    return replace(found, cause=CAUSE) if id_ == "OUCH50-2.2-04" else found


def told(made: ScenarioRecord) -> str:
    """The text of a failure, as the terminal, Allure and JUnit show it."""
    return failure_text(made, requirement, OUCH, places=PLACES)


def wrong_field() -> ScenarioRecord:
    """The venue answers with another reason than it should."""
    return failing()


def nothing_came() -> ScenarioRecord:
    """The answer never came, which a marker proved; a second requirement was not reached."""
    made = failing()
    made.frames = [*FRAMES[:2]]
    made.checks = [
        check(made.id, "OUCH50-2.2-04", Verdict.FAIL, observed="nothing (marker)", proof="marker"),
        check(
            made.id, "OUCH50-2.2-03", Verdict.INCONCLUSIVE, sentence="never judged", expected="a step that judges it"
        ),
    ]
    return made


def cut_off() -> ScenarioRecord:
    """The venue's Order Canceled lacks its last bytes, and the connection goes with it."""
    made = failing()
    canceled = packet(b"S", b"C" + (34_200_000_000_000).to_bytes(8, "big") + b"\0\0\0\1\0\0")
    made.frames = [
        *FRAMES[:2],
        Frame(START_NS + 3 * MS, "A", Way.RECEIVED, canceled, 7),
        SessionMark(START_NS + 4 * MS, "A", Mark.CLOSED_BY_VENUE),
    ]
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, observed="Order Canceled, cut off", frames=(2,))]
    return made


def only_derived() -> ScenarioRecord:
    """A violated rule that only follows from the document is a warning; the message as a whole is wrong."""
    made = failing()
    made.verdict = Verdict.WARNING
    made.checks = [check(made.id, "OUCH50-2.2-03", Verdict.WARNING, frames=(3,))]
    return made


def not_reached() -> ScenarioRecord:
    """The venue refuses the connection: nothing was examined."""
    made = record("The venue answers", Verdict.INCONCLUSIVE, reason="the member connects: expected a TCP connection")
    made.frames = [SessionMark(START_NS, "A", Mark.REFUSED, "127.0.0.1:9000: connection refused")]
    made.steps = [step("Given", "a member that is logged in", "broken")]
    return made


def two_members() -> ScenarioRecord:
    """Two members, a reconnect, heartbeats, and a cancel behind the last step."""
    made = failing()
    accepted = packet(b"A", b"S1".rjust(10) + b"8".rjust(20))
    made.frames = [
        *FRAMES,
        SessionMark(START_NS + 4 * MS, "B", Mark.CONNECTED, "127.0.0.1:9000"),
        Frame(START_NS + 4 * MS, "B", Way.RECEIVED, packet(b"S", bytes.fromhex("53 00001f1ace04e000 53")), 1),
        Frame(START_NS + 6 * MS, "A#2", Way.RECEIVED, accepted),
        Frame(START_NS + 7 * MS, "A#2", Way.SENT, packet(b"U", b"X\0\0\0\1\0\0\0\0")),
    ]
    return made


CASES: dict[str, Callable[[], str]] = {
    "failure-wrong-field": lambda: told(wrong_field()),
    "failure-nothing-came": lambda: told(nothing_came()),
    "failure-cut-off": lambda: told(cut_off()),
    "failure-only-derived": lambda: told(only_derived()),
    "failure-not-reached": lambda: told(not_reached()),
    "sequence-wrong-field": lambda: diagram_text(sequence(wrong_field(), OUCH)),
    "sequence-nothing-came": lambda: diagram_text(sequence(nothing_came(), OUCH)),
    "sequence-two-members": lambda: diagram_text(sequence(two_members(), OUCH)),
}
"""Name of the file, without its extension, and what makes its text."""
