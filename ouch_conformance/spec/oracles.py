"""What a requirement allows of a venue that is sent a value at its limit, or bytes that its document knows nothing of.

The scenarios that are made from a layout take their expectation from here and from nowhere else: a catalogue that says
nothing of a case has no scenario for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from lxml import etree

STILL_ENTERS, STILL_CANCELS = "still-enters", "still-cancels"
OF_VALUES = ("boundary", "beyond", "code", "text")
"""A value at a limit that the document allows; a number beyond; a code outside its list; text of other bytes."""
OF_SHAPES = ("cut", "extended", "type", "appendage")
"""A message cut short; lengthened; of an unlisted type; with options that are unknown or of a wrong length."""

Then = Literal["recorded", "accepted", "refused", "replaced", "cancelled", "ignored", "not-in-book"]


@dataclass(frozen=True, slots=True)
class Oracle:
    """What one requirement says of some cases.

    `of` are messages (`EnterOrder`) or fields (`EnterOrder.quantity`), none for every message; `values` are the labels
    of the samples it is about ("least", "most", ...), none for all. `then` is what has to come; "recorded" takes
    whatever does.
    """

    cases: tuple[str, ...]
    of: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    then: Then = "recorded"

    def nearness(self, case: str, message: str, field: str, label: str) -> int | None:
        """How particularly it speaks of one case; the greater the nearer, None where it does not."""
        if case not in self.cases or (self.values and label not in self.values):
            return None
        named = f"{message}.{field}"
        if self.of and message not in self.of and named not in self.of:
            return None
        return (4 if field and named in self.of else 2 if self.of else 0) + bool(self.values)


def read_oracles(elements: Iterable[etree._Element]) -> tuple[Oracle, ...]:
    """The oracles of one requirement, as its elements say them."""
    return tuple(
        Oracle(
            cases=tuple(str(each.get("cases")).split()),
            of=tuple((each.get("of") or "").split()),
            values=tuple(word.strip() for word in (each.get("values") or "").split(",") if word.strip()),
            then=cast(Then, each.get("then", "recorded")),
        )
        for each in elements
    )
