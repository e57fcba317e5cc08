"""A venue that speaks OUCH 4.2, and members to talk to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ouch_conformance.venue import EmbeddedVenue
from tests.venue.hand_written import Opener
from tests.venue.hand_written42 import PROTOCOL, Member42


@pytest.fixture
def venue(open_venue: Opener) -> EmbeddedVenue:
    """A venue as it is without any further setting: the Nasdaq edition."""
    return open_venue(protocol=PROTOCOL)


@pytest.fixture
def member(venue: EmbeddedVenue) -> Iterator[Member42]:
    """Member A, logged in behind the last message."""
    member = Member42(venue.address)
    yield member
    member.close()


@pytest.fixture
def member_b(venue: EmbeddedVenue) -> Iterator[Member42]:
    """Member B, logged in behind the last message."""
    member = Member42(venue.address, b"MEMBRB")
    yield member
    member.close()
