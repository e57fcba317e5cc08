"""Runs over several workers: the same verdicts as one process gives, at the embedded venue and at a shared one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.venue.settings import DEFAULT_ACCOUNTS, DEFAULT_INSTRUMENTS, VenueSettings
from tests.runs.runs_tools import Finished, difference, operator_control, profile, run_pytest, settled, written

FEATURES = (
    "features/nasdaq-ouch-5.0/2.3_cancel_order.feature",
    "features/nasdaq-ouch-5.0/2.5_mass_cancel.feature",
    "features/soupbintcp-3.00/2.1_debug.feature",
)
OPERATED = (
    "features/nasdaq-ouch-5.0/3.1_system_event.feature",
    "features/soupbintcp-3.00/2.2.5_end_of_session.feature",
)
DEFECT = "--ouch-defect=mass-cancel-spares-hidden"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """A run of one process at an embedded venue that breaks a rule."""
    return run_pytest(tmp_path_factory.mktemp("alone"), "-q", DEFECT, *FEATURES)


def test_two_workers_give_the_verdicts_of_one_process(alone: Finished, tmp_path: Path) -> None:
    """Every check has the verdict that it has without -n; sums, exit status and the event stream are of the whole."""
    run = run_pytest(tmp_path / "results", "-q", "-n", "2", DEFECT, *FEATURES)

    assert difference(settled(alone, "-q", DEFECT), settled(run, "-q", DEFECT)) == ""
    assert run.status == alone.status == 1
    assert run.line("scenarios ") == alone.line("scenarios ")
    assert sorted(run.verdicts) == sorted(alone.verdicts)
    assert [event["event"] for event in run.events[:: len(run.events) - 1]] == ["run started", "run finished"]
    assert {event["worker"] for event in run.of("scenario finished")} == {"gw0", "gw1"}


def test_workers_elsewhere_write_nothing_there(tmp_path: Path) -> None:
    """Workers of --tx with a folder of their own hand everything over: there is one folder of results."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    suite = ("-q", "--ouch-suite=soupbintcp-3.00", "soupbintcp-3.00/2.1_debug.feature")
    alone = run_pytest(tmp_path / "alone", *suite, cwd=here)
    run = run_pytest(tmp_path / "results", "-d", f"--tx=2*popen//chdir={there}", *suite, cwd=here)

    assert run.checks == alone.checks
    assert not list(there.rglob("*.json*"))
    assert len(list((run.results / "allure-results").glob("*-result.json"))) == len(alone.verdicts) == 4


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two scenarios: in the second one the process ends."""
    feature = tmp_path / "project" / "features" / "nasdaq-ouch-5.0" / "1_rules.feature"
    feature.parent.mkdir(parents=True)
    feature.write_text(
        "Feature: Rules\n"
        "  @OUCH50-2.1-02\n"
        "  Scenario: A buy is accepted\n"
        "    Given the member is logged in\n"
        '    When the member enters a buy as "mine"\n'
        '    Then "mine" is accepted\n'
        "  @OUCH50-2.1-10\n"
        "  Scenario: The process ends\n"
        '    When everything ends as "mine"\n'
        '    Then the answer to "mine" is recorded\n'
    )
    (tmp_path / "project" / "pytest.ini").write_text("[pytest]\nouch_features = features\n")
    (tmp_path / "project" / "conftest.py").write_text(
        "import os\nfrom pytest_bdd import when\n@when('everything ends as \"mine\"')\nasync def _(): os._exit(1)\n"
    )
    return tmp_path / "project"


def test_a_worker_that_ends_is_a_fault_of_the_suite(project: Path, tmp_path: Path) -> None:
    """The scenario that a worker ended in is missing from the sum, which says so; the status is that of a fault."""
    run = run_pytest(tmp_path / "results", "-n", "1", "--max-worker-restart=0", cwd=project)

    assert run.status == 3
    assert run.line("scenarios ") == "scenarios  2 selected = 1 pass + 1 not run (interrupted)"
    assert "fault of the suite: a worker ended in the middle of" in run.output


def test_a_refusal_is_heard_from_a_worker(project: Path, tmp_path: Path) -> None:
    """A wrong feature and a venue that is not there are told as without -n, with the same status."""
    nobody = run_pytest(tmp_path / "nobody", "-n", "1", "--ouch-target=127.0.0.1:9", cwd=project)
    (project / "features" / "nasdaq-ouch-5.0" / "2_more.feature").write_text("Feature: A\n  Scenario: B\n    Given C\n")
    wrong = run_pytest(tmp_path / "wrong", "-n", "2", cwd=project)

    assert (nobody.status, wrong.status) == (4, 4)
    assert "ERROR: cannot connect to 127.0.0.1:9: connection refused" in nobody.output
    assert "2_more.feature:3: undefined step 'Given C'" in wrong.output


def _second(text: str) -> str:
    """The accounts and instruments of a profile once more, as those of a second worker."""
    found = re.findall(r"(?ms)^\[(?:accounts|instruments)\.[^\]]+\]\n.*?(?=^\[|\Z)", text)
    sections = [re.sub(r"(?m)^#.*\n", "", each) for each in found if "NOSUCH" not in each]
    renamed = [re.sub(r"^\[accounts\.(\w+)\]", r"[accounts.\g<1>2]", each) for each in sections]
    renamed = [re.sub(r"^\[instruments\.([\w-]+)\]", r"[instruments.\g<1>-2]", each) for each in renamed]
    spelt = [
        re.sub(r'(user|symbol) = "(\w+)"', lambda found: f'{found[1]} = "{_two(found[2])}"', each) for each in renamed
    ]
    return "\n".join(re.sub(r'(firm) = "FRM(\w)"', r'\1 = "FR\g<2>2"', each) for each in spelt)


def _two(name: str) -> str:
    """MEMBRA and MEMBRB must not meet."""
    return f"{name[0]}{name[-4:]}2"


@pytest.fixture(scope="module")
def shared() -> Iterator[EmbeddedVenue]:
    """One venue with accounts, firms and instruments for two workers, and a port for its operator."""
    accounts = [
        replace(
            each, user=_two(each.user), firm=f"FR{each.firm[3]}2", firms=tuple(f"FR{name[3]}2" for name in each.firms)
        )
        for each in DEFAULT_ACCOUNTS
    ]
    symbols = [replace(each, symbol=_two(each.symbol)) for each in DEFAULT_INSTRUMENTS]
    settings = VenueSettings(
        accounts=(*DEFAULT_ACCOUNTS, *accounts),
        symbols=(*DEFAULT_INSTRUMENTS, *symbols),
        operator_port=0,
        heartbeat_interval=0.25,
        time_scale=0.1,
    )
    with EmbeddedVenue(settings) as venue:
        yield venue


@pytest.fixture
def written_profile(shared: EmbeddedVenue, tmp_path: Path) -> Callable[[bool], Path]:
    """Writes the profile of the shared venue, with the pool of a second worker or without."""
    assert shared.operator_address is not None
    control = operator_control(shared.operator_address)

    def write(pools: bool) -> Path:
        path = profile(tmp_path / "shared.toml", written(shared.address), control)
        text = path.read_text()
        path.write_text(text + _second(text.partition("[control]")[0]) if pools else text)
        return path

    return write


def test_two_workers_share_a_venue(written_profile: Callable[[bool], Path], tmp_path: Path) -> None:
    """Each has accounts and instruments of its own, and what ends the day or the session disturbs neither."""
    options = ("-q", f"--ouch-profile={written_profile(True)}", *FEATURES, *OPERATED)
    alone = run_pytest(tmp_path / "alone", *options)
    both = run_pytest(tmp_path / "both", "-n", "2", *options)

    assert alone.status == 0, alone.output[-2000:]
    assert difference(settled(alone, *options[:2]), settled(both, *options[:2])) == ""
    ended = both.of("scenario finished")
    operated = [event for event in ended if "cost:control" in event["tags"]]
    assert len({event["worker"] for event in operated}) == 1
    others = [event["stop_ns"] for event in ended if "cost:control" not in event["tags"]]
    assert max(others) < min(event["start_ns"] for event in operated)
    logins = {bytes.fromhex(frame["hex"])[3:9] for frame in both.of("frame") if frame["packet"] == "Login Request"}
    assert {b"MEMBRA", b"MMBRA2"} <= logins


def test_workers_without_pools_are_refused_at_a_shared_venue(
    written_profile: Callable[[bool], Path], tmp_path: Path
) -> None:
    """The message names what the second worker lacks; nothing was connected to."""
    run = run_pytest(tmp_path / "results", "-n", "2", f"--ouch-profile={written_profile(False)}", *FEATURES)

    assert run.status == 4
    assert "2 workers at one venue" in run.output
    assert "worker 2 has no [accounts.A2], [accounts.B2], [accounts.C2], [instruments.main-2]" in run.output
