"""Every verdict of a run that rests on a silence says how it is known, in its text and as its proof."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ouch_conformance.judge.expect import CLOSED, FORBIDDEN, MARKER, WINDOW
from tests.runs.runs_tools import Finished, profile, run_pytest

SILENT = ("nothing", "no message", "no answer", "no such", "still open")
"""How a text begins, or goes on behind a comma, that speaks of something that did not come."""


def unproven(checks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """The checks that speak of a silence and name no proof, and those whose text keeps their proof to itself."""
    settled = [each for each in checks if each["verdict"] not in ("inconclusive", "not testable", "not applicable")]
    silent = [each for each in settled if any(part.strip().startswith(SILENT) for part in each["observed"].split(","))]
    hidden = [each for each in settled if each["proof"] and each["proof"] not in each["observed"]]
    return [(each["id"], each["observed"]) for each in [*silent, *hidden] if not each["proof"] or each in hidden]


def test_a_whole_run_names_its_proofs(embedded_run: Callable[[], Finished]) -> None:
    """Markers where there is something to ask, windows and closes where there is not."""
    checks = embedded_run().of("check")

    assert unproven(checks) == []
    assert {MARKER, WINDOW} <= {each["proof"] for each in checks} <= {None, MARKER, WINDOW, CLOSED}


def test_a_forbidden_marker_is_told(tmp_path: Path) -> None:
    """A profile whose gateway answers out of turn: the proofs are windows, and say why."""
    path = profile(tmp_path / "gateway.toml", "embedded", marker="gateway", patience=0.1)
    run = run_pytest(tmp_path / "run", "-q", f"--ouch-profile={path}", "-m", "OUCH50-2.3-03 or OUCH50-2.3-01")

    checks = run.of("check")
    assert run.status == 0, run.output[-3000:]
    assert unproven(checks) == []
    assert {each["proof"] for each in checks} == {None, FORBIDDEN}


def test_a_failure_tells_its_proof(tmp_path: Path) -> None:
    """The text of a failure that rests on a silence says what proves it."""
    run = run_pytest(tmp_path, "-q", "--ouch-defect=long-cancel-ignored", "-m", "OUCH50-2.3-04")

    assert "observed     nothing (marker)" in run.output
    assert "proven by    marker" in run.output
    assert run.status == 1
