"""What cells say in one instrument: where prices have the decimals of their book, each has a scale of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ouch_conformance.profile import Scale
from ouch_conformance.steps.cells import Context

if TYPE_CHECKING:
    from ouch_conformance.steps.world import World


class _InBook:
    """A world as it is, but for the scale."""

    def __init__(self, world: World, scale: Scale) -> None:
        self._world = world
        self.scale = scale

    def __getattr__(self, name: str) -> Any:
        return getattr(self._world, name)


def in_book(world: World, symbol: object) -> Context:
    """What cells are resolved with in an instrument, named as on the wire; None and a foreign one are the main one."""
    scale = world.run.profile.scale_of(symbol)
    return world if scale == world.scale else cast(Context, _InBook(world, scale))
