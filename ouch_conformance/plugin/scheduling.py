"""Which worker of pytest-xdist runs what, where all of them examine one venue.

A scenario that asks the operator for something may end the day or the session for everybody. Such scenarios wait until
all others are done and every worker but one has left; that one runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from xdist.scheduler import LoadScheduling
from xdist.workermanage import WorkerController

from ouch_conformance.plugin.source import SourceError, read_feature
from ouch_conformance.plugin.tags import arguments

CONTROL = "control"


class VenueScheduling(LoadScheduling):  # type: ignore[misc]
    """Hands out scenarios as they are asked for, and those that touch the whole venue last, to one worker."""

    collection: list[str] | None
    maxschedchunk: int | None
    pending: list[int]

    def __init__(self, config: Any, log: Any, touches: Callable[[str], bool]) -> None:
        super().__init__(config, log)
        self._touches = touches
        self._held: list[int] = []

    @property
    def tests_finished(self) -> bool:
        """Whether nothing is left to hand out."""
        return not self._held and bool(super().tests_finished)

    def schedule(self) -> None:
        """Begin, with two scenarios for each worker: one to run, and the next one to know of."""
        if self.collection is not None:
            super().schedule()
            return
        if not self._check_nodes_have_same_collection():
            return
        found: list[str] = next(iter(self.node2collection.values()))
        self.collection, self.maxschedchunk = found, self.maxschedchunk or max(len(found), 1)
        touching = [self._touches(nodeid) for nodeid in found]
        self._held = [place for place, touched in enumerate(touching) if touched]
        self.pending[:] = [place for place, touched in enumerate(touching) if not touched]
        for node in self.nodes:
            self._send_tests(node, 2)
        for node in self.nodes:
            self.check_schedule(node)

    def check_schedule(self, node: WorkerController, duration: float = 0) -> None:
        """Hand out more to a worker, or let it go."""
        if self.pending or not self._held:
            super().check_schedule(node, duration)
            return
        keeper = next((each for each in self.nodes if not each.shutting_down), None)
        for each in self.nodes:
            if each is not keeper:
                each.shutdown()
        if keeper is not None and len(self.nodes) == 1:
            self.pending[:], self._held = self._held, []
            self._send_tests(keeper, len(self.pending))
            keeper.shutdown()

    def remove_node(self, node: WorkerController) -> str | None:
        """A worker has left; the last one may begin with what touches the whole venue."""
        crashed: str | None = super().remove_node(node)
        for each in self.nodes[:1]:
            self.check_schedule(each)
        return crashed


def touching(files: Iterable[Path]) -> Callable[[str], bool]:
    """Whether a node id is that of a scenario, in one of these files, that asks the operator for something."""
    found: dict[str, set[str]] = {}
    for file in files:
        try:
            scenarios = read_feature(file).scenarios
        except SourceError:
            continue  # the workers refuse the run for it
        titles = {each.title for each in scenarios for row in each.rows() if _asks(each.tags_of(row))}
        found.setdefault(f"{file.parent.name}/{file.name}", set()).update(titles)

    def touches(nodeid: str) -> bool:
        path, _, name = nodeid.partition("::")
        titles = found.get("/".join(path.split("/")[-2:]), ())
        return any(name == title or name.startswith(f"{title}[") for title in titles)

    return touches


def _asks(tags: Any) -> bool:
    return CONTROL in arguments(tags, "cost")
