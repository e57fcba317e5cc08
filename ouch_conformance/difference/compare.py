"""The difference sheet as lines with a state each, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from operator import attrgetter
from typing import TypeVar

from ouch_conformance.difference.pairs import Pair, message_pairs, spot_pairs, value_pairs
from ouch_conformance.difference.requirements import requirement_groups
from ouch_conformance.difference.sheet import Cell, Group, Line, State, counted
from ouch_conformance.difference.side import Side, Spot
from ouch_conformance.difference.words import code_of, message_facts, spot_facts, told
from ouch_conformance.spec.model import EnumType, EnumValue, Message

T = TypeVar("T")
U = TypeVar("U")
_SECTION: Callable[[Message], str] = attrgetter("section")


def compare(before: Side, after: Side) -> list[Group]:
    """All groups: the messages, the fields of each, the values of codes, the flags of a profile, the requirements."""
    pairs = message_pairs(before, after)
    spots = {id(pair): spot_pairs(before, after, pair) for pair in pairs}
    groups = [
        _messages(before, after, [(pair, spots[id(pair)]) for pair in pairs]),
        *(_fields(before, after, pair, spots[id(pair)]) for pair in pairs),
        _values(before, after, [spot for each in spots.values() for spot in each]),
        _flags(before, after),
        *requirement_groups(before, after),
    ]
    return [group for group in groups if group.lines]


def _of(thing: T | None, tell: Callable[[T], U]) -> U | None:
    """What is told of a thing; nothing of none."""
    return None if thing is None else tell(thing)


def _line(facts: tuple[tuple[str, ...] | None, tuple[str, ...] | None], *more: Cell, changed: bool = False) -> Line:
    """A line of the facts of both sides, the name first; `changed` where something beside them differs."""
    before, after = facts
    if before is None or after is None:
        name, *cells = after or before or ()
        return Line(name, State.NEW if before is None else State.GONE, (*(each or "-" for each in cells), *more))
    name, *cells = (told(one, other) for one, other in zip(before, after, strict=True))
    return Line(name, State.CHANGED if changed or before != after else State.SAME, (*cells, *more))


# Messages and fields


def _messages(before: Side, after: Side, pairs: Sequence[tuple[Pair[Message], Sequence[Pair[Spot]]]]) -> Group:
    header = ("message", "state", "type", "sent by", "length", "options", "paired by", "sections")
    caption = "Lengths count the type byte. A message that differs in its fields has a table of its own below."
    lines = []
    for pair, spots in pairs:
        facts = _of(pair.before, partial(message_facts, before)), _of(pair.after, partial(message_facts, after))
        changed = any(_spot(before, after, each).state is not State.SAME for each in spots)
        sections = told(_of(pair.before, _SECTION), _of(pair.after, _SECTION))
        lines.append(_line(facts, pair.by or "-", sections, changed=changed))
    return Group("messages", "Messages", caption, header, tuple(lines))


def _fields(before: Side, after: Side, pair: Pair[Message], spots: Sequence[Pair[Spot]]) -> Group:
    """The fields of a message; none of a message that has gone: there is nothing to do about them."""
    header = ("field", "state", "offset", "bytes", "type", "limits", "values", "paired by")
    shown = [each for each in (pair.before, pair.after) if each is not None]
    title = " → ".join(dict.fromkeys(each.title or each.name for each in shown))
    lines = tuple(_spot(before, after, each) for each in spots) if pair.after else ()
    caption = (
        f"Type {' → '.join(dict.fromkeys(each.letter for each in shown))}. Offsets are counted from the type byte."
    )
    return Group("fields", title, caption, header, lines)


def _spot(before: Side, after: Side, pair: Pair[Spot]) -> Line:
    facts = _of(pair.before, partial(spot_facts, before)), _of(pair.after, partial(spot_facts, after))
    enums = _enum_pair(before, after, pair)
    values = [each.state for each in _value_lines(before, after, enums)]
    changed = any(state is not State.SAME for state in values)
    listed = enums.after or enums.before
    counts = f"{listed.name}: {counted(values)}" if listed else "-"
    return _line(facts, counts, pair.by or "-", changed=changed)


def _enum_pair(before: Side, after: Side, pair: Pair[Spot]) -> Pair[EnumType]:
    """The lists of values that a field takes on either side."""
    return Pair(
        _of(pair.before, lambda spot: before.enum(spot.field)), _of(pair.after, lambda spot: after.enum(spot.field))
    )


# Values of codes


def _values(before: Side, after: Side, spots: Sequence[Pair[Spot]]) -> Group:
    header = ("value", "state", "code", "meaning", "paired by")
    caption = "Each list of values once, however many fields take it."
    lines = [line for pair in _enums(before, after, spots) for line in _value_lines(before, after, pair)]
    return Group("values", "Values of codes", caption, header, tuple(lines))


def _enums(before: Side, after: Side, spots: Sequence[Pair[Spot]]) -> list[Pair[EnumType]]:
    """The lists that fields of one pair take; then those that only one side has."""
    found: dict[tuple[str, str], Pair[EnumType]] = {}
    for one in spots:
        pair = _enum_pair(before, after, one)
        names = (pair.before.name if pair.before else "", pair.after.name if pair.after else "")
        found.setdefault(names, pair)
    known = {name for names in found if all(names) for name in enumerate(names)}
    alone = {names for names in found if any(names) and not known & set(enumerate(names))}
    return [pair for names, pair in found.items() if all(names) or names in alone]


def _value_lines(before: Side, after: Side, enums: Pair[EnumType]) -> Iterator[Line]:
    shown = dict.fromkeys(each.name for each in (enums.before, enums.after) if each is not None)
    for pair in value_pairs(before, after, enums):
        facts = _of(pair.before, _value_facts), _of(pair.after, _value_facts)
        line = _line(facts, _meaning(pair), pair.by or "-")
        yield Line(f"{' → '.join(shown)}: {line.name}", line.state, line.cells)


def _value_facts(value: EnumValue) -> tuple[str, ...]:
    return value.words, code_of(value.value)


def _meaning(pair: Pair[EnumValue]) -> str:
    described = pair.after or pair.before
    return described.description if described else ""


# Flags


def _flags(before: Side, after: Side) -> Group:
    one, other = before.catalogue.features, after.catalogue.features
    lines = []
    for name in sorted({*one, *other}):
        state = State.SAME if name in one and name in other else State.NEW if name in other else State.GONE
        lines.append(Line(name, state, (other.get(name) or one[name],)))
    caption = "What a profile has to answer: what the document leaves to the venue."
    return Group("flags", "Flags of the profile", caption, ("flag", "state", "meaning"), tuple(lines))
