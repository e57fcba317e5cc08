"""The recorder: order, positions, bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.evidence.clock import now_ns
from ouch_conformance.evidence.frames import Entry, Frame, Mark, SessionMark
from ouch_conformance.evidence.recorder import Recorder
from tests.evidence.evidence_samples import NOON, received

NOTE = SessionMark(NOON, "A", Mark.NOTE, "x")


def test_since_gives_what_came_after_the_mark() -> None:
    """A mark is a position in the one record of all sessions."""
    recorder = Recorder()
    first, second = received(b"1"), received(b"2")
    recorder.append(first)
    mark = recorder.mark()
    recorder.append(second)
    recorder.append(NOTE)

    assert recorder.since(0) == ([first, second, NOTE], 0)
    assert recorder.since(mark) == ([second, NOTE], 0)
    assert recorder.since(recorder.mark()) == ([], 0)


def test_a_full_ring_loses_the_oldest_and_says_so() -> None:
    """What left the ring is counted from the position asked for, not from the beginning."""
    recorder = Recorder(max_entries=3)
    frames = [received(bytes([index])) for index in range(10)]
    for frame in frames:
        recorder.append(frame)

    assert recorder.since(0) == (frames[7:], 7)
    assert recorder.since(5) == (frames[7:], 2)
    assert recorder.since(8) == (frames[8:], 0)
    assert recorder.count == 3


def test_the_bytes_are_bounded_too_but_the_newest_frame_is_kept() -> None:
    """A venue that sends the largest packets cannot fill the memory."""
    recorder = Recorder(max_bytes=100)
    for size in (60, 60, 40):
        recorder.append(received(bytes(size)))
    assert (recorder.count, recorder.size) == (2, 100)

    recorder.append(received(bytes(65_537)))
    assert (recorder.count, recorder.size) == (1, 65_537)
    recorder.append(NOTE)
    assert (recorder.count, recorder.size) == (1, 0)


def test_forgetting_keeps_positions() -> None:
    """A finished scenario's entries can go; later positions mean the same as before."""
    recorder = Recorder()
    for index in range(5):
        recorder.append(received(bytes([index])))
    recorder.forget(3)

    assert recorder.since(3) == ([received(b"\x03"), received(b"\x04")], 0)
    assert recorder.since(1).lost == 2
    recorder.forget(recorder.mark() + 10)
    assert (recorder.count, recorder.size) == (0, 0)


def test_an_empty_recorder_is_a_recorder() -> None:
    """`given or Recorder()` keeps the given one."""
    assert Recorder()


@given(
    st.lists(st.integers(min_value=0, max_value=50) | st.none(), max_size=60),
    st.integers(min_value=1, max_value=10),
    st.integers(min_value=0, max_value=70),
)
def test_the_ring_is_the_tail_of_everything(sizes: list[int | None], bound: int, position: int) -> None:
    """Kept and lost entries together are all there were, and the byte count is right."""
    recorder, everything = Recorder(max_entries=bound, max_bytes=120), list[Entry]()
    for size in sizes:
        entry: Entry = NOTE if size is None else received(bytes(size))
        recorder.append(entry)
        everything.append(entry)

    entries, lost = recorder.since(position)

    assert everything[position + lost :] == entries
    assert recorder.size == sum(len(entry.data) for entry in everything[-recorder.count :] if isinstance(entry, Frame))
    assert recorder.count <= bound


def test_the_clock_does_not_run_back() -> None:
    """It is close to the wall clock and monotonic."""
    times = [now_ns() for _ in range(1_000)]
    assert times == sorted(times)
