"""How generated code packs and unpacks each field of fixed width.

Every field becomes an `Item`: expressions and statements as source text. Names that end in the field's place (`E3`,
`v3`) belong to that field; `names` holds the objects behind them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any, Final

from ouch_conformance.wire.kinds import BooleanKind, CharKind, EnumKind, FixedKind, FixedStringKind
from ouch_conformance.wire.texts import SHORT, KnownBytes, KnownTexts

Names = dict[str, Any]
BUNDLE: Final = 3
"""Neighbouring one-byte enums from this many on are looked up together."""
MOST_COMBINATIONS: Final = 1024


@dataclass(frozen=True, slots=True)
class Item:
    """One field, or several neighbouring ones that are unpacked together.

    `packed` is the expression that is packed, `target` takes what was unpacked (nothing: a gap), `steps` turn that into
    the value, `text` is a text to be checked for printable characters, `check` what else would be a fault, `last` what
    may only run after the checks.
    """

    code: str
    width: int
    packed: str
    target: str
    steps: tuple[str, ...] = ()
    text: str = ""
    check: str = ""
    last: str = ""
    members: Mapping[int, Any] | None = None
    attribute: str = ""


@dataclass
class Run:
    """Neighbouring fixed fields that one `struct` call packs: all multi-byte integers have one byte order."""

    order: str | None = None
    items: list[Item] = field(default_factory=list)

    def takes(self, order: str | None) -> bool:
        """Whether a field of a byte order may join."""
        return order is None or self.order in {None, order}

    def add(self, item: Item, order: str | None) -> None:
        """Append a field."""
        self.order = self.order or order
        self.items.append(item)

    @property
    def width(self) -> int:
        """Bytes of all fields."""
        return sum(item.width for item in self.items)

    def layout(self, items: Iterable[Item]) -> struct.Struct:
        """The compiled layout of these items in the run's byte order."""
        return struct.Struct(("<" if self.order == "little" else ">") + "".join(item.code for item in items))


def item(place: int, attribute: str, kind: FixedKind, names: Names) -> Item:
    """The item of a field, its objects entered into `names`."""
    if isinstance(kind, EnumKind | BooleanKind):
        return _looked_up(place, attribute, kind, names, kind.encoding, kind.decoding)
    if isinstance(kind, FixedStringKind) and kind.width <= SHORT:
        return _looked_up(place, attribute, kind, names, KnownBytes(kind), KnownTexts(kind))
    if isinstance(kind, FixedStringKind | CharKind):
        return _text(place, attribute, kind, names)
    return Item(kind.code, kind.width, f"self.{attribute}", f"m.{attribute}")


def _looked_up(
    place: int, attribute: str, kind: FixedKind, names: Names, encoding: Mapping[Any, Any], decoding: Mapping[Any, Any]
) -> Item:
    """A field both of whose ways are one look-up, which fails for what is not allowed."""
    names[f"E{place}"], names[f"D{place}"] = encoding, decoding
    return Item(
        code=kind.code,
        width=kind.width,
        packed=f"E{place}[self.{attribute}]",
        target=f"v{place}",
        steps=(f"m.{attribute} = D{place}[v{place}]",),
        members=decoding if kind.code == "B" else None,
        attribute=attribute,
    )


def _text(place: int, attribute: str, kind: FixedStringKind | CharKind, names: Names) -> Item:
    """A char or a long string. FILL[length] is its padding; there is none for a text that is too long."""
    fill, text = f"FILL{place}", f"t{place}"
    least = 1 if isinstance(kind, CharKind) else 0
    names[fill] = {length: b" " * (kind.width - length) for length in range(least, kind.width + 1)}
    packed, strip, check = f"(s := self.{attribute}).encode({kind.charset!r}) + {fill}[len(s)]", "", ""
    if isinstance(kind, FixedStringKind):
        # The text is known to be printable by then: a plain strip takes nothing but spaces.
        strip = ".rstrip()" if kind.left else ".lstrip()"
        if not kind.left:
            packed = f"{fill}[len(s := self.{attribute})] + s.encode({kind.charset!r})"
        if not kind.may_start_blank:
            # Of printable texts those that begin with a space, and no others, sort before "!".
            blank = f"{text} < '!'" if kind.left else f"{text}[-1] == ' '"
            check = f"{blank} and {text}.strip()"
    return Item(
        code=kind.code,
        width=kind.width,
        packed=packed,
        target=f"v{place}",
        steps=(f"{text} = v{place}.decode({kind.charset!r})",),
        text=text,
        check=check,
        last=f"m.{attribute} = {text}{strip}",
    )


def bundled(items: list[Item], names: Names) -> Iterator[Item]:
    """The items with neighbouring one-byte enums joined: one look-up gives all their members."""
    waiting: list[Item] = []
    for each in items:
        if each.members is None:
            yield from _joined(waiting, names)
            waiting = []
            yield each
            continue
        if prod(len(known.members or ()) for known in [*waiting, each]) > MOST_COMBINATIONS:
            yield from _joined(waiting, names)
            waiting = []
        waiting.append(each)
    yield from _joined(waiting, names)


def _joined(items: list[Item], names: Names) -> list[Item]:
    """Several one-byte enums as one item, where that saves anything."""
    if len(items) < BUNDLE:
        return items
    tables = [each.members or {} for each in items]
    first = items[0].target
    names[f"B{first}"] = {
        bytes(codes): tuple(table[code] for table, code in zip(tables, codes, strict=True))
        for codes in product(*tables)
    }
    targets = ", ".join(f"m.{each.attribute}" for each in items)
    step = f"{targets} = B{first}[{first}]"
    return [Item(f"{len(items)}s", len(items), "", first, (step,))]
