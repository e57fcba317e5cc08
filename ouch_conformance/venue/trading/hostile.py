"""What malformed messages do to a venue with a defect: without one they leave no trace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ouch_conformance.wire import Finding, FindingKind, WireMessage

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.trading.floor import Floor


def note(floor: Floor[Any, Any], member: Member, payload: bytes, findings: Iterable[Finding]) -> None:
    """Let the defects that are on remember what was wrong with a message."""
    kinds = {finding.kind for finding in findings}
    if payload[:1] == b"\0":
        floor.defects.mark("nul-type-stops-orders", member)
    if FindingKind.TRUNCATED in kinds:
        floor.defects.mark("short-message-swallows-order", member)
    barred = FindingKind.UNKNOWN_TAG in kinds and payload[:1] == b"Q"
    if barred and floor.defects.has("unknown-query-option-bars-account"):
        floor.defects.mark("unknown-query-option-bars-account", member)
        for listener in list(member.listeners):
            listener.abort()


def swallows(floor: Floor[Any, Any], member: Member, message: WireMessage) -> bool:
    """Whether an order gets lost behind a message that ended early: one for each of those."""
    name = "short-message-swallows-order"
    if message.SPEC.letter != "O" or floor.defects.marked(name, member) <= floor.defects.marked(name, (member, "lost")):
        return False
    floor.defects.mark(name, (member, "lost"))
    return True
