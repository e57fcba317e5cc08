"""Who may log in, to which session, and where its messages start (SoupBinTCP 1.2, 2.2.1, 2.2.2, 2.3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ouch_conformance.venue.account import Member

if TYPE_CHECKING:
    from ouch_conformance.soup.server import LoginRequested
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings

NOT_AUTHORIZED, NOT_AVAILABLE = "A", "S"


@dataclass(frozen=True, slots=True)
class Gate:
    """One session's door. `is_open` is false once the session has ended."""

    session: str
    members: Mapping[str, Member]
    settings: VenueSettings
    defects: Defects
    is_open: bool = True

    def decide(self, request: LoginRequested) -> Member | str:
        """The member that logs in, or the reason of Login Rejected.

        Credentials come first, then the session. A sequence that is no number has no answer in the document: blank is
        taken as 0, anything else is refused with S.
        """
        member = self._authorized(request)
        if member is None:
            return NOT_AUTHORIZED
        if not self.is_open or request.session not in ("", self.session):
            return NOT_AVAILABLE
        if request.sequence is None and request.sequence_text.strip(" "):
            return NOT_AVAILABLE
        if member.listeners and self.settings.duplicate_login == "refuse":
            return NOT_AVAILABLE
        return member

    def _authorized(self, request: LoginRequested) -> Member | None:
        """The member of a user name and password, both without regard to case (2.3.1)."""
        member = self.members.get(request.username.upper())
        if member is None or member.account.password.upper() != request.password.upper():
            return None
        return member

    def first_number(self, member: Member, requested: int | None) -> int:
        """The number of the first message that a login with this sequence is sent (1.2, 2.3.1)."""
        last = len(member.stream)
        if not requested:
            return max(1, last) if self.settings.sequence_zero == "last" else last + 1
        if requested > last + 1 and self.settings.beyond_end == "clamp":
            return last + 1
        return requested
