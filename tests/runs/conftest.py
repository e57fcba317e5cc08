"""What several modules compare with: one whole run at the embedded venue as it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from tests.runs.runs_tools import Finished, Running


@pytest.fixture(scope="session")
def embedded_run(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Finished]:
    """All features at the embedded venue, begun when it is first asked for; calling it waits for the end."""
    running = Running(tmp_path_factory.mktemp("embedded"), "-q")
    return cache(lambda: running.finish(100))
