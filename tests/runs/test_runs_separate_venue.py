"""The suite pointed at a venue in a process of its own: the same verdicts, whatever stands between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.runs.runs_tools import (
    Finished,
    VenueProcess,
    difference,
    operator_control,
    profile,
    run_pytest,
    settled,
    written,
)

ACTIONS = (
    "halt",
    "resume",
    "break-trade",
    "start-of-day",
    "end-of-day",
    "end-session",
    "start-session",
    "drop-connection",
    "late-period",
    "cross",
    "update-priority",
)
OPERATED = ("-m", "cost(name='control') or OUCH50-2.3-02")
"""What needs the operator, and something that does not."""
MIRRORED = "features/nasdaq-ouch-5.0/1.3_mirrored_hosts.feature"


@pytest.fixture(scope="module")
def venue() -> Iterator[VenueProcess]:
    """One venue process for the whole module: the runs follow each other on one day."""
    with VenueProcess("--mirror", "0") as running:
        yield running


@pytest.fixture(scope="module")
def whole_runs(
    venue: VenueProcess, embedded_run: Callable[[], Finished], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[Finished, str]]:
    """All features at the embedded venue and, at the same time, at the process, where they are run a second time."""
    folder = tmp_path_factory.mktemp("whole")
    mirrors = [written(each) for each in venue.mirrors]
    control = operator_control(venue.operator)
    apart = f"--ouch-profile={profile(folder / 'apart.toml', written(venue.member), control, mirrors=mirrors)}"
    first = run_pytest(folder / "first", "-q", apart, within=100)
    return {
        "embedded": (embedded_run(), "-q"),
        "first": (first, apart),
        "second": (run_pytest(folder / "second", "-q", apart, within=100), apart),
    }


def _checks(runs: dict[str, tuple[Finished, str]], name: str) -> set[tuple[str, str]]:
    run, options = runs[name]
    assert run.status in (0, 3), run.output[-3000:]
    return settled(run, options)


def test_a_venue_process_gets_the_verdicts_of_the_embedded_one(whole_runs: dict[str, tuple[Finished, str]]) -> None:
    """Over TCP, with a command for each operator action, every check has the verdict it has in the process."""
    embedded, apart = _checks(whole_runs, "embedded"), _checks(whole_runs, "first")

    assert len(apart) > 300
    assert difference(embedded, apart) == ""
    assert {verdict for _, verdict in apart} <= {"pass", "pass (lenient)", "observed", "not applicable"}


def test_a_second_run_of_the_day_gets_the_same_verdicts(whole_runs: dict[str, tuple[Finished, str]]) -> None:
    """Numbers go on where the first run ended, and nothing that it left behind disturbs the second."""
    assert difference(_checks(whole_runs, "first"), _checks(whole_runs, "second")) == ""


def test_the_short_cut_needs_no_profile(venue: VenueProcess, tmp_path: Path) -> None:
    """--ouch-target with the reference accounts: what needs the operator is not testable, and the run is incomplete."""
    run = run_pytest(
        tmp_path, f"--ouch-target={written(venue.member)}", "--ouch-protocol=nasdaq-ouch-5.0", "-q", *OPERATED
    )

    untested = {event["id"] for event in run.of("scenario finished") if event["verdict"] == "not testable"}
    operated = {event["id"] for event in run.of("scenario finished") if "cost:control" in event["tags"]}
    assert untested == operated
    assert len(operated) >= 8
    assert {verdict for _, verdict in run.verdicts.items()} == {"not testable", "pass"}
    assert run.status == 6


def test_a_target_has_no_mirrors(venue: VenueProcess, tmp_path: Path) -> None:
    """--ouch-target: those of the profile are of another venue, so that what needs one is not testable."""
    run = run_pytest(tmp_path, f"--ouch-target={written(venue.member)}", "-q", MIRRORED)

    assert set(run.verdicts.values()) == {"not testable"}
    assert "mirrors under [venue] in the profile" in run.output
    assert run.status == 6


def test_a_mirror_that_is_not_there_is_named(venue: VenueProcess, tmp_path: Path) -> None:
    """Nothing is examined then: each scenario says which host could not be reached, and why."""
    nobody = "127.0.0.1:9"
    path = profile(tmp_path / "apart.toml", written(venue.member), '[control]\nadapter = "none"', mirrors=[nobody])

    run = run_pytest(tmp_path, f"--ouch-profile={path}", "-q", MIRRORED)

    assert set(run.verdicts.values()) == {"inconclusive"}
    assert f"cannot connect to {nobody}: connection refused" in run.output
    assert (run.status, "Traceback" in run.output) == (6, False)


def test_what_the_profile_accepts_leaves_a_conforming_run(venue: VenueProcess, tmp_path: Path) -> None:
    """Without an operator, but with its actions accepted as not testable, the run exits with 0 and says so."""
    accepted = f"[accept]\nnot-testable = {list(ACTIONS)}".replace("'", '"')
    path = profile(tmp_path / "apart.toml", written(venue.member), '[control]\nadapter = "none"', accepted)

    run = run_pytest(tmp_path, f"--ouch-profile={path}", "-q", *OPERATED)

    count = sum(verdict == "not testable" for verdict in run.verdicts.values())
    assert f"{count} of the not testable are accepted by the profile" in run.output
    assert run.status == 0
