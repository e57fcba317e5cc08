"""The audit of what the members send: every packet and message of ours is read again by a decoder of its own.

A message is held against the values it was made of. Bytes that a scenario writes itself are left alone: raw bytes,
overwritten fields, options given as bytes. What is wrong is a fault of the suite, never of the venue.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ouch_conformance.evidence.frames import Entry, Frame, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.judge.audit import Asked, Audit, Audited
from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.sessions import OLDEST
from ouch_conformance.wire import Codec, Element, WireMessage

SHOWN = 3
"""Faults that the error tells: one mistake of an encoder is in every message."""


class OwnBytesWrong(Exception):  # noqa: N818 - it is said of bytes, not of an error
    """The suite sent bytes that are not what the step asked for, or that the document does not allow."""


class OwnBytes:
    """What the members of a run sent, and which of it is the scenario's own. Not thread-safe."""

    def __init__(self, codec: Codec, session_protocol: str = OLDEST) -> None:
        layer = protocol(session_protocol)
        self._codec = codec
        self._packets = Audit(layer, layer.revisions[-1])
        self._messages = Audit(codec.protocol, codec.revision)
        self._known: set[bytes] = set()
        self._free: list[Frame] = []
        self._astray: set[str] = set()
        self._faults: list[str] = []
        self._position = 0

    def made(self, message: WireMessage, data: bytes, free: Iterable[str] = ()) -> None:
        """Audit the bytes of a message; fields named in `free`, or the tail, hold bytes of the scenario's own."""
        self._known.add(data)
        self._note(self._messages.message(data, self._asked(message, frozenset(free))))

    def freely(self, session: str, data: bytes, entries: Iterable[Entry]) -> None:
        """Leave alone what a scenario wrote itself: the frames among these entries.

        Where the bytes end within a packet, all that follows on the connection is part of it or out of step.
        """
        frames = [entry for entry in entries if isinstance(entry, Frame) and entry.way is Way.SENT]
        self._free += frames
        if b"".join(frame.data for frame in frames) != data:
            self._astray.add(session)

    def check(self, recorder: Recorder) -> None:
        """Audit every packet that was sent since the last time. OwnBytesWrong where anything was wrong since then."""
        entries = recorder.since(self._position).entries
        self._position = recorder.mark()
        free = {id(frame) for frame in self._free}
        for entry in entries:
            if isinstance(entry, Frame) and entry.way is Way.SENT and id(entry) not in free:
                self._packet(entry)
        faults, more = self._faults[:SHOWN], len(self._faults) - SHOWN
        # The connections of a scenario end with it, and the next one's have the same names.
        self._known, self._free, self._astray, self._faults = set(), [], set(), []
        if faults:
            raise OwnBytesWrong("; ".join(faults) + (f"; and {more} more" if more > 0 else ""))

    def _packet(self, frame: Frame) -> None:
        if frame.session in self._astray:
            return
        found = self._packets.packet(frame.data)
        self._note(found)
        if found.payload is not None and found.payload not in self._known:
            self._note(self._messages.message(found.payload))

    def _note(self, found: Audited) -> None:
        self._faults += [str(fault) for fault in found.faults]

    def _asked(self, message: WireMessage, free: frozenset[str]) -> Asked:
        """What a message was made of, before anything was encoded."""
        shape = self._codec.shape(message.SPEC.name)
        values = {kind.field.name: getattr(message, name) for name, kind in zip(shape.names, shape.kinds, strict=True)}
        appendage = getattr(message, "appendage", None)
        options = None if appendage is None else [_option(element) for element in appendage]
        return Asked(shape.name, values, options, free)


def _option(element: Element) -> tuple[str | int, Any]:
    """An option by its name and value; by its tag and bytes where the scenario gave those."""
    if element.raw is not None and element.tag is not None:
        return element.tag, element.raw
    return element.name or element.tag or 0, element.value
