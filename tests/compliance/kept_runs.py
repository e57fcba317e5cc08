"""Runs as they lie on a disk, written by the suite's own writers from records made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from ouch_conformance.evidence.stream import EventStream, scenario_lines
from ouch_conformance.judge.check import Listed, ScenarioRecord
from ouch_conformance.judge.verdict import Verdict, exit_status
from ouch_conformance.profile.deviations import Deviation, deviations_text
from ouch_conformance.report.summary import Tally
from ouch_conformance.report.traceability import Seen, traceability, write_traceability
from ouch_conformance.spec.areas import Area, Areas
from ouch_conformance.spec.requirements import Catalogue, Level, Requirement
from ouch_conformance.wire import codec
from tests.report.hand_made import FRAMES, PROTOCOL, REQUIREMENTS, check, failing, observed, passing, record, step

EVIL = "<script>alert(1)</script> \"'`|*\u202e</pre><img src=x onerror=alert(2)>"
"""What a venue might write: markup, quotes, and a character that turns the order of reading."""
SHOWN = EVIL.replace("\u202e", "\ufffd")

MORE = (
    Requirement("OUCH50-2.3-01", "2.3", "A cancel states the new size.", Level.MUST, also=("3.4",)),
    Requirement(
        "OUCH50-2.5-02",
        "2.5",
        "A mass cancel is answered.",
        Level.MUST,
        not_tested="Nobody can.",
        not_tested_category="operator-action",
    ),
)
BOOK = Catalogue(PROTOCOL, "Nasdaq OUCH 5.0, revision 1.05", {**REQUIREMENTS, **{each.id: each for each in MORE}})
AREAS = Areas(
    (PROTOCOL,),
    "Article 9(3)",
    {"a": "matching", "b": "orders"},
    (
        Area("replaced", "Replace", ("a", "b"), {PROTOCOL: ("OUCH50-2.2-04", "OUCH50-2.2-05")}),
        Area("throttle", "Throttle", (), {}, {PROTOCOL: "No sentence limits a rate."}),
    ),
)
DEFECTS = {"OUCH50-2.2-04": ["replace-invalid-keeps-order"]}
ENTRY = Deviation(
    check=f"OUCH50-2.2-03@{PROTOCOL}/2.2_replace_order.feature::a-number-is-not-used-up",
    verdict="warning",
    observed="Rejected",
    reason="Known since <spring>.",
    owner="gateway & co",
    expires=date(2026, 12, 6),
    link="https://tracker.example/GW-17",
    file="deviations.toml",
    line=3,
)


def known() -> ScenarioRecord:
    """A scenario whose check is listed, and fails as pinned."""
    made = record("A number is not used up", Verdict.KNOWN_DEVIATION, tags=("OUCH50-2.2-03",), frames=list(FRAMES))
    listed = Listed(Verdict.WARNING, ENTRY)
    made.checks = [check(made.id, "OUCH50-2.2-03", Verdict.KNOWN_DEVIATION, frames=(3,), listed=listed)]
    made.steps = [step("Then", "it is not used up")]
    return made


def hostile() -> ScenarioRecord:
    """A question that the venue answered with markup, in a scenario whose title has some, too."""
    made = observed()
    made.title = f"The reason {EVIL}"
    made.checks = [check(made.id, "OUCH50-2.2-05", Verdict.OBSERVED, observed=EVIL, proof="marker")]
    return made


def records() -> list[ScenarioRecord]:
    """One scenario for each kind of outcome that the page treats in its own way."""
    return [failing(), passing(), hostile(), known()]


def write_run(
    folder: Path,
    scenarios: Sequence[ScenarioRecord] | None = None,
    *,
    status: int | None = None,
    invariants: Sequence[Seen] = (),
    **facts: Any,
) -> Path:
    """Write what a run leaves behind, and give the folder. `facts` replace what it tells of itself; `invariants` are
    checks over all messages, as the process that started several workers knows them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = records() if scenarios is None else list(scenarios)
    run = {
        "suite": "0.1.0",
        "started": "2026-11-26T09:30:00+00:00",
        "protocols": [PROTOCOL],
        "revision": "1.05",
        "profile": "Rack 2",
        "product": "Gateway",
        "product_version": "4.2.1",
        "target": "venue.example:9000",
        "defects": [],
        "variants": [],
        "strict": False,
        **facts,
    }
    result = _result(made, status)
    _write_events(folder / "events.jsonl", run, made, {**result, "invariants": [each._asdict() for each in invariants]})
    seen = [*(Seen.of(each) for scenario in made for each in scenario.checks), *invariants]
    trace = traceability(run, [BOOK], seen, DEFECTS, AREAS)
    write_traceability(folder / "traceability.json", trace | {"result": result})
    (folder / "run-deviations.toml").write_text(deviations_text([ENTRY], "known"), "utf-8")
    return folder


def _result(made: Sequence[ScenarioRecord], status: int | None) -> dict[str, Any]:
    tally = Tally.of(made)
    found = exit_status([(each.verdict, False) for each in made])
    return {
        "scenarios": dict(tally.scenarios),
        "checks": dict(tally.checks),
        "selected": len(made) + (status == 2),
        "selected_checks": tally.checks.total() + (status == 2),
        "accepted": 0,
        "status": found if status is None else status,
        "finished": "2026-11-26T09:30:17+00:00",
    }


_FACTS = ("id", "title", "protocol", "feature", "rule", "file", "line", "tags", "row", "nodeid", "verdict", "reason")


def _write_events(path: Path, run: dict[str, Any], made: Sequence[ScenarioRecord], result: dict[str, Any]) -> None:
    with EventStream(path) as stream:
        stream.run_started({**run, "checksums": {"profile": "ab" * 32, f"specs/{PROTOCOL}": "cd" * 32}})
        for each in made:
            facts = {name: getattr(each, name) for name in (*_FACTS, "start_ns", "stop_ns", "operator", "began_with")}
            steps, checks = map(asdict, each.steps), map(asdict, each.checks)
            stream.scenario(scenario_lines(facts, each.frames, codec(PROTOCOL), steps=steps, checks=checks))
        stream.run_finished({**result, "stale_deviations": []})
