"""A pytest plugin that times the run phase: from the first item's start to the last one's end."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest


@pytest.hookimpl(wrapper=True)
def pytest_runtestloop(session: pytest.Session) -> Iterator[None]:
    """Time the loop over all items."""
    begun = time.perf_counter()
    told = yield
    print(f"\nrun phase: {time.perf_counter() - begun:.6f} s, {len(session.items)} items")
    return told
