"""A dialect for any protocol that has orders and answers to them: it knows its XML and one rule, no market.

An incoming message with a whole number named quantity, qty, shares or volume is an order. An order for a quantity that
is not above 0, or with a code that its field does not know, is answered by the outgoing message whose name holds
"reject", any other order by the one whose name holds "accept" (the shortest such name). An answer gives back the fields
of the order that it has, too, counts up the numbers that are its own (a field whose name ends in id, number, num or
ref), tells the time where it has a timestamp, and leaves every other field at its default.

Messages that are no order, and bytes that are no message, are dropped without an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ouch_conformance.spec.model import FIXED_STRING_TYPES, INTEGER_TYPES, Direction, Field, Message
from ouch_conformance.venue.settings import VenueError
from ouch_conformance.wire import Codec, FieldError, Finding, FindingKind, Unknown, WireMessage
from ouch_conformance.wire.shape import attribute

if TYPE_CHECKING:
    from ouch_conformance.venue.account import Member
    from ouch_conformance.venue.clock import DayClock
    from ouch_conformance.venue.defects import Defects
    from ouch_conformance.venue.settings import VenueSettings
    from ouch_conformance.venue.trading.order import Schedule

QUANTITY_WORDS = frozenset({"quantity", "qty", "shares", "volume"})
NUMBER_WORDS = frozenset({"id", "number", "num", "ref"})
BEARABLE = frozenset({FindingKind.ENUM, FindingKind.PADDING})
"""Faults of a message that is still an order; a code outside its list is answered, not dropped."""


class ByRule:
    """One trading day of a protocol without a market. VenueError where its XML has no orders or no answers to them."""

    def __init__(
        self,
        settings: VenueSettings,
        defects: Defects,  # noqa: ARG002 - every dialect is made alike
        clock: DayClock,
        schedule: Schedule,  # noqa: ARG002
        members: Mapping[str, Member],  # noqa: ARG002
    ) -> None:
        self.actions: Mapping[str, Callable[..., Any]] = {}
        self._codec = settings.codec()
        self._quantities = _orders(self._codec)
        self._accepting, self._refusing = (_Answer(self._codec, clock, word) for word in ("accept", "reject"))

    def receive(self, member: Member, payload: bytes) -> None:
        """Answer one message of a member. Total: bytes that are no order are dropped."""
        message, findings = self._codec.decode(payload, "incoming")
        if isinstance(message, Unknown) or any(finding.kind not in BEARABLE for finding in findings):
            return
        quantity = self._quantities.get(message.SPEC.name)
        if quantity is not None:
            answer = self._accepting if _is_good(message, quantity, findings) else self._refusing
            member.publish(answer.to(message))

    def close(self) -> None:
        """The session is over: nothing here outlives a message."""


def _is_good(order: WireMessage, quantity: str, findings: tuple[Finding, ...]) -> bool:
    return getattr(order, quantity) > 0 and all(finding.kind is not FindingKind.ENUM for finding in findings)


class _Answer:
    """Builds the answer whose message's name holds a word."""

    def __init__(self, codec: Codec, clock: DayClock, word: str) -> None:
        self._codec, self._clock = codec, clock
        names = [each.name for each in _messages(codec, "outgoing") if word in each.name.lower()]
        if not names:
            raise _speechless(codec, f"an outgoing message whose name holds {word!r}")
        self._fields = codec[min(names, key=len)].SPEC.fields
        self._make = codec[min(names, key=len)]
        self._number = 0
        try:
            self._build({})
        except FieldError as error:
            raise VenueError(f"{codec.protocol.name}: the venue cannot fill {error}") from None

    def to(self, order: WireMessage) -> bytes:
        """The bytes of the answer to an order."""
        self._number += 1
        given = {field.name: field for field in order.SPEC.fields}
        shared = [field.name for field in self._fields if _same_layout(field, given.get(field.name))]
        try:
            return self._build({attribute(name): getattr(order, attribute(name)) for name in shared})
        except FieldError:
            # A code outside its list: the field that cannot be given back stays at its default.
            return self._build({})

    def _build(self, echo: Mapping[str, Any]) -> bytes:
        own = {attribute(field.name): value for field in self._fields for value in self._own_value(field)}
        return self._make(**{**own, **echo}).encode()

    def _own_value(self, field: Field) -> Iterator[Any]:
        """The venue's value of a field; nothing where the default of its type will do."""
        last = field.words.split()[-1]
        if field.array:
            return
        if field.record:
            parts = self._codec.protocol.records[field.record].fields
            values = {attribute(part.name): value for part in parts for value in self._own_value(part)}
            yield self._codec.records[field.record](**values)
        elif field.enum:
            yield from list(self._codec.enums[field.enum])[:1] if field.default is None else ()
        elif last == "timestamp":
            yield from _fitting(field, self._clock.now())
        elif last in NUMBER_WORDS:
            yield from _fitting(field, self._number)


def _fitting(field: Field, number: int) -> Iterator[int | str]:
    """A number as a field carries it, begun anew where the field is too small; nothing where it carries no number."""
    if field.type in INTEGER_TYPES:
        width, signed, _ = INTEGER_TYPES[field.type]
        yield number % 2 ** (8 * width - signed)
    elif field.type in FIXED_STRING_TYPES:
        yield str(number % 10 ** (field.length or 1))


def _same_layout(field: Field, other: Field | None) -> bool:
    if other is None:
        return False
    kinds = [(each.type, each.length, each.enum, each.record, each.array) for each in (field, other)]
    return kinds[0] == kinds[1]


def _orders(codec: Codec) -> Mapping[str, str]:
    """The attribute that holds the quantity, by the names of the messages that are orders."""
    found: dict[str, str] = {}
    for message in _messages(codec, "incoming"):
        for field in message.fields:
            if not field.array and field.type in INTEGER_TYPES and QUANTITY_WORDS & set(field.words.split()):
                found.setdefault(message.name, attribute(field.name))
    if not found:
        raise _speechless(codec, f"an incoming message with a whole number named {', '.join(sorted(QUANTITY_WORDS))}")
    return found


def _messages(codec: Codec, direction: Direction) -> list[Message]:
    return [each.SPEC for each in codec.classes.values() if each.SPEC.direction in (None, direction)]


def _speechless(codec: Codec, missing: str) -> VenueError:
    return VenueError(f"the venue cannot speak {codec.protocol.name} by rule: it needs {missing}")
