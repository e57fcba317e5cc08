"""No order is left resting: by a run that is stopped, by one at a slow venue, and after one that was killed."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.runs.runs_hostile import HostileVenue, late
from tests.runs.runs_raw import live_orders, stream_of
from tests.runs.runs_tools import Finished, Running, VenueProcess, profile, run_pytest, written

FIRST = "features/soupbintcp-3.00/2.2.2_login_rejected.feature::A session that does not exist is not available"
"""It has its verdict when the order rests, and puts nothing into the member's stream."""
RESTING = (
    "features/nasdaq-ouch-5.0/2.1_enter_order.feature::A good-till-time order is cancelled when its seconds are over"
)
"""With a second that lasts a minute: an order rests for as long as anybody waits."""
NEXT = "features/nasdaq-ouch-5.0/2.3_cancel_order.feature::A cancel to zero takes out the whole order"


@pytest.fixture
def venue() -> Iterator[VenueProcess]:
    """A venue of this test alone, whose orders live for minutes."""
    with VenueProcess("--time-scale", "60") as running:
        yield running


@pytest.fixture
def stopped(venue: VenueProcess, tmp_path: Path, request: pytest.FixtureRequest) -> Finished:
    """A run that got a signal while its order was in the book; the parameter is the signal, and more options."""
    number, *options = request.param
    path = profile(tmp_path / "mine.toml", written(venue.member), second=60.0)
    before = venue.ask("status")["users"]["MEMBRA"]["messages"]
    results = tmp_path / "stopped"
    junit = f"--junitxml={results / 'junit.xml'}"
    running = Running(results, "-q", junit, f"--ouch-profile={path}", *options, FIRST, RESTING, NEXT)
    _wait_for_the_order(venue, running, before + 2)
    running.popen.send_signal(number)
    return running.finish(30)


def _wait_for_the_order(venue: VenueProcess, running: Running, messages: int) -> None:
    """Until the member is there and has so many messages: the answer to the query before the run, and the order's."""
    end = time.monotonic() + 30
    while time.monotonic() < end and running.popen.poll() is None:
        member = venue.ask("status")["users"]["MEMBRA"]
        if member["connections"] == 1 and member["messages"] == messages:
            return
        time.sleep(0.01)
    raise AssertionError(running.finish(0.1).output)


def _stream(venue: VenueProcess) -> list[bytes]:
    return stream_of(venue.member, b"MEMBRA", b"alpha-pass")


@pytest.mark.parametrize("stopped", [(signal.SIGINT,), (signal.SIGTERM, "-n", "1")], indirect=True)
def test_an_interrupted_run_leaves_nothing_in_the_book(venue: VenueProcess, stopped: Finished) -> None:
    """In the midst of a scenario: its order is cancelled, its member logs out, the results are whole so far.

    Ctrl-C, and what CI sends, there to the process that started the workers alone.
    """
    messages = _stream(venue)

    entered = [message[:1] for message in messages].index(b"A") + 1
    assert len(live_orders(messages[:entered])) == 1
    assert live_orders(messages) == {}
    # Reason U: asked for by the member, not the end of the order's time.
    assert [message[17:18] for message in messages if message[:1] == b"C"] == [b"U"]
    assert stopped.line("scenarios ") == "scenarios  3 selected = 1 pass + 2 not run (interrupted)"
    assert stopped.line("exit status ") == "exit status 2:  interrupted"
    assert stopped.line("may be left") == ""
    assert stopped.status == 2
    _are_whole(stopped)


def _are_whole(run: Finished) -> None:
    """Every file of a run can be read, and says the same of it: one scenario, interrupted."""
    last = run.of("run finished")[0]
    trace = json.loads((run.results / "traceability.json").read_text("utf-8"))
    results = [json.loads(path.read_text("utf-8")) for path in (run.results / "allure-results").glob("*-result.json")]
    cases = ElementTree.parse(run.results / "junit.xml").findall(".//testcase")  # noqa: S314 - just written
    assert last["status"] == trace["result"]["status"] == 2
    assert last["scenarios"] == {"pass": 1}
    assert [check["requirement"] for check in last["invariants"]]
    assert [result["status"] for result in results] == ["passed"]
    assert [case.get("name") for case in cases] == ["A session that does not exist is not available"]


@pytest.mark.parametrize("stopped", [(signal.SIGKILL,)], indirect=True)
def test_the_run_after_a_killed_one_cancels_what_it_left(
    venue: VenueProcess, stopped: Finished, tmp_path: Path
) -> None:
    """A run that was killed leaves its order; the next run cancels it before it does anything else."""
    left = _stream(venue)
    assert stopped.status == -signal.SIGKILL
    assert len(live_orders(left)) == 1
    path = profile(tmp_path / "next.toml", written(venue.member), second=60.0)

    run = run_pytest(tmp_path / "next", "-q", f"--ouch-profile={path}", NEXT)

    assert run.status == 0, run.output
    later = _stream(venue)[len(left) :]
    kinds = [message[:1] for message in later]
    assert live_orders([*left, *later[: kinds.index(b"C") + 1]]) == {}
    assert kinds.index(b"C") < kinds.index(b"A")
    assert live_orders([*left, *later]) == {}


def test_an_order_that_is_answered_too_late_is_cancelled(venue: VenueProcess, tmp_path: Path) -> None:
    """Where patience ends before the answer comes, the order may rest all the same: it is cancelled unheard."""
    with HostileVenue(late(venue.member, 2.0)) as slow:
        path = profile(tmp_path / "mine.toml", written(slow.address), '[control]\nadapter = "none"', patience=0.2)
        run = run_pytest(tmp_path / "slow", "-q", f"--ouch-profile={path}", NEXT)

    messages = _stream(venue)
    assert [message[:1] for message in messages].count(b"A") == 1
    assert live_orders(messages) == {}
    assert set(run.verdicts.values()) == {"inconclusive"}
    assert run.status == 6
