"""The fixtures of a conformance run."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

if TYPE_CHECKING:
    from ouch_conformance.plugin.perform import World


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def ouch_loop() -> asyncio.AbstractEventLoop:
    """The loop that all steps run on: pytest-asyncio's session loop, so that a user's async fixtures live on it too."""
    return asyncio.get_running_loop()


@pytest.fixture
def world(request: Any) -> World:
    """The world of the scenario at hand, for a user's own fixtures; it begins with the scenario's first step."""
    world: World | None = getattr(request.node, "world", None)
    if world is None:
        raise pytest.UsageError("the fixture 'world' belongs to the steps of a scenario")
    return world
