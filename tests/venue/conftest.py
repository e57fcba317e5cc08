"""A running reference venue per test, and members to talk to it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ouch_conformance.venue import EmbeddedVenue, VenueSettings
from tests.venue.hand_written import Member, Opener


@pytest.fixture
def open_venue() -> Iterator[Opener]:
    """Start venues with the settings given; they stop when the test ends."""
    running: list[EmbeddedVenue] = []

    def start(**settings: Any) -> EmbeddedVenue:
        venue = EmbeddedVenue(VenueSettings(**settings))
        venue.start()
        running.append(venue)
        return venue

    yield start
    for venue in running:
        venue.stop()


@pytest.fixture
def venue(open_venue: Opener) -> EmbeddedVenue:
    """A venue as it is without any setting."""
    return open_venue()


@pytest.fixture
def member(venue: EmbeddedVenue) -> Iterator[Member]:
    """Member A, logged in behind the last message."""
    member = Member(venue.address)
    yield member
    member.close()


@pytest.fixture
def member_b(venue: EmbeddedVenue) -> Iterator[Member]:
    """Member B, logged in behind the last message."""
    member = Member(venue.address, b"MEMBRB")
    yield member
    member.close()
