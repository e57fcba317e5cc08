"""Where a login asked the stream to go on, and where the venue did: messages below that are taken for old ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ouch_conformance.judge.expect import Absence


@dataclass(slots=True)
class Resumption:
    """One login: the number of the message that it `asked` for, the one `accepted`; None where one is not known."""

    asked: int | None = None
    accepted: int | None = None

    @classmethod
    def of(cls, sequence: int | str) -> Resumption:
        """A login that asks for a message. 0 asks for the next one, whichever that is; a text may be no number."""
        text = str(sequence).strip()
        return cls(int(text) or None if text.isascii() and text.isdecimal() else None)

    def told(self, absence: Absence, heard: Iterable[int], known_from: int | None) -> Absence:
        """An absence that says so where messages came all the same, under numbers that count as heard before."""
        if self.asked is None or self.accepted is None or self.accepted >= self.asked:
            return absence
        old = sum(self.accepted <= number < (known_from or 0) for number in heard)
        if not old:
            return absence
        numbers = f"the login asked for message {self.asked} and the venue accepted it with {self.accepted}"
        counted = "1 message counts" if old == 1 else f"{old} messages count"
        return replace(absence, note=f"{numbers}, so that {counted} as heard before")
