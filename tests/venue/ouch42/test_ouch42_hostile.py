"""Hostile and malformed bytes at the OUCH 4.2 venue: nothing breaks it, and its choices are kept."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from tests.venue.hand_written42 import PROTOCOL, Member42, cancel, enter, modify, replace, trade_now

SAMPLES = (
    enter(b"one"),
    enter(b"two", b"S", 7, 99_000, tif=5, display=b"N", minimum=5),
    enter(b"three", price=0x7FFFFFFF, cross=b"O"),
    replace(b"one", b"four", 300),
    cancel(b"one", 50),
    modify(b"two", b"T", 5),
    trade_now(b"one"),
)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="no message"),
        pytest.param(b"\xff", id="unknown message type"),
        pytest.param(b"A" * 66, id="an outbound type"),
        pytest.param(enter(b"one")[:-1], id="Enter Order of 48 bytes"),
        pytest.param(enter(b"one") + b" ", id="Enter Order of 50 bytes"),
        pytest.param(enter(b"one")[:20], id="truncated in the middle"),
        pytest.param(cancel(b"one")[:-1], id="half a cancel"),
        pytest.param(replace(b"one", b"two") + b"\x00", id="long Replace"),
        pytest.param(enter(b"o\x00e"), id="token with NUL"),
        pytest.param(enter(b"on\xe9"), id="token that is no ASCII"),
        pytest.param(enter(b"one", stock=b"\x80UCHA"), id="stock that is no text"),
        pytest.param(b"O" * 65_000, id="a very long message"),
    ],
)
def test_no_answer_and_no_harm(member: Member42, data: bytes) -> None:
    """OUCH42-1.1-01, OUCH42-1.2-05: the reaction is not defined; here such bytes are dropped, and no token is used."""
    assert member.hears(data) == []
    assert member.types(enter(b"one")) == b"A"


@pytest.fixture(scope="module")
def patient() -> Member42:
    """One member for all hostile examples of this module."""
    venue = EmbeddedVenue(VenueSettings(protocol=PROTOCOL, idle_timeout=None))
    venue.start()
    return Member42(venue.address)


@pytest.fixture(scope="module")
def tidy() -> Member42:
    """One member for all examples that leave nothing resting."""
    venue = EmbeddedVenue(VenueSettings(protocol=PROTOCOL, idle_timeout=None))
    venue.start()
    return Member42(venue.address)


mutation = st.tuples(st.integers(0, 48), st.binary(max_size=4))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SAMPLES), st.lists(mutation, max_size=4), st.integers(0, 60))
def test_no_message_breaks_the_venue(
    patient: Member42, sample: bytes, mutations: list[tuple[int, bytes]], length: int
) -> None:
    """OUCH42-1.1-01: whatever the bytes of a message, the venue goes on and answers the next order."""
    data = bytearray(sample)
    for place, patch in mutations:
        data[place : place + len(patch)] = patch

    patient.hears(bytes(data), bytes(data[:length]))


fields = st.fixed_dictionaries(
    {
        "side": st.sampled_from([b"B", b"S", b"T"]),
        "shares": st.integers(1, 500),
        "price": st.integers(99_000, 101_000),
        "display": st.sampled_from([b"Y", b"A", b"N", b"P", b"M", b"W", b"m"]),
        "tif": st.sampled_from([0, 99_998, 99_999]),
        "minimum": st.sampled_from([0, 0, 100]),
        "stock": st.sampled_from([b"OUCHA", b"OUCHZ", b"OUCHX", b"OUCHD", b"OUCHO", b"OUCHE"]),
    }
)
changes = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 600)), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(fields, min_size=1, max_size=10), changes)
def test_shares_add_up_whatever_happens(
    tidy: Member42, orders: list[dict[str, int | bytes]], asked: list[tuple[int, int, int]]
) -> None:
    """OUCH42-3.5-02, OUCH42-3.3-06: what was accepted is executed, cancelled or prevented to the last share, once."""
    Member42.markers += 1
    tokens = [b"t%d n%d" % (Member42.markers, number) for number in range(len(orders))]
    sent = [enter(token, **order) for token, order in zip(tokens, orders, strict=True)]  # type: ignore[arg-type]
    for number, kind, size in asked:
        token = tokens[number % len(tokens)]
        sent.append((cancel(token, size), modify(token, b"S", size), trade_now(token), cancel(token, 100))[kind])
    heard = tidy.hears(*sent, *(cancel(token) for token in tokens))

    left: dict[bytes, int] = {}
    for message in heard:
        if message.type == b"M" or (message.type == b"A" and message.state == b"L"):
            left[message.token] = message.shares
        elif message.type in (b"C", b"E", b"G", b"D"):
            left[message.token] -= message.shares
    assert set(left.values()) <= {0}
