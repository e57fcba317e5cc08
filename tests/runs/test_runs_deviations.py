"""From a venue that fails to a list that holds the line: as a team would adopt the suite."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.processes import command
from tests.runs.runs_tools import ROOT, Finished, profile, run_pytest

FEATURES = tuple(f"features/nasdaq-ouch-5.0/{name}.feature" for name in ("2.3_cancel_order", "3_outbound"))
SELECTED = ("-m", "not cost(name='slow')")
DEFECTS = ("cancel-size-is-open", "canceled-quantity-adds-up", "canceled-stamp-since-the-epoch")
"""Each answers wrongly and at once: no run waits for what does not come."""
BROKEN = tuple(f"--ouch-defect={name}" for name in DEFECTS)


def run(folder: Path, *options: str, sections: Sequence[str] = FEATURES) -> Finished:
    """A run of two sections; with heartbeats of the document's own length a busy machine disturbs nothing."""
    calm = profile(folder / "calm.toml", "embedded", heartbeat=1.0, idle_timeout=15.0)
    return run_pytest(folder, *sections, *SELECTED, f"--ouch-profile={calm}", *options)


def write(events: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """`ouch-conformance deviations write`."""
    return subprocess.run(
        [*command(), "deviations", "write", str(events), *words], cwd=ROOT, text=True, capture_output=True, check=False
    )


def count(finished: Finished, verdict: str) -> int:
    """How many checks of a run have a verdict, by its closing sum."""
    terms = finished.line("checks ").partition(" = ")[2].split(" + ")
    return next((int(term.split()[0]) for term in terms if term.partition(" ")[2] == verdict), 0)


def failures(finished: Finished) -> set[str]:
    """The ids of the checks that failed."""
    return {event["id"] for event in finished.of("check") if event["verdict"] == "fail"}


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A run against a venue with three faults."""
    return run(tmp_path_factory.mktemp("failing"), *BROKEN)


@pytest.fixture(scope="module")
def known(failing: Finished) -> Path:
    """The list that the command made from that run."""
    path = failing.results / "known.toml"
    terms = ("--owner", "gateway team", "--expires", "2999-12-31", "--reason", "first run")
    assert write(failing.results / "events.jsonl", *terms, "-o", str(path)).returncode == 0
    return path


@pytest.fixture(scope="module")
def against_list(known: Path, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The same run against the list."""
    return run(tmp_path_factory.mktemp("listed"), *BROKEN, f"--ouch-deviations={known}")


def test_a_venue_with_three_faults_does_not_conform(failing: Finished) -> None:
    """The start: several checks fail, status 1."""
    assert failing.status == 1
    assert len(failures(failing)) >= len(DEFECTS)


def test_with_its_list_the_run_is_green(failing: Finished, known: Path, against_list: Finished) -> None:
    """Every failure is a known deviation and counted as one; the run says that it conforms but for them."""
    finished = against_list
    assert finished.status == 0, finished.output
    listed = known.read_text("utf-8").count("[[deviation]]")
    assert failures(finished) == set()
    assert {event["id"] for event in finished.of("check") if event["listed"]} >= failures(failing)
    # Beside those of the list stand the checks over all messages, where only listed scenarios broke an invariant.
    (last,) = finished.of("run finished")
    invariants = [each["verdict"] for each in last["invariants"]]
    assert "known deviation" in invariants
    assert "fail" not in invariants
    assert count(finished, "known deviation") == listed + invariants.count("known deviation")
    assert finished.line("deviations ").endswith(f"{listed} listed = {listed} known")
    assert "conforming, but for " in finished.line("exit status 0:")


def test_a_new_fault_and_a_mended_one_are_red_beside_the_list(known: Path, tmp_path: Path) -> None:
    """What the list does not hold fails as it did; entries of a fault that is gone are stale; the others stay known."""
    finished = run(tmp_path, *BROKEN[:2], "--ouch-defect=superfluous-cancel-answered", f"--ouch-deviations={known}")

    assert finished.status == 1
    assert {name.partition("@")[0] for name in failures(finished)} >= {"OUCH50-2.3-03"}
    assert count(finished, "known deviation") > 0
    assert count(finished, "stale deviation") > 0


def test_with_all_faults_mended_every_entry_is_stale(known: Path, tmp_path: Path) -> None:
    """A list of a venue that keeps the document is red to its last entry."""
    finished = run(tmp_path, f"--ouch-deviations={known}")

    listed = known.read_text("utf-8").count("[[deviation]]")
    assert finished.status == 1
    assert finished.line("deviations ").endswith(f"{listed} listed = {listed} stale")
    assert count(finished, "stale deviation") == listed


def test_entries_that_expired_are_red(known: Path, tmp_path: Path) -> None:
    """On the day after its last an entry is stale, though its check fails as pinned."""
    path = tmp_path / "expired.toml"
    path.write_text(known.read_text("utf-8").replace("2999-12-31", "2020-12-31"), "utf-8")

    finished = run(tmp_path, *BROKEN, f"--ouch-deviations={path}")

    assert finished.status == 1
    assert failures(finished) == set()
    assert "the entry expired on 2020-12-31" in finished.output


def test_another_selection_keeps_the_pins(known: Path, tmp_path: Path) -> None:
    """Numbers of the day differ where other scenarios ran before: the entries hold all the same."""
    finished = run(tmp_path, *BROKEN, f"--ouch-deviations={known}", sections=FEATURES[1:])

    assert finished.status == 0, finished.output
    assert " not judged in this run" in finished.line("deviations ")


def test_a_list_made_again_keeps_its_words(known: Path, against_list: Finished, tmp_path: Path) -> None:
    """From a run with a list the command takes the entries over, whatever it is told for new ones."""
    again = tmp_path / "again.toml"

    told = write(against_list.results / "events.jsonl", "--owner", "somebody else", "-o", str(again))

    assert told.returncode == 0
    assert _entries(again) == _entries(known)


def _entries(path: Path) -> Sequence[str]:
    return [line for line in path.read_text("utf-8").split(os.linesep) if not line.startswith("#")]
