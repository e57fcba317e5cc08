"""Which of the members' bytes are audited, from scenario to scenario."""

from __future__ import annotations

import pytest

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.evidence.recorder import Recorder
from ouch_conformance.steps.own_bytes import OwnBytes, OwnBytesWrong
from ouch_conformance.wire import codec

HEARTBEAT = b"\x00\x01R"
NOT_A_PACKET = b"\x00\x05Rlong"
"""A Client Heartbeat has no payload (2.3.3)."""


def sent(recorder: Recorder, data: bytes) -> None:
    """A frame of member A's connection."""
    recorder.append(Frame(0, "A", Way.SENT, data))


def test_bytes_of_a_scenario_excuse_no_later_one() -> None:
    """What follows on a connection that was left within a packet is let be; the next scenario's connection is not."""
    recorder, own = Recorder(), OwnBytes(codec("nasdaq-ouch-5.0"))
    mark = recorder.mark()
    sent(recorder, HEARTBEAT)
    own.freely("A", HEARTBEAT + b"\x00", recorder.since(mark).entries)
    sent(recorder, NOT_A_PACKET)
    own.check(recorder)

    sent(recorder, HEARTBEAT)
    own.check(recorder)
    sent(recorder, NOT_A_PACKET)
    with pytest.raises(OwnBytesWrong, match="ClientHeartbeat, byte 1"):
        own.check(recorder)
