"""Every defect of the session layer changes what it says, and next to nothing else."""

from __future__ import annotations

from functools import cache

import pytest

from ouch_conformance.venue import EmbeddedVenue, VenueSettings, defects_of
from tests.venue.session_tour import DIALOGUES, QUIET, WAITS

SHOWS: dict[str, set[str]] = {
    "heartbeat-carries-payload": {"heartbeat_bytes"},
    "split-packets-lost": {"in_pieces", "login_in_pieces"},
    "merged-packets-lost": {"four_in_a_segment"},
    "line-feed-drops-message": {"line_feeds"},
    "number-in-binary": {"accepted_in_the_middle"},
    "login-in-pieces-refused": {"login_in_pieces"},
    "heartbeat-before-accept": {"named_session"},
    "session-padded-behind": {"accepted", "accepted_in_the_middle"},
    "accepted-sequence-off-by-one": {"accepted", "accepted_in_the_middle", "next_session"},
    "bad-login-unanswered": {"bad_password", "bad_session", "ended_session"},
    "heartbeat-after-reject": {"bad_password"},
    "open-after-reject": {"bad_password"},
    "bad-password-code-s": {"bad_password"},
    "bad-session-code-a": {"bad_session"},
    "case-sensitive-credentials": {"other_case"},
    "short-credentials-refused": {"short_credentials"},
    "blank-session-refused-from-the-first": {"from_the_first", "live_after_a_replay", "return_after_a_logout"},
    "named-session-refused": {"accepted_in_the_middle", "named_session"},
    "heartbeats-are-no-life": {"kept_by_heartbeats"},
    "long-reject-reason": {"bad_password", "bad_session", "ended_session"},
    "late-login-limit": {"login_limit"},
    "second-login-beside-the-first": {"second_login"},
    "message-behind-silence-lost": {"order_behind_silence"},
    "numbered-behind-heartbeat": {"message_behind_a_heartbeat"},
    "first-message-not-replayed": {"from_the_first", "return_after_a_logout"},
    "heartbeats-are-counted": {"number_after_heartbeats"},
    "resume-skips-one": {"accepted_in_the_middle", "resumed", "while_away"},
    "resume-repeats-one": {"accepted_in_the_middle", "resumed"},
    "replay-restamped": {"resumed"},
    "live-message-lost-after-replay": {"live_after_a_replay"},
    "zero-replays-the-stream": {"from_zero"},
    "lumped-messages": {"burst", "four_in_a_segment", "from_the_first"},
    "absent-member-loses-messages": {"while_away"},
    "slow-heartbeats": {"beats"},
    "late-heartbeat-behind-message": {"beat_behind_a_message"},
    "orders-are-no-life": {"kept_by_orders"},
    "late-idle-limit": {"idle_limit"},
    "no-return-after-lapse": {"return_after_a_lapse"},
    "message-after-end": {"end_of_session"},
    "open-after-end": {"end_of_session"},
    "ended-session-joinable": {"ended_session"},
    "ended-session-code-a": {"ended_session"},
    "next-session-counts-on": {"next_session"},
    "logout-answered": {"logout"},
    "logout-ignored": {"logout"},
    "logout-forgets-stream": {"return_after_a_logout"},
    "debug-before-login-refused": {"debug_before_the_login"},
    "debug-ends-connection": {"debug_after_the_login"},
    "debug-answered": {"debug_after_the_login"},
}
"""The dialogues in which each defect shows: its requirement, and others where the same rule works."""


def held(name: str, *defects: str) -> object:
    """What a dialogue gives at a venue of its own."""
    times = WAITS.get(name, {"heartbeat_interval": QUIET})
    with EmbeddedVenue(VenueSettings(defects=frozenset(defects), **times)) as venue:  # type: ignore[arg-type]
        return DIALOGUES[name](venue)


@cache
def said(name: str) -> object:
    """What a dialogue gives at a venue without defects."""
    return held(name)


@pytest.mark.parametrize("defect", SHOWS)
def test_defect_shows_where_it_should_and_nowhere_else(defect: str) -> None:
    """With the defect on, exactly the dialogues named come out otherwise; those that wait where they matter."""
    names = {name for name in DIALOGUES if name not in WAITS or name in SHOWS[defect]}
    changed = {name for name in names if held(name, defect) != said(name)}

    assert changed == SHOWS[defect]
    assert len(changed) <= len(DIALOGUES) / 10


def test_every_session_defect_is_shown() -> None:
    """No defect of the session layer goes without its dialogues."""
    assert set(SHOWS) == defects_of("soupbintcp-3.00").keys()
