"""The whole suite: one full run, and how many scenarios a second it runs where nothing waits.

The floor is plain pytest-asyncio functions that make such exchanges: connect, log in, query, enter, cancel, log out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

from benchmarks.table import Row, bounded, compared

ROOT = Path(__file__).parents[1]
WHOLE_RUN_LIMIT = 15.0
SCENARIOS_A_SECOND = 100.0
PLAIN_LIMIT = 5.0
NOT_WAITING = 'not cost(name="slow") and not cost(name="control")'
CACHE = ROOT / ".pytest_cache" / "bytecode"
"""Compiled code is kept here, as on a machine of one's own: a first run compiles, what is measured is the next."""
MEMORY = Path("/dev/shm")  # noqa: S108 - a memory file system is what is measured; elsewhere the usual folder serves

PLAIN = """
import pytest
from ouch_conformance.client import connect_async
from ouch_conformance.venue.embedded import EmbeddedVenue
from ouch_conformance.wire import codec

OUCH = codec("nasdaq-ouch-5.0")
NUMBERS = iter(range(1, 1_000_000))

@pytest.fixture(scope="session")
def venue():
    with EmbeddedVenue() as venue:
        yield venue

@pytest.mark.parametrize("turn", range({count}))
async def test_exchange(venue, turn):
    member = await connect_async(venue.address, "MEMBRA", "alpha-pass", "", 0, codec=OUCH)
    number = next(NUMBERS)
    member.send_message(OUCH["EnterOrder"](
        userRefNum=number, side="B", quantity=100, symbol="OUCHA", price=99000, timeInForce="0", display="Y",
        capacity="A", interMarketSweepEligibility="N", crossType="N", clOrdID="PLAIN"))
    while type((await member.receive_message(2)).message).__name__ != "OrderAccepted":
        pass
    member.send_message(OUCH["AccountQueryRequest"]())
    assert (await member.receive_message(2)).message.nextUserRefNum == number + 1
    member.send_message(OUCH["CancelOrderRequest"](userRefNum=number, quantity=0))
    assert (await member.receive_message(2)).message.quantity == 100
    member.send_message(OUCH["AccountQueryRequest"]())
    assert (await member.receive_message(2)).message.nextUserRefNum == number + 1
    await member.close()
"""


def rows() -> list[Row]:
    """The rows of the whole suite."""
    base = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=base) as name:
        folder = Path(name)
        _pytest(ROOT, "--collect-only")
        whole = _whole_run(folder)
        ours, count = _scenarios(folder)
        plain = _plain(folder, count)
    against = compared(f"{count} scenarios against plain async functions", ours, plain, PLAIN_LIMIT, "s")
    return [
        bounded("whole run with results and evidence", whole, WHOLE_RUN_LIMIT, "s"),
        _rate(count, ours, otherwise=against.ok),
        against,
    ]


def _rate(count: int, seconds: float, *, otherwise: bool) -> Row:
    """The limit is this rate or the ratio to plain functions: a slow machine misses the rate whatever runs on it."""
    rate = count / seconds
    return Row(
        "scenarios a second where nothing waits (or the next row)",
        rate,
        0,
        0,
        SCENARIOS_A_SECOND,
        "1/s",
        rate >= SCENARIOS_A_SECOND or otherwise,
        True,
    )


def _whole_run(folder: Path) -> float:
    begun = time.perf_counter()
    _pytest(ROOT, f"--ouch-results={folder / 'whole'}", "--ouch-evidence=always")
    return time.perf_counter() - begun


def _scenarios(folder: Path) -> tuple[float, int]:
    """Seconds of the run phase and the number of scenarios: those of OUCH 5.0 that wait for no clock."""
    told = _pytest(
        ROOT, "features/nasdaq-ouch-5.0", "-m", NOT_WAITING, "-k", "not nobody", f"--ouch-results={folder / 'fast'}"
    )
    return _run_phase(told)


def _plain(folder: Path, count: int) -> float:
    tests = folder / "plain"
    tests.mkdir()
    (tests / "test_plain.py").write_text(PLAIN.replace("{count}", str(count)))
    (tests / "pytest.ini").write_text(
        textwrap.dedent(
            """
            [pytest]
            asyncio_mode = auto
            asyncio_default_fixture_loop_scope = session
            asyncio_default_test_loop_scope = session
            """
        )
    )
    return _run_phase(_pytest(tests, "-p", "no:cacheprovider"))[0]


def _run_phase(told: str) -> tuple[float, int]:
    """The seconds that all items took together, and how many there were."""
    found = re.search(r"^run phase: ([0-9.]+) s, ([0-9]+) items", told, re.MULTILINE)
    if found is None:
        raise RuntimeError(f"the clock said nothing:\n{told[-2000:]}")
    return float(found[1]), int(found[2])


def _pytest(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "benchmarks.clock", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(CACHE)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    run = subprocess.run(command, cwd=folder, text=True, capture_output=True, timeout=300, check=False, env=environment)
    if run.returncode:
        words = " ".join(command)
        raise RuntimeError(f"exit status {run.returncode} of {words}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return run.stdout
