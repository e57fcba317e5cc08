"""How a run ends before its time: one process at a safe place, several workers each at theirs, and what may be left."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Generator, Iterator
from contextlib import suppress
from queue import Empty
from typing import Any

import pytest
from _pytest.junitxml import xml_key

from ouch_conformance.plugin.interrupts import Interrupts

_LEFT = "may be left     {}"
_NEXT = "                the next run cancels what rests before its first scenario"
_WORKERS_END_IN = 60.0
"""Seconds for the workers to finish what they are at. No signal reaches one on another host: it ends its scenario."""
_AT_ONCE = 2.0


class Stopping:
    """Holds together what an interruption must not tear apart, and ends the workers of pytest-xdist in order.

    `left` is what a scenario that was cut off may have left at the venue, a line each.
    """

    def __init__(self, config: pytest.Config) -> None:
        self.interrupts = Interrupts()
        self.left: list[str] = []
        self._config = config
        is_worker = hasattr(config, "workerinput")
        self._is_controller = getattr(config.option, "dist", "no") != "no" and not is_worker
        self.interrupts.install(is_worker=is_worker)
        config.add_cleanup(self.interrupts.remove)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """When the loop is left, the run has ended: nothing interrupts the writing of what came of it."""
        try:
            return (yield)
        except KeyboardInterrupt:
            self.interrupts.end()
            if self._is_controller:
                self._hear_out(session.config.pluginmanager.getplugin("dsession"))
            raise
        finally:
            self.interrupts.end()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """A scenario is judged, written and counted, or nothing of it is. Other tests are interrupted as ever."""
        if not item.nodeid.partition("::")[0].endswith(".feature"):
            return (yield)
        with self.interrupts.held():
            return (yield)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_logreport(self) -> Generator[None, object, object]:
        """The same where a worker's scenario is taken in."""
        with self.interrupts.held():
            return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self) -> None:
        """JUnit has a case without a name for a test that was cut off: a reader of that file may refuse all of it."""
        junit = self._config.stash.get(xml_key, None)
        if junit is not None:
            cases = junit.node_reporters_ordered
            # One that has ended is its XML and nothing else.
            cases[:] = [case for case in cases if not hasattr(case, "attrs") or case.attrs.get("name")]

    def closing(self) -> list[str]:
        """What the end of the run says of the venue, where something may be left there."""
        return [_LEFT.format(line) for line in self.left] + [_NEXT] if self.left else []

    # -------------------------------------------------------------------------------------------------- workers

    def _hear_out(self, distribution: Any) -> None:
        """Have each worker stop at a safe place and hand over, as at the end of any run: results, then what it saw."""
        awaited = set(distribution._active_nodes)
        for node in awaited:
            self._take_back(distribution.sched, node)
            node.shutdown()
        self._signal(awaited, signal.SIGTERM)
        self.interrupts.abandon = lambda: self._signal(awaited, signal.SIGINT)
        for name, told in self._told(distribution.queue, awaited):
            node = told.get("node")
            if name == "testreport":
                told["rep"].node = node
                self._config.hook.pytest_runtest_logreport(report=told["rep"])
            elif name in ("workerfinished", "errordown"):
                self._config.hook.pytest_testnodedown(node=node, error=None)
                awaited.discard(node)

    def _told(self, queue: Any, awaited: set[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        """What the workers say until the last one has left, or the time is over."""
        begun = time.monotonic()
        while awaited and time.monotonic() - begun < (_AT_ONCE if self.interrupts.at_once else _WORKERS_END_IN):
            with suppress(Empty):
                yield queue.get(timeout=0.2)

    @staticmethod
    def _take_back(schedule: Any, node: Any) -> None:
        """Take back what a worker has not begun: it would run all that it was given before it hears of the end."""
        for place in getattr(schedule, "node2pending", {}).get(node, ()):
            with suppress(OSError):
                node.send_steal([place])

    @staticmethod
    def _signal(nodes: set[Any], number: signal.Signals) -> None:
        """Pass a signal on to the workers of this host."""
        for node in nodes:
            if node.gateway.spec.popen:
                with suppress(OSError):
                    os.kill(node.gateway._rinfo().pid, number)
