"""The page of a CI job: Markdown that says the verdict first, and in which nothing of a venue is markup."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.compliance.job_page import MOST, code, job_page, plain, stopped_page
from ouch_conformance.judge.verdict import Verdict
from tests.report.hand_made import check, failing, observed, passing

from .kept_runs import ENTRY, known, write_run


def trace(folder: Path, *scenarios: Any, **more: Any) -> dict[str, Any]:
    """The traceability of a run with these scenarios."""
    text = (write_run(folder, scenarios, **more) / "traceability.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def test_the_verdict_comes_first_then_the_sums_then_what_to_look_at(tmp_path: Path) -> None:
    """One page that says what was examined, what came of it, and how much was asked."""
    page = job_page(trace(tmp_path, failing(), passing(), observed()), (), {"Compliance matrix": "out/page.html"})

    assert page == (
        "## ✘ OUCH conformance: not conforming\n\n"
        "Gateway 4.2.1 · Rack 2 · nasdaq-ouch-5.0, revision 1.05 · 26 November 2026, 09:30:00 UTC · suite 0.1.0\n\n"
        "```\n"
        "scenarios  3 selected = 1 pass + 1 observed + 1 fail\n"
        "checks     4 selected = 1 pass + 2 observed + 1 fail\n"
        "```\n\n"
        "### What to look at\n\n"
        "| requirement | verdict | what it asks of the venue | observed |\n"
        "| --- | --- | --- | --- |\n"
        "| OUCH50-2.2-04 | fail | An invalid replace takes the existing order out. (section 2.2, must) | `Rejected` |\n"
        "\n"
        "- Requirements: 6, of which 3 were tested\n"
        "- Behaviour sheet: 1 open question put to the venue, 1 answered\n"
        "- Compliance matrix: `out/page.html`\n\n"
    )


def test_a_good_run_has_nothing_to_look_at(tmp_path: Path) -> None:
    """A known deviation is counted in the verdict and is nothing new."""
    page = job_page(trace(tmp_path, passing(), known()), (), {})

    assert page.startswith("## ✔ OUCH conformance: conforming, but for 1 known deviation\n")
    assert "What to look at" not in page


def test_an_interrupted_run_says_what_is_missing(tmp_path: Path) -> None:
    """The sum closes over what was not run."""
    page = job_page(trace(tmp_path, passing(), status=2), (), {})

    assert page.startswith("## ? OUCH conformance: interrupted\n")
    assert "scenarios  2 selected = 1 pass + 1 not run (interrupted)\n" in page


@pytest.mark.parametrize("status", [2, 3, 4, 5])
def test_a_run_that_judged_nothing_says_that(status: int) -> None:
    """The words of the exit status, and where to look."""
    assert "Nothing was judged; the log of the job says why." in stopped_page(status)


def test_what_runs_out_is_named_with_its_owner(tmp_path: Path) -> None:
    """Thirty days before its last day an entry is shown, the first to expire first; one with more time is not."""
    expired = replace(ENTRY, check="OUCH50-2.1-01@p/f::a", expires=date(2026, 11, 25))
    later = replace(ENTRY, check="OUCH50-2.1-01@p/f::b", expires=date(2026, 12, 27))

    page = job_page(trace(tmp_path, passing()), (ENTRY, expired, later), {})

    lines = [line for line in page.splitlines() if line.startswith("| `OUCH50")]
    assert lines == [
        "| `OUCH50-2.1-01@p/f::a` | gateway &amp; co | 2026-11-25, expired 1 day ago | Known since &lt;spring&gt;. |",
        f"| `{ENTRY.check}` | gateway &amp; co | 2026-12-06, 10 days left, soon | Known since &lt;spring&gt;. |",
    ]
    assert "- Known deviations: 3 listed" in page


def test_the_first_failures_are_named_and_the_others_counted(tmp_path: Path) -> None:
    """A venue that fails everything does not fill the page."""
    made = trace(tmp_path, failing())
    (row,) = [each for each in made["requirements"] if each["verdict"] == "fail"]
    made["requirements"] = [{**row, "id": f"P-{number}"} for number in range(MOST + 3)]

    page = job_page(made, (), {})

    assert page.count("\n| P-") == MOST
    assert "\n\nand 3 more requirements.\n\n" in page


def test_what_a_venue_wrote_is_code(tmp_path: Path) -> None:
    """No markup, no link, no cell of its own, one line."""
    evil = "<img src=x> | `code` [a](https://x.example)\nsecond\u202e"
    made = failing()
    made.checks = [check(made.id, "OUCH50-2.2-04", Verdict.FAIL, observed=evil)]

    page = job_page(trace(tmp_path, made), (), {})

    assert "| `<img src=x> \\| 'code' [a](https://x.example) second?` |\n" in page
    assert code("") == ""
    assert len(code("x" * 500)) < 250
    assert plain("*a* <b> @you #1 | `c`") == "\\*a\\* &lt;b&gt; \\@you \\#1 \\| \\`c\\`"
