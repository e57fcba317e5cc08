"""The reference venue inside another program: its own thread, its own loop, real TCP."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future
from types import TracebackType
from typing import Any

from ouch_conformance.venue.settings import VenueSettings
from ouch_conformance.venue.venue import Address, Venue

PATIENCE = 10.0
"""Seconds after which a call into the venue's thread is given up."""


class EmbeddedVenue:
    """A venue in a thread; every method may be called from any other thread. Also a context manager."""

    def __init__(self, settings: VenueSettings | None = None) -> None:
        self.settings = settings or VenueSettings()
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._venue: Venue | None = None

    def start(self) -> None:
        """Start and wait until members can connect; VenueError where that cannot be."""
        ready: Future[None] = Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._main(ready)), name="venue", daemon=True)
        self._thread.start()
        try:
            ready.result(PATIENCE)
        except BaseException:
            self._thread.join(PATIENCE)
            self._thread = None
            raise

    async def _main(self, ready: Future[None]) -> None:
        try:
            venue = Venue(self.settings)
            await venue.start()
        except BaseException as error:
            ready.set_exception(error)
            return
        self._loop, self._stop, self._venue = asyncio.get_running_loop(), asyncio.Event(), venue
        ready.set_result(None)
        await self._stop.wait()
        await venue.stop()

    @property
    def address(self) -> Address:
        """Where members connect."""
        return self._running().address

    @property
    def mirrors(self) -> tuple[Address, ...]:
        """Where members connect to the further hosts."""
        return self._running().mirrors

    @property
    def operator_address(self) -> Address | None:
        """Where an operator connects; None without an operator port."""
        return self._running().operator_address

    def _running(self) -> Venue:
        if self._venue is None or self._thread is None:
            raise RuntimeError("the embedded venue is not running")
        return self._venue

    def control(self, action: str, /, *values: Any, **named: Any) -> Any:
        """Perform an operator action and wait until it is done and its messages are written."""
        venue, loop = self._running(), self._loop
        assert loop is not None  # noqa: S101 - set together with the venue
        done: Future[Any] = Future()

        def perform() -> None:
            try:
                done.set_result(venue.operator.perform(action, *values, **named))
            except Exception as error:
                # Whatever went wrong belongs to the caller, not to the venue's loop.
                done.set_exception(error)

        loop.call_soon_threadsafe(perform)
        return done.result(PATIENCE)

    def stop(self) -> None:
        """Stop and wait until the thread is gone; stopping twice is no fault."""
        if self._thread is None or self._loop is None or self._stop is None:
            return
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        self._thread = self._venue = None

    def __enter__(self) -> EmbeddedVenue:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
