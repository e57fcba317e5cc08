"""One message as it was heard, and one statement that no correct venue makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ouch_conformance.evidence.frames import Frame
from ouch_conformance.wire import Finding


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of the venue: decoded, with its frame, number in the stream and the faults of its bytes.

    `foreign` marks what belongs to the time before this run: a replay in which orders appear that we did not enter.
    `refusal` is the reason of a message that refuses, with what the profile calls it: "reason other (no odd lots)".
    """

    message: Any
    frame: Frame
    payload: bytes
    number: int | None = None
    findings: tuple[Finding, ...] = ()
    foreign: bool = False
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """A violation seen by an invariant. `requirement` is None where this protocol states no such rule."""

    requirement: str | None
    rule: str
    expected: str
    observed: str
    frame: Frame | None
    field: str | None = None
