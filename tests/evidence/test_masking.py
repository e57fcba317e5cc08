"""Passwords do not leave the process, whatever became of the login that carried them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ouch_conformance.evidence.frames import mask, masked
from tests.evidence.evidence_samples import ENTER, LOGIN, received, sent


def test_the_password_of_a_login_is_overwritten() -> None:
    """10 asterisks at offset 9 (2.3.1); the username stays, the length too."""
    frame = masked(sent(LOGIN))
    assert frame.data == b"\x00\x2fLMEMBRA**********" + b" " * 10 + b"1" + b" " * 19


@pytest.mark.parametrize(
    "data",
    [
        LOGIN,
        LOGIN[:15],
        LOGIN[:-5],
        LOGIN + b"more",
        b"\x00\x34" + LOGIN[2:] + b"15000",
        b"\xff\xff" + LOGIN[2:],
        b"\x00\x60?" + LOGIN,
        b"\x00\x70S" + LOGIN + LOGIN,
    ],
)
def test_broken_and_misplaced_logins_are_masked_too(data: bytes) -> None:
    """Cut off, too long, of another version, with a wrong length, behind garbage, echoed by the venue."""
    for frame in (sent(data), received(data)):
        hidden = masked(frame)
        assert b"alpha-p" not in hidden.data
        assert b"alpha-p" not in repr(frame).encode()
        assert len(hidden.data) == len(data)


def test_other_packets_are_left_alone() -> None:
    """The very frame comes back."""
    frame = sent(ENTER)
    assert masked(frame) is frame


@given(st.binary(max_size=120))
def test_masking_keeps_the_length_of_anything(data: bytes) -> None:
    """Total, and idempotent."""
    assert len(mask(data)) == len(data)
    assert mask(mask(data)) == mask(data)
