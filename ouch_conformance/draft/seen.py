"""What a probe has seen of a venue, as plain values: what the draft's guesses and their comments are made from."""

from __future__ import annotations

from dataclasses import dataclass, field

from ouch_conformance.soup.packets import Justification


@dataclass(frozen=True, slots=True)
class Guess:
    """An answer to one flag, and what was seen that it rests on."""

    value: bool
    seen: str


@dataclass(slots=True)
class Seen:
    """One venue. Times in seconds.

    `paddings` are where session and sequence number stood in Login Accepted. `told` is the sequence number in the
    answer to a login from 0, `first` that of the first message before anything was asked (None where none came), `next`
    that of the first answer. `gaps` lie between heartbeats of the venue on an idle connection, `slowest` is the longest
    that an answer took. `open` names orders whose cancel was not confirmed.
    """

    session: str = ""
    paddings: tuple[Justification, Justification] | None = None
    told: int | None = None
    first: int | None = None
    next: int | None = None
    gaps: list[float] = field(default_factory=list)
    debugs: int = 0
    listened: float = 0.0
    slowest: float = 0.0
    next_number: int | None = None
    flags: dict[str, Guess] = field(default_factory=dict)
    rejects: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
