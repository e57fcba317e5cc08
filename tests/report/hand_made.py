"""Scenario records made by hand: what a run would have left behind, without running one."""

from __future__ import annotations

import struct

from ouch_conformance.evidence.frames import Frame, Mark, SessionMark, Way
from ouch_conformance.judge.check import Check, ScenarioRecord, StepRecord, check_id, scenario_id
from ouch_conformance.judge.verdict import Verdict
from ouch_conformance.spec.requirements import Level, Requirement

PROTOCOL = "nasdaq-ouch-5.0"
PROTOCOL_TITLE = "Nasdaq OUCH 5.0"
START_NS = 1_790_000_000_000_000_000

REQUIREMENTS = {
    requirement.id: requirement
    for requirement in (
        Requirement("OUCH50-2.2-04", "2.2", "An invalid replace takes the existing order out.", Level.MUST),
        Requirement("OUCH50-2.2-05", "2.2", "Which reason that cancel carries is not said.", Level.OBSERVE),
        Requirement("OUCH50-2.2-03", "2.2", "An ignored replace does not use up its number.", Level.DERIVED),
        Requirement("OUCH50-2.1-01", "2.1", "A valid order is accepted.", Level.MUST),
    )
}


def packet(kind: bytes, payload: bytes = b"") -> bytes:
    """A SoupBinTCP packet: length of type and payload, type, payload (SoupBinTCP 1.1)."""
    return struct.pack(">H", 1 + len(payload)) + kind + payload


# Replace Order Request (OUCH 5.0, 2.2): type, two UserRefNums, quantity, price, time in force, display, sweep, ClOrdID,
# length of the appendage. The quantity 1,000,000 is one more than allowed.
REPLACE = b"U" + struct.pack(">IIIQ", 1, 2, 1_000_000, 100_000) + b"0YN" + b"REPLACE-2     " + b"\x00\x00"
# Rejected (3.8): type, timestamp, UserRefNum, reason, ClOrdID.
REJECTED = b"J" + struct.pack(">QIH", 34_200_000_000_000, 2, 0x13) + b"REPLACE-2     "

FRAMES: tuple[Frame | SessionMark, ...] = (
    SessionMark(START_NS, "A", Mark.CONNECTED, "127.0.0.1:9000"),
    Frame(START_NS + 1_000_000, "A", Way.SENT, packet(b"U", REPLACE)),
    Frame(START_NS + 2_000_000, "A", Way.SENT, packet(b"R")),
    Frame(START_NS + 3_000_000, "A", Way.RECEIVED, packet(b"S", REJECTED), number=7),
    Frame(START_NS + 4_000_000, "A", Way.RECEIVED, packet(b"H")),
)


def step(keyword: str, text: str, status: str = "passed", **more: object) -> StepRecord:
    """A step that took a millisecond."""
    record = StepRecord(keyword, text, status=status, start_ns=START_NS + 500_000, stop_ns=START_NS + 4_500_000)
    for name, value in more.items():
        setattr(record, name, value)
    return record


def check(scenario: str, requirement: str, verdict: Verdict, **more: object) -> Check:
    """A check of a requirement in a scenario."""
    facts = {"sentence": "the existing order is canceled", "expected": "Order Canceled", "observed": "Rejected"}
    return Check(check_id(requirement, scenario), requirement, verdict, **(facts | more))  # type: ignore[arg-type]


def record(title: str, verdict: Verdict = Verdict.PASS, row: str = "", **more: object) -> ScenarioRecord:
    """A scenario of the replace section that judged nothing and exchanged nothing, unless `more` says otherwise."""
    scenario = scenario_id(PROTOCOL, "2.2_replace_order.feature", title, row)
    made = ScenarioRecord(
        id=scenario,
        title=title,
        protocol=PROTOCOL,
        feature="2.2 Replace Order",
        rule="An invalid replace cancels",
        file="features/nasdaq-ouch-5.0/2.2_replace_order.feature",
        line=12,
        tags=("OUCH50-2.2-04", "layer:orders", "cost:cheap"),
        nodeid=f"features/nasdaq-ouch-5.0/2.2_replace_order.feature::{title}",
        verdict=verdict,
        start_ns=START_NS,
        stop_ns=START_NS + 5_000_000,
    )
    for name, value in more.items():
        setattr(made, name, value)
    return made


def failing() -> ScenarioRecord:
    """A scenario that shows a violation: the venue refuses the replace and leaves the existing order live."""
    title = "An invalid replace cancels the existing order"
    made = record(
        title,
        Verdict.FAIL,
        frames=list(FRAMES),
        reason="the existing order is canceled",
        steps=[
            step("Given", 'a live buy of 100 shares at 10.00 as "the buy"'),
            step("When", 'the member replaces "the buy"', table=(("quantity", "price"), ("1,000,000", "10.00"))),
            step("Then", '"the buy" is canceled', "failed", note="expected Order Canceled, observed Rejected"),
            step("And", '"the buy" is not live', "skipped"),
        ],
    )
    violated = check(made.id, "OUCH50-2.2-04", Verdict.FAIL, frames=(3,), field="reason")
    made.checks = [check(made.id, "OUCH50-2.2-05", Verdict.OBSERVED, observed="no cancel came"), violated]
    return made


def passing() -> ScenarioRecord:
    """A row of an outline that held."""
    made = record(
        "A valid replace is taken", row="100-9.99", tags=("OUCH50-2.1-01", "layer:orders"), frames=list(FRAMES)
    )
    made.row = {"quantity": "100", "price": "9.99"}
    made.steps = [step("When", 'the member replaces "the buy"'), step("Then", "it is replaced")]
    made.checks = [check(made.id, "OUCH50-2.1-01", Verdict.PASS)]
    return made


def observed() -> ScenarioRecord:
    """A scenario about something the document does not say."""
    made = record("The reason of that cancel is recorded", Verdict.OBSERVED, tags=("OUCH50-2.2-05",), rule=None)
    made.reason = "the reason is U"
    made.checks = [check(made.id, "OUCH50-2.2-05", Verdict.OBSERVED, observed="reason U")]
    return made
