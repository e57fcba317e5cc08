"""Packets out of a byte stream at any segmentation (1.1)."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.soup import packets as soup
from ouch_conformance.soup.framing import Deframer

payloads = st.lists(st.binary(max_size=300), max_size=8)


def cut(data: bytes, places: list[int]) -> list[bytes]:
    """The data in pieces, cut at these places."""
    edges = sorted({0, len(data), *(place % (len(data) + 1) for place in places)})
    return [data[start:end] for start, end in pairwise(edges)]


@given(payloads, st.lists(st.integers(min_value=0), max_size=40))
def test_packets_come_out_whole_however_they_were_cut(messages: list[bytes], places: list[int]) -> None:
    """A packet may be split over segments and segments may hold several packets: only the stream counts."""
    packets = [soup.sequenced(message) for message in messages]
    deframer = Deframer()

    out = [packet for piece in cut(b"".join(packets), places) for packet in deframer.feed(piece)]

    assert out == packets
    assert not deframer.pending


@given(payloads)
def test_one_byte_at_a_time_is_a_stream_too(messages: list[bytes]) -> None:
    """Each packet comes with its last byte, not before and not later."""
    deframer = Deframer()
    for packet in map(soup.unsequenced, messages):
        out = [deframer.feed(packet[index : index + 1]) for index in range(len(packet))]
        assert out == [*([[]] * (len(packet) - 1)), [packet]]


@given(st.lists(st.binary(max_size=200), max_size=10))
def test_any_bytes_are_packets_and_a_rest(pieces: list[bytes]) -> None:
    """Nothing is lost, nothing is invented, nothing raises."""
    deframer = Deframer()
    out = [packet for piece in pieces for packet in deframer.feed(piece)]
    assert b"".join(out) + deframer.pending == b"".join(pieces)


def test_length_0_is_two_bytes() -> None:
    """A length without a type byte is undefined; the stream goes on behind it."""
    assert Deframer().feed(b"\x00\x00\x00\x01H") == [b"\x00\x00", b"\x00\x01H"]


def test_the_rest_is_bounded_by_the_largest_packet() -> None:
    """An endless packet ends after 65,537 bytes, since its length has 16 bits."""
    deframer = Deframer()
    largest = soup.sequenced(bytes(soup.MAX_PAYLOAD))

    assert deframer.feed(largest[:-1]) == []
    assert len(deframer) == len(deframer.pending) == soup.MAX_PACKET - 1
    assert deframer.feed(b"\x00" + soup.SERVER_HEARTBEAT) == [largest, soup.SERVER_HEARTBEAT]
