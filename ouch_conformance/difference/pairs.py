"""Which thing of one side is which of the other: by what the files say, never by likeness.

Messages pair by their purpose, as the judge's dialects name it, then by name; where a side has no dialect, last by type
letter. Fields and options pair by name, then by their role in a message of that purpose. Values of a list pair by name,
then by the code that they travel as.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ouch_conformance.difference.side import Side, Spot
from ouch_conformance.judge.dialect import Role
from ouch_conformance.spec.model import EnumType, EnumValue, Message, key

T = TypeVar("T")
Namer = Callable[[T], Hashable]
"""What a thing is called in some sense; None where it has no name in that sense."""
Way = tuple[str, Namer[T], Namer[T]]
"""How things pair: what that is called, and the name of a thing on either side."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A thing of both sides, or of one side alone; `by` says what paired them."""

    before: T | None
    after: T | None
    by: str = ""


def paired(before: Iterable[T], after: Sequence[T], ways: Iterable[Way[T]]) -> list[Pair[T]]:
    """Pair two lists, one way after the other: in the order of the second list, and what only the first has behind it.

    Where several things of one list share a name, the first of them pairs.
    """
    left, partner = list(before), dict[int, Pair[T]]()
    for by, of_before, of_after in ways:
        rest = [place for place in range(len(after)) if place not in partner]
        for one, place in list(_matched(left, of_before, [(place, of_after(after[place])) for place in rest])):
            partner[place] = Pair(left[one], after[place], by)
        taken = [id(pair.before) for pair in partner.values()]
        left = [each for each in left if id(each) not in taken]
    pairs = [partner.get(place, Pair(None, each)) for place, each in enumerate(after)]
    return [*pairs, *(Pair(each, None) for each in left)]


def _matched(before: Sequence[T], name: Namer[T], after: Iterable[tuple[int, Hashable]]) -> Iterator[tuple[int, int]]:
    """The places of what has the same name in both lists."""
    places: dict[Hashable, int] = {}
    for place, each in enumerate(before):
        places.setdefault(name(each), place)
    places.pop(None, None)
    for place, wanted in after:
        if (one := places.pop(wanted, None)) is not None:
            yield one, place


def message_pairs(before: Side, after: Side) -> list[Pair[Message]]:
    """The messages of both sides."""

    def purpose(side: Side) -> Namer[Message]:
        return lambda message: side.dialect.kinds.get(message.name)

    ways: list[Way[Message]] = [
        ("purpose", purpose(before), purpose(after)),
        ("name", _message_name, _message_name),
    ]
    if not (before.dialect.kinds and after.dialect.kinds):
        # One letter means this here and that there: it counts only where nothing better is known.
        ways.append(("type letter", _letter, _letter))
    return paired(before.messages, after.messages, ways)


def _message_name(message: Message) -> Hashable:
    return message.direction, key(message.name)


def _letter(message: Message) -> Hashable:
    return message.direction, message.id


def spot_pairs(before: Side, after: Side, messages: Pair[Message]) -> list[Pair[Spot]]:
    """The fields and options of a message that both sides have, or of one that only one side has."""

    def role(side: Side, message: Message | None) -> Namer[Spot]:
        roles = _roles(side, message) if message else {}
        return lambda spot: roles.get(spot.field.name)

    ways: list[Way[Spot]] = [
        ("name", _spot_name, _spot_name),
        ("role", role(before, messages.before), role(after, messages.after)),
    ]
    return paired(before.spots(messages.before), after.spots(messages.after), ways)


def _spot_name(spot: Spot) -> Hashable:
    return key(spot.field.name)


def _roles(side: Side, message: Message) -> Mapping[str, Role]:
    """The roles that the judge knows of a message's fields; the first where a field has two."""
    kind, roles = side.dialect.kinds.get(message.name), dict[str, Role]()
    for role in Role if kind else ():
        roles.setdefault(side.dialect.name(kind, role), role)
    return roles


def value_pairs(before: Side, after: Side, enums: Pair[EnumType]) -> list[Pair[EnumValue]]:
    """The values of a list that a field takes."""
    ways: list[Way[EnumValue]] = [("name", _value_name, _value_name), ("code", _code, _code)]
    return paired(before.values(enums.before), after.values(enums.after), ways)


def _value_name(value: EnumValue) -> Hashable:
    return key(value.name)


def _code(value: EnumValue) -> Hashable:
    return value.value
