"""What is common to all inbound messages: options, channel, and which faulty bytes are still a request.

The document has no answer to malformed messages (1.2, 2). This venue's:

- an unknown type, a wrong length, an Appendage Length that does not match, or bytes outside ASCII: the message is
  dropped without an answer, and uses no number;
- a code that its field does not know: the message is taken, and Enter Order is refused with the reason that fits;
- an option that is unknown, repeated, of a wrong size or not allowed there: Enter Order is refused (Routing Not Allowed
  for a route, else Other), any other message is dropped;
- an option with a code that is not listed: a message whose answer would have to give it back is dropped.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ouch_conformance.wire import Finding, FindingKind, WireMessage

OPTION_FAULTS = frozenset(
    {
        FindingKind.ELEMENT_LENGTH,
        FindingKind.UNKNOWN_TAG,
        FindingKind.TAG_NOT_ALLOWED,
        FindingKind.REPEATED_TAG,
    }
)
BEARABLE = OPTION_FAULTS | {FindingKind.ENUM, FindingKind.PADDING}


@dataclass(frozen=True, slots=True)
class Request:
    """One inbound message with its options by name. `faults` are those of the options.

    `unlisted` is whether an option holds a code that no list has.
    """

    message: WireMessage
    options: Mapping[str, Any]
    faults: tuple[Finding, ...] = ()
    unlisted: bool = False

    @property
    def long(self) -> bool:
        """Whether an optional Appendage Length stands in the message."""
        return getattr(self.message, "appendage", None) is not None

    @property
    def channel(self) -> int:
        """The UserRefIdx; 0 is the same as none (1.2)."""
        return int(self.options.get("userRefIdx", 0))

    @property
    def key(self) -> tuple[int, int]:
        """Channel and UserRefNum."""
        return self.channel, self.message.userRefNum


def request(message: WireMessage, findings: Collection[Finding]) -> Request | None:
    """The request in a message; None where its bytes are too faulty to be one."""
    if any(finding.kind not in BEARABLE for finding in findings):
        return None
    faults = tuple(finding for finding in findings if finding.kind in OPTION_FAULTS)
    # Before 1.04 some messages have no appendage at all.
    elements = () if faults else getattr(message, "appendage", None) or ()
    options = {element.name: element.value for element in elements}
    fields = {field.name for field in message.SPEC.fields}
    unlisted = any(each.kind is FindingKind.ENUM and each.field in options.keys() - fields for each in findings)
    return Request(message, options, faults, unlisted)
