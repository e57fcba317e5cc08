"""Two runs held against each other by check id."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from ouch_conformance.archive.compare import compare, counts
from ouch_conformance.cli import main

RULE = "OUCH50-2.3-01@nasdaq-ouch-5.0/2.3_cancel_order.feature::"


def checks(**verdicts: str) -> dict[str, Mapping[str, str]]:
    """Checks by the last word of their ids."""
    return {
        RULE + name: {"id": RULE + name, "verdict": verdict, "observed": "this"} for name, verdict in verdicts.items()
    }


def stream(path: Path, **verdicts: str) -> Path:
    """An event stream of one scenario with those checks."""
    made = [{"event": "check", "scenario": "s", **check} for check in checks(**verdicts).values()]
    events = [
        {"event": "run started", "version": 1},
        {"event": "scenario started", "scenario": "s"},
        *made,
        {"event": "scenario finished", "scenario": "s", "id": "s", "verdict": "pass"},
        {"event": "run finished", "invariants": [], "status": 0},
    ]
    path.write_text("".join(json.dumps(event) + "\n" for event in events))
    return path


@pytest.mark.parametrize(
    ("before", "after", "listed"),
    [
        ("pass", "fail", "broken"),
        ("pass", "warning", "broken"),
        ("observed", "inconclusive", "broken"),
        ("not applicable", "not testable", "broken"),
        ("known deviation", "stale deviation", "broken"),
        ("fail", "pass", "fixed"),
        ("inconclusive", "observed", "fixed"),
        ("fail", "known deviation", "fixed"),
        ("fail", "inconclusive", "changed"),
        ("pass", "pass (lenient)", "changed"),
        ("pass", "not applicable", "changed"),
    ],
)
def test_a_check_stands_in_one_list(before: str, after: str, listed: str) -> None:
    """From good to wrong is broken, from wrong to good is fixed, everything else that is not the same is changed."""
    found = compare(checks(it=before), checks(it=after))

    assert {name: [pair.id for pair in pairs] for name, pairs in found.lists.items() if pairs} == {
        listed: [f"{RULE}it"]
    }
    assert found.same == 0


def test_new_and_gone_checks_are_no_step_back() -> None:
    """A check that only one run has is listed, whatever its verdict, and the sum closes."""
    found = compare(checks(old="pass", both="pass"), checks(both="pass", young="fail"))

    assert ([pair.id for pair in found.new], [pair.id for pair in found.gone]) == ([f"{RULE}young"], [f"{RULE}old"])
    assert not found.broken
    assert counts(found) == "3 checks = 1 the same + 1 new + 1 gone"


def test_the_command_exits_with_one_where_something_broke(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1 for a step back and 0 for a step forward; the text names the check, both verdicts and what was seen."""
    good, bad = stream(tmp_path / "good.jsonl", it="pass"), stream(tmp_path / "bad.jsonl", it="fail")

    assert main(["compare", str(good), str(bad)]) == 1
    assert f"broken:\n  {RULE}it: pass -> fail\n      this\n" in capsys.readouterr().out
    assert main(["compare", str(bad), str(good)]) == 0
    assert main(["compare", "--markdown", str(bad), str(good)]) == 0
    assert f"| `{RULE}it` | fail -> pass | this |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "it does not begin with one"),
        ("nonsense\n{}\n", "not a line of JSON"),
        ('{"event": "run started", "version": 9}\n', "version 9 of the stream; this program reads 1"),
        ('{"event": "run started"}\n', "no event stream of a run"),
    ],
    ids=["empty", "no JSON", "another version", "no version"],
)
def test_what_is_no_run_is_refused(text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that no run wrote is bad input: one line, status 4."""
    path = tmp_path / "events.jsonl"
    path.write_text(text)

    assert main(["compare", str(path), str(path)]) == 4
    assert told in capsys.readouterr().err


def test_a_run_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong path is told by its name."""
    assert main(["compare", str(tmp_path / "none"), str(tmp_path / "none")]) == 4
    assert "none: does not exist; a bundle or a folder of results is expected" in capsys.readouterr().err
