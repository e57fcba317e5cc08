"""Venues that misbehave: every scenario ends in a verdict, and the run ends in time with the status that follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.runs.runs_hostile import BEHAVIOURS, Behaviour, HostileVenue, silent
from tests.runs.runs_tools import Finished, leaks, profile, run_pytest, written

SCENARIOS = (
    "soupbintcp-3.00/2.2.1_login_accepted.feature::A login with a blank session joins the active session",
    "soupbintcp-3.00/2.2.2_login_rejected.feature::Nothing but the rejection comes on a failed login",
    "soupbintcp-3.00/1.1_framing.feature::What the venue does with a payload far longer than any message is its own"
    " answer",
    "soupbintcp-3.00/2.3.4_logout.feature::On a logout the venue closes the connection without a reply",
    "nasdaq-ouch-5.0/2.1_enter_order.feature::A day order is accepted and its fields come back",
    "nasdaq-ouch-5.0/2.3_cancel_order.feature::A cancel to zero takes out the whole order",
)

PASSWORD = "Zq7-xSecr8"
PATIENCE = 0.2
ACCOUNTS = 3
WAITS = 12
"""The most waits of one patience each that a scenario has, or an account before the first one: ample."""
STARTING = 40.0
"""Seconds that a loaded machine may take for everything that is no waiting."""

NOTHING_HEARD = {"silent", "trickles"}
"""Behaviours that say nothing, not even by closing: there is nothing in it to violate a rule."""


def bound(scenarios: int) -> float:
    """Seconds within which a run of so many scenarios has to end."""
    return STARTING + PATIENCE * WAITS * (ACCOUNTS + scenarios)


def _run(folder: Path, behaviour: Behaviour, *selected: str, patience: float = PATIENCE) -> tuple[Finished, int]:
    """A run against a behaviour, and how many connections it made."""
    folder.mkdir()
    control = '[control]\nadapter = "none"'
    with HostileVenue(behaviour) as venue:
        # Heartbeats at their longest: what is watched is the venue, not whether this machine is in time.
        path = profile(folder / "hostile.toml", written(venue.address), control, patience=patience, heartbeat=4.0)
        path.write_text(path.read_text().replace("alpha-pass", PASSWORD))
        names = [f"features/{name}" for name in selected]
        run = run_pytest(folder / "results", "-q", f"--ouch-profile={path}", *names, within=bound(len(selected)))
    return run, venue.connections


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[tuple[Finished, int]]]]:
    """A run against each of the behaviours, several at a time: nearly all they do is wait."""
    folder = tmp_path_factory.mktemp("hostile")
    with ThreadPoolExecutor(8) as pool:
        yield {each.__name__: pool.submit(_run, folder / each.__name__, each, *SCENARIOS) for each in BEHAVIOURS}


@pytest.fixture
def run_of(runs: dict[str, Future[tuple[Finished, int]]]) -> Callable[[Behaviour], Finished]:
    """The finished run against a behaviour."""
    return lambda behaviour: runs[behaviour.__name__].result()[0]


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda behaviour: behaviour.__name__)
def test_every_scenario_ends_in_a_verdict(run_of: Callable[[Behaviour], Finished], behaviour: Behaviour) -> None:
    """Whatever a venue does, the run goes on to its last scenario, and nothing of it is a fault of the suite."""
    run = run_of(behaviour)

    counted = Counter(run.verdicts.values())
    assert counted.total() == len(SCENARIOS), run.output[-3000:]
    assert "harness error" not in counted, run.output[-3000:]
    assert "Traceback" not in run.output
    assert run.line("scenarios ").startswith(f"scenarios  {len(SCENARIOS)} selected = ")
    assert run.status == (1 if counted["fail"] else 6)
    assert counted["fail"] + counted["inconclusive"] > 0
    assert not (counted["fail"] and behaviour.__name__ in NOTHING_HEARD)
    assert leaks(run, PASSWORD) == []


def test_a_mute_venue_is_given_up_after_five_logins(tmp_path: Path) -> None:
    """After five logins in a row without any answer the rest of the whole suite is inconclusive at once."""
    run, connections = _run(tmp_path / "mute", silent, patience=0.5)

    untried = Counter("none to several logins in a row" in each["reason"] for each in run.of("scenario finished"))
    skipped = Counter(run.verdicts.values())["not applicable"]
    assert connections == 5
    assert untried[False] == 5 - ACCOUNTS + skipped
    # A wait for each of them would take longer than the run was given.
    assert untried[True] > 200
    assert set(run.verdicts.values()) == {"inconclusive", "not applicable"}
    assert run.status == 6
