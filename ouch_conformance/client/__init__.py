"""The member's side of a session, on asyncio."""

from __future__ import annotations

from ouch_conformance.client.errors import (
    ConnectFailed,
    ConnectionLost,
    LoginRefused,
    LoginTimedOut,
    SessionError,
    VenueStalled,
)
from ouch_conformance.client.events import Event, Received
from ouch_conformance.client.session import Session, connect_async, open_async
from ouch_conformance.soup.client import ClientState

__all__ = [
    "ClientState",
    "ConnectFailed",
    "ConnectionLost",
    "Event",
    "LoginRefused",
    "LoginTimedOut",
    "Received",
    "Session",
    "SessionError",
    "VenueStalled",
    "connect_async",
    "open_async",
]
