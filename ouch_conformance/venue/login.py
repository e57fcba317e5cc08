"""Who may log in, to which session, and where its messages start (SoupBinTCP 1.2, 2.2.1, 2.2.2, 2.3.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ouch_conformance.soup.packets import PASSWORD_WIDTH, USERNAME_WIDTH
from ouch_conformance.venue.account import Member

if TYPE_CHECKING:
    from ouch_conformance.soup.server import LoginRequested
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings

NOT_AUTHORIZED, NOT_AVAILABLE = "A", "S"


@dataclass(frozen=True, slots=True)
class Gate:
    """One session's door. `is_open` is false once the session has ended; `previous` is the session before."""

    session: str
    members: Mapping[str, Member]
    settings: VenueSettings
    defects: Defects
    is_open: bool = True
    previous: str = ""

    def decide(self, request: LoginRequested, host: int = 0) -> Member | str:
        """The member that logs in at a host, or the reason of Login Rejected.

        Credentials come first, then the session. A sequence that is no number has no answer in the document: blank is
        taken as 0, anything else is refused with S.
        """
        member = self._authorized(request)
        if member is None:
            return self.defects.pick("bad-password-code-s", NOT_AVAILABLE, NOT_AUTHORIZED)
        if not self._available(request):
            fault = "ended-session-code-a" if request.session == self.previous else "bad-session-code-a"
            return self.defects.pick(fault, NOT_AUTHORIZED, NOT_AVAILABLE)
        beside = any(listener.host == host for listener in member.listeners)
        if beside and self.settings.duplicate_login == "refuse":
            return NOT_AVAILABLE
        barred = ("no-return-after-lapse", "unknown-query-option-bars-account")
        return NOT_AVAILABLE if any(self.defects.marked(name, member) for name in barred) else member

    def _authorized(self, request: LoginRequested) -> Member | None:
        """The member of a user name and password, both without regard to case (2.3.1)."""
        user, password = request.username, request.password
        member = self.members.get(user.upper())
        if member is None or member.account.password.upper() != password.upper():
            return None
        own = (member.account.user, member.account.password)
        if self.defects.has("case-sensitive-credentials") and own != (user, password):
            return None
        short = len(user) < USERNAME_WIDTH or len(password) < PASSWORD_WIDTH
        return None if short and self.defects.has("short-credentials-refused") else member

    def _available(self, request: LoginRequested) -> bool:
        """Whether the session asked for is the one that runs, and the sequence a number."""
        if request.sequence is None and request.sequence_text.strip(" "):
            return False
        if not request.session:
            refused = request.sequence == 1 and self.defects.has("blank-session-refused-from-the-first")
            return self.is_open and not refused
        if request.session == self.previous and self.defects.has("ended-session-joinable"):
            return True
        known = request.session == self.session and not self.defects.has("named-session-refused")
        return known and (self.is_open or self.defects.has("ended-session-joinable"))

    def first_number(self, member: Member, requested: int | None) -> int:
        """The number of the first message that a login with this sequence is sent (1.2, 2.3.1)."""
        last = len(member.stream)
        if requested == 1 and self.defects.has("first-message-not-replayed"):
            return last + 1
        if not requested and last > 1 and self.defects.has("zero-replays-the-stream"):
            return 1
        if not requested:
            return max(1, last) if self.settings.sequence_zero == "last" else last + 1
        if self.defects.has("next-session-counts-on"):
            requested = max(1, requested - member.counts_on)
        if requested > last + 1 and self.settings.beyond_end == "clamp":
            return last + 1
        return max(requested, member.forgotten + 1)
