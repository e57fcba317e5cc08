"""Words of a sentence that a protocol cannot put on the wire: a run could only accuse the venue of our own words.

What a layout has no place for is found there; what a document says is not looked at stands in `conduct.xml`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ouch_conformance.judge.dialect import DIALECTS, Kind, Role
from ouch_conformance.spec.library import protocol as load_protocol
from ouch_conformance.steps.parameters import SIDES


@dataclass(frozen=True, slots=True)
class SideWords:
    """The sides that an order of a protocol may have, in whatever revision."""

    def problem(self, word: str, protocol: str) -> str | None:
        """What is wrong with a side, with what would be right; nothing where a protocol has no orders."""
        known = self.known(protocol)
        # The nearest one is no better: what a short sale is about is not about a sale.
        return None if not known or word in known else f"{protocol} has no side {word!r}: known: {', '.join(known)}"

    def known(self, protocol: str) -> list[str]:
        """The words for the sides that a code stands for."""
        dialect = DIALECTS.get(protocol)
        if dialect is None:
            return []
        layout = load_protocol(protocol)
        name = dialect.name(Kind.ENTER, Role.SIDE)
        codes = [field.enum for field in layout.message(dialect.message_name(Kind.ENTER)).fields if field.name == name]
        words = {value.words for code in codes if code for value in layout.enums[code].values}
        return [side for side in SIDES if side in words]


@dataclass(frozen=True, slots=True)
class Says:
    """A value that a request has to carry and that the venue has to look at, whatever it is."""

    kind: Kind
    role: Role
    instead: str

    def problem(self, word: object, protocol: str) -> str | None:  # noqa: ARG002 - no value can be said
        """Why a protocol cannot say it; None where it can."""
        dialect = DIALECTS.get(protocol)
        if dialect is None or self.kind not in dialect.kinds.values():
            return None
        layout = load_protocol(protocol).message(dialect.message_name(self.kind))
        name, what = dialect.name(self.kind, self.role), self.role.name.lower()
        if all(field.name != name for field in layout.fields):
            return f"{layout.title} of {protocol} has no {what}: {self.instead}"
        if (self.kind, name) in dialect.ignored:
            return f"the {what} in {layout.title} of {protocol} is ignored: {self.instead}"
        return None

    def known(self, protocol: str) -> list[str]:  # noqa: ARG002 - any value will do
        """No words: the type of the parameter says what it may be."""
        return []


SIDE = SideWords()
