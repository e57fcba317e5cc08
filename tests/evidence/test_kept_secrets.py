"""A password that a venue gives back: hidden wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ouch_conformance.evidence import frames
from ouch_conformance.evidence.frames import Frame, Way, keep_secret, mask, redact
from ouch_conformance.evidence.stream import entry_event
from ouch_conformance.evidence.tables import annotated_hex, message_table


@pytest.fixture(autouse=True)
def _no_secrets_left(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(frames, "_secrets", [])
    yield


def echoed(text: bytes) -> Frame:
    """A debug packet of the venue that quotes a text."""
    return Frame(0, "A", Way.RECEIVED, (1 + len(text)).to_bytes(2, "big") + b"+" + text)


def test_a_kept_secret_is_hidden_in_any_packet_and_any_case() -> None:
    """What the venue quotes in a debug packet is overwritten, its length kept."""
    keep_secret("Tr0ubador")
    assert mask(b"\x00\x0d+you: TR0UBADOR") == b"\x00\x0d+you: *********"


def test_no_rendering_of_a_frame_shows_a_kept_secret() -> None:
    """Table, hex, event and repr of a packet that quotes the password hold asterisks."""
    keep_secret("Tr0ubador")
    frame = echoed(b"hello tr0ubador")
    shown = [
        *message_table([frame], None)[1],
        annotated_hex(frame, None),
        str(entry_event("s", 0, frame, None)),
        repr(frame),
    ]
    assert not any("tr0ubador" in text or b"tr0ubador".hex() in text.replace(" ", "") for text in shown)


def test_a_sentence_is_redacted() -> None:
    """An outcome that quotes what the venue said does not quote the password."""
    keep_secret("Tr0ubador")
    assert redact("session 'Tr0ubador' of naïve users") == "session '*********' of naïve users"


def test_a_short_password_is_hidden_in_logins_only() -> None:
    """Three letters stand in too many places: hiding them everywhere would leave no evidence."""
    keep_secret("abc")
    assert mask(b"\x00\x04+abc") == b"\x00\x04+abc"
