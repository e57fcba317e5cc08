"""What can go wrong with a session, as exceptions. None of them ever holds a credential.

SessionError (a ConnectionError)
├── ConnectFailed   no TCP connection
├── LoginRefused    Login Rejected (also a ConnectionRefusedError)
├── LoginTimedOut   no answer to the login (also a TimeoutError)
├── ConnectionLost  the connection is gone, or went while something was awaited
└── VenueStalled    the venue does not read what is sent
"""

from __future__ import annotations

REJECT_REASONS = {"A": "not authorized", "S": "session not available"}
"""The reasons of Login Rejected in words (2.2.2)."""


class SessionError(ConnectionError):
    """The base of all these."""


class ConnectFailed(SessionError):  # noqa: N818 - reads as what happened, as its siblings do
    """No TCP connection: `why` is the reason in words."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(f"cannot connect to {host}:{port}: {why}")
        self.host = host
        self.port = port
        self.why = why


class LoginRefused(SessionError, ConnectionRefusedError):  # noqa: N818
    """Login Rejected: `reason` is the character of the packet (2.2.2)."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"login refused: {REJECT_REASONS.get(reason, 'unknown reason')} ({reason})")
        self.reason = reason


class LoginTimedOut(SessionError, TimeoutError):  # noqa: N818
    """Neither Login Accepted nor Login Rejected came within `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer to the login within {seconds:g} s")
        self.seconds = seconds


class ConnectionLost(SessionError):  # noqa: N818
    """The connection of session `name` is gone: `how` says who ended it."""

    def __init__(self, name: str, how: str) -> None:
        super().__init__(f"session {name}: {how}")
        self.name = name
        self.how = how


class VenueStalled(SessionError):  # noqa: N818
    """The venue does not read: `unsent` bytes wait on this side, and no more are taken."""

    def __init__(self, name: str, unsent: int) -> None:
        super().__init__(f"session {name}: the venue does not read, {unsent} bytes wait to be sent")
        self.name = name
        self.unsent = unsent
