"""Timestamps against the time at which they were written, as far as our own clock can tell."""

from __future__ import annotations

import struct
from typing import Any

import pytest

from ouch_conformance.evidence.frames import Frame, Way
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.judge.orders import AccountModel
from ouch_conformance.wire import codec
from tests.judge import judge_bytes as ouch50
from tests.judge import judge_bytes_jpx as jpx
from tests.judge.judged_account import RECEIVED, heard_by

HOUR, MILLISECOND = 3_600 * 10**9, 10**6
ID = struct.Struct(">Q")


def stamped(message: bytes, stamp: int) -> bytes:
    """A message with another timestamp: it stands behind the type in every protocol."""
    return message[:1] + ID.pack(stamp) + message[9:]


class Timed:
    """An account that sends and hears at times of its own, in nanoseconds behind the first."""

    def __init__(self, protocol: str) -> None:
        self._codec = codec(protocol)
        self.model = AccountModel(DIALECTS[protocol])

    def sends(self, data: bytes, at: int) -> None:
        """A request of ours."""
        frame = Frame(RECEIVED + at, "A", Way.SENT, data)
        message: Any = self._codec.decode(data, "incoming").message
        self.model.sent(message, data, frame)

    def hears(self, message: bytes, stamp: int, at: int, *, foreign: bool = False) -> list[str | None]:
        """The rules that a message breaks that was heard at that time."""
        heard = heard_by(self._codec, stamped(message, stamp), at=RECEIVED + at, foreign=foreign)
        return [breach.requirement for breach in self.model.heard(heard)]


@pytest.mark.parametrize(
    ("away", "broken"),
    [(0, False), (HOUR - 1, False), (1 - HOUR, False), (HOUR + 1, True), (9 * HOUR, True), (-2 * HOUR, True)],
)
def test_a_timestamp_since_1970_is_within_an_hour_of_ours(away: int, broken: bool) -> None:
    """Two clocks may differ; Tokyo is nine hours ahead of UTC (Osaka Exchange 3.2)."""
    account = Timed("jpx-ouch-5.0")
    account.sends(jpx.enter(), 0)
    assert account.hears(jpx.accepted(), RECEIVED + away, 0) == ["JPX-J54"] * broken


def test_the_greatest_number_is_no_time() -> None:
    """Nothing that came later could be held against it: what follows is judged by itself."""
    account = Timed("jpx-ouch-5.0")
    account.sends(jpx.enter(), 0)
    assert account.hears(jpx.accepted(), 2**63 - 1, 0) == ["JPX-J54"]
    assert account.hears(jpx.canceled(reason=9), RECEIVED, 1) == []


def test_what_was_written_long_before_it_was_heard_is_no_fault() -> None:
    """A member that was away hears hours later: all that is known is that the order was sent before."""
    account = Timed("jpx-ouch-5.0")
    account.sends(jpx.enter(), 0)
    assert account.hears(jpx.accepted(), RECEIVED + 1, 5 * HOUR) == []
    # What was told before this run began is not judged.
    assert account.hears(jpx.accepted("OLD"), RECEIVED - 20 * HOUR, 5 * HOUR, foreign=True) == []


@pytest.mark.parametrize("unit", [MILLISECOND, 1_000, 100], ids=["milliseconds", "microseconds", "ticks"])
def test_a_clock_that_is_too_slow_counts_no_nanoseconds(unit: int) -> None:
    """Half a second between hearing the first order and sending the next is half a second to the venue as well."""
    account = Timed("nasdaq-ouch-5.0")
    account.sends(ouch50.enter(1), 0)
    assert account.hears(ouch50.accepted(1), ouch50.MORNING // unit, 1) == []
    account.sends(ouch50.enter(2), 500 * MILLISECOND)
    later = (ouch50.MORNING + 500 * MILLISECOND) // unit
    assert account.hears(ouch50.accepted(2, reference=9), later, 501 * MILLISECOND) == ["OUCH50-3-01"]


def test_a_clock_that_ticks_in_tenths_of_a_second_is_no_fault() -> None:
    """How finely a venue counts is nowhere said: only the unit is."""
    account = Timed("nasdaq-ouch-5.0")
    account.sends(ouch50.enter(1), 0)
    tenth = 100 * MILLISECOND
    assert account.hears(ouch50.accepted(1), ouch50.MORNING // tenth * tenth, 1) == []
    account.sends(ouch50.enter(2), 200 * MILLISECOND + 1)
    assert (
        account.hears(ouch50.accepted(2, reference=9), ouch50.MORNING // tenth * tenth + tenth, 250 * MILLISECOND) == []
    )


def test_a_delay_on_the_way_is_no_fault_of_the_clock() -> None:
    """Both orders were sent at once: the second answer may have been held up for a second, its stamp is the first's."""
    account = Timed("nasdaq-ouch-5.0")
    account.sends(ouch50.enter(1), 0)
    account.sends(ouch50.enter(2), 0)
    assert account.hears(ouch50.accepted(1), ouch50.MORNING, 1) == []
    assert account.hears(ouch50.accepted(2, reference=9), ouch50.MORNING, 1_000 * MILLISECOND) == []


def test_another_day_begins_with_another_time() -> None:
    """The stamps of the session before are forgotten."""
    account = Timed("nasdaq-ouch-5.0")
    account.sends(ouch50.enter(1), 0)
    assert account.hears(ouch50.accepted(1), ouch50.MORNING, 1) == []
    account.model.new_session()
    account.sends(ouch50.enter(2), 500 * MILLISECOND)
    assert account.hears(ouch50.accepted(2, reference=9), 5, 501 * MILLISECOND) == []
