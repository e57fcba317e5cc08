"""Which tests a plain `pytest tests` leaves to a target of their own."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast examples are made and tried says something of the machine, nothing of what is tested.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

HERE = Path(__file__).parent
ON_DEMAND = [HERE / name for name in ("browser", "tshark", "mutants/sample", "runs")]
"""They need more than Python (`make test-report`) or minutes (`make test-mutants`): a run has to name the folder."""
WHOLE_RUNS = "test_runs_*.py"
"""Files that run the suite, or a part of it, as its users do (`make test-runs`): a run has to name their folder."""


def pytest_configure() -> None:
    """Give Ctrl-C its meaning back: a script that starts the tests in its background has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave a folder or file out unless the command line names it, something in it or, for a file, its folder."""
    named = [Path(argument.partition("::")[0]).absolute() for argument in config.args]
    if collection_path in ON_DEMAND:
        return None if any(path.is_relative_to(collection_path) for path in named) else True
    if collection_path.match(WHOLE_RUNS):
        below = [path for path in named if path != HERE and path.is_relative_to(HERE)]
        return None if any(collection_path.is_relative_to(path) for path in below) else True
    return None
