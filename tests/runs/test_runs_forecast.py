"""What `profile check` says that a run would not judge is what a run does not judge."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from tests.runs.runs_tools import profile, run_pytest

POOR = ("second-firm", "halt =", "break-trade =")
"""Lines that are left out: a firm of the member's, and what an operator could do."""


def test_the_forecast_is_what_a_run_finds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without member B, a halted instrument, a second firm and an operator: the same counts of both verdicts."""
    path = profile(tmp_path / "poor.toml", "embedded", '[control]\nadapter = "none"', without=POOR)
    text = path.read_text("utf-8")
    for section in ("accounts.B", "instruments.halted"):
        text = re.sub(rf"(?ms)^\[{section}\]\n.*?(?=^\[|^#)", "", text)
    path.write_text(
        text.replace("mass-cancel = true", "mass-cancel = false").replace("[time]\n", "[time]\nchecks = false\n")
    )

    assert main(["profile", "check", str(path)]) == 0
    told = dict(re.findall(r"(?m)^(not applicable|not testable) +(\d+)$", capsys.readouterr().out))
    run = run_pytest(tmp_path / "run", "-q", f"--ouch-profile={path}")

    verdicts = Counter(run.verdicts.values())
    assert {name: int(count) for name, count in told.items()} == {name: verdicts[name] for name in told}
    assert verdicts["not testable"] > 50 and verdicts["not applicable"] > 10
