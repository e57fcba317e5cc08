"""The versions of SoupBinTCP, and in what they differ on the wire.

4.00 adds Unsequenced Data from the server (2.2.4); 4.10 adds a heartbeat time-out to the login (2.3.1) and makes the
close after it a duty (1.3). Everything else is that of 3.00.
"""

from __future__ import annotations

from enum import StrEnum


class Version(StrEnum):
    """A version, by the name of its protocol."""

    V3_00 = "soupbintcp-3.00"
    V4_00 = "soupbintcp-4.00"
    V4_10 = "soupbintcp-4.10"

    @property
    def server_sends_unsequenced(self) -> bool:
        """Whether the server may send Unsequenced Data."""
        return self is not Version.V3_00

    @property
    def login_states_timeout(self) -> bool:
        """Whether a Login Request ends with a heartbeat time-out in milliseconds."""
        return self is Version.V4_10
