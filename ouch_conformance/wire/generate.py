"""Source code for one message class: no per-field Python work is left for the time a message is encoded or decoded.

The generated fast paths try; whatever they cannot do (a value out of range, an unknown enum byte, a wrong length) goes
to the paths of `careful`, which say what is wrong. So the fast paths contain no error handling of their own.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ouch_conformance.wire import careful
from ouch_conformance.wire.appendage import EMPTY
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, CountedStringKind, RecordKind
from ouch_conformance.wire.kinds import (
    BooleanKind,
    CharKind,
    EnumKind,
    FixedKind,
    FixedStringKind,
    Kind,
)
from ouch_conformance.wire.message import Decoded
from ouch_conformance.wire.shape import Shape
from ouch_conformance.wire.texts import SHORT, KnownBytes, KnownTexts

FAULTS = (struct.error, KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What a fast path may run into; everything else is a fault of ours and comes through."""


@dataclass
class Run:
    """Neighbouring fixed fields that one `struct` call packs: all multi-byte integers have one byte order."""

    order: str | None = None
    codes: str = ""
    packed: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    width: int = 0

    def takes(self, order: str | None) -> bool:
        """Whether a field of a byte order may join."""
        return order is None or self.order in {None, order}

    def add(self, code: str, order: str | None, width: int, packed: str, target: str) -> None:
        """Append one field: what is packed for it and where its unpacked value goes."""
        self.order = self.order or order
        self.codes += code
        self.width += width
        self.packed.append(packed)
        self.targets.append(target)

    @property
    def packing(self) -> struct.Struct:
        """The compiled layout."""
        return struct.Struct(("<" if self.order == "little" else ">") + self.codes)

    @property
    def unpacking(self) -> struct.Struct:
        """The compiled layout with a gap where no value is wanted: the type byte is known."""
        codes = self.codes if all(self.targets) else "x" + self.codes[1:]
        return struct.Struct(("<" if self.order == "little" else ">") + codes)


class Writer:
    """Writes the source of one class and collects the objects it refers to."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.names: dict[str, Any] = {}
        self.parts: list[Run | str] = []
        self.after: list[str] = []
        self.texts: list[str] = []
        self.later: list[str] = []
        self.checks: list[str] = []
        self.fast = all(isinstance(kind, FixedKind) for kind in shape.kinds) and not shape.payload
        if shape.spec is not None:
            self._run(None).add("B", None, 1, str(shape.spec.id), "")
        for place, (name, kind) in enumerate(zip(shape.names, shape.kinds, strict=True)):
            self._field(place, name, kind)

    def _run(self, order: str | None) -> Run:
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Run) and last.takes(order):
            return last
        run = Run()
        self.parts.append(run)
        return run

    def _field(self, place: int, name: str, kind: Kind) -> None:
        """One field: its expression for packing, its target for unpacking and what turns that into the value."""
        if not isinstance(kind, FixedKind):
            self.names[f"K{place}"] = kind
            self.parts.append(f"K{place}.encode(self.{name})")
            return
        packed, target = f"self.{name}", f"m.{name}"
        if isinstance(kind, EnumKind | BooleanKind):
            self.names[f"E{place}"], self.names[f"D{place}"] = kind.encoding, kind.decoding
            packed, target = f"E{place}[self.{name}]", f"v{place}"
            self.after.append(f"m.{name} = D{place}[v{place}]")
        elif isinstance(kind, FixedStringKind) and kind.width <= SHORT:
            self.names[f"E{place}"], self.names[f"D{place}"] = KnownBytes(kind), KnownTexts(kind)
            packed, target = f"E{place}[self.{name}]", f"v{place}"
            self.after.append(f"m.{name} = D{place}[v{place}]")
        elif isinstance(kind, FixedStringKind | CharKind):
            packed, target = self._text(place, name, kind)
        self._run(kind.order).add(kind.code, kind.order, kind.width, packed, target)
        if kind.field.role == "reserved":
            self.names[f"Z{place}"] = kind.zero
            self.checks.append(f"m.{name} != Z{place}")

    def _text(self, place: int, name: str, kind: FixedStringKind | CharKind) -> tuple[str, str]:
        """A char or a long string: FILL[length] is its padding, and there is none for a text that is too long."""
        fill, text = f"FILL{place}", f"t{place}"
        least = 1 if isinstance(kind, CharKind) else 0
        self.names[fill] = {length: b" " * (kind.width - length) for length in range(least, kind.width + 1)}
        encoded, padding, strip = f"(s := self.{name}).encode({kind.charset!r})", f"{fill}[len(s)]", ""
        packed = f"{encoded} + {padding}"
        self.after.append(f"{text} = v{place}.decode({kind.charset!r})")
        if isinstance(kind, FixedStringKind):
            # Once a text is known to be printable, a plain strip takes nothing but spaces.
            strip = ".rstrip()" if kind.left else ".lstrip()"
            if not kind.left:
                packed = f"{fill}[len(s := self.{name})] + s.encode({kind.charset!r})"
            if not kind.may_start_blank:
                self.checks.append(f"{text}[{0 if kind.left else -1}] == ' ' and {text}.strip()")
        self.texts.append(text)
        self.later.append(f"m.{name} = {text}{strip}")
        return packed, f"v{place}"

    def source(self) -> str:
        """The class statement and, where every width is fixed, its fast decoder."""
        lines = [f"class {self.shape.name}(Base):", f"    __slots__ = {self.shape.attributes!r}"]
        lines += _indent(self._constructor(), 1)
        lines += _indent(self._equality(), 1)
        if self.shape.spec is not None:
            lines += _indent(self._encoder(), 1)
        if self.fast and self.shape.spec is not None:
            lines += self._decoder()
        return "\n".join(lines) + "\n"

    def _constructor(self) -> list[str]:
        shape, head, body = self.shape, ["self"], []
        for place, (name, kind) in enumerate(zip(shape.names, shape.kinds, strict=True)):
            value = name
            if isinstance(kind, EnumKind | CountedEnumKind):
                self.names[f"V{place}"] = kind.members.by_value.get
                value = f"V{place}({name}, {name})"
            elif isinstance(kind, RecordKind | ArrayKind):
                self.names[f"K{place}"] = kind
                value = f"K{place}.accept({name})"
            # Records and arrays are mutable: each message gets its own, from accept(None).
            plain = isinstance(kind, FixedKind | CountedStringKind)
            self.names[f"Z{place}"] = kind.zero if plain else None
            head.append(f"{name}=Z{place}")
            body.append(f"self.{name} = {value}")
        if shape.payload:
            head.append(f"{shape.payload}=b''")
            body.append(f"self.{shape.payload} = {shape.payload}")
        if shape.appendage:
            head.append("appendage=NONE")
            body.append("self.appendage = appendage if appendage is NONE else accept_appendage(appendage, NONE)")
        given = ", ".join([*shape.attributes, ""])
        careful_path = ["except TypeError:", f"    keep(self, SHAPE, ({given}))"]
        return [
            f"def __init__({', '.join(head)}):",
            *_indent(["try:", *_indent(body or ["pass"], 1), *careful_path], 1),
        ]

    def _equality(self) -> list[str]:
        names = self.shape.attributes
        same = " and ".join(f"self.{name} == other.{name}" for name in names) or "True"
        return [
            "def __eq__(self, other):",
            f"    return ({same}) if other.__class__ is self.__class__ else NotImplemented",
            "__hash__ = None",
        ]

    def _encoder(self) -> list[str]:
        before: list[str] = []
        tail = ""
        if self.shape.appendage:
            tail = " + tail"
            if self.shape.appendage.spec.presence == "always":
                length = self.shape.appendage.length
                before = ["tail = b'' if self.appendage is NONE else options_of(self, APPENDAGE)"]
                self._run(length.order).add(length.code, length.order, length.width, "len(tail)", "size")
            else:
                before = ["tail = b'' if self.appendage is None else counted_options_of(self, APPENDAGE)"]
        if self.shape.payload:
            tail = f" + self.{self.shape.payload}"
        parts = [self._packed(place, part) for place, part in enumerate(self.parts)]
        body = [*before, f"return {' + '.join(parts)}{tail}"]
        return [
            "def encode(self):",
            "    try:",
            *_indent(body, 2),
            "    except FAULTS:",
            "        return encode_carefully(self, SHAPE)",
        ]

    def _packed(self, place: int, part: Run | str) -> str:
        if isinstance(part, str):
            return part
        self.names[f"pack{place}"] = part.packing.pack
        return f"pack{place}({', '.join(part.packed)})"

    def _decoder(self) -> list[str]:
        """The fast decoder. Written after the encoder, which ends the runs.

        The usual message has no options and exactly its fixed width; what fails that is read again, options and all.
        """
        name, appendage = self.shape.name, self.shape.appendage
        runs = [run for run in self.parts if isinstance(run, Run)]
        total = sum(run.width for run in runs)
        clean = ["m.appendage = NONE"] if appendage else []
        always = appendage is not None and appendage.spec.presence == "always"
        checks = [*self._checks(), *(["size"] if always else [])]
        body = self._reading(runs, "data", total, checks)
        lines = self._function(f"decode_{name}", [*body, *clean, "return make(Decoded, (m, ()))"], "carefully")
        if not appendage:
            return lines
        lines = self._function(f"decode_{name}", [*body, *clean, "return make(Decoded, (m, ()))"], f"longer_{name}")
        start = total - appendage.length.width if always else total
        body = self._reading(runs, f"data[:{total}]", total, self._checks())
        ending = f"return with_options(m, data, {start}, APPENDAGE)"
        return lines + self._function(f"longer_{name}", [*body, ending], "carefully")

    def _checks(self) -> list[str]:
        """What must not hold of a message without faults, beyond what the look-ups find."""
        printable = [f"not ({' + '.join(self.texts)}).isprintable()"] if self.texts else []
        return printable + self.checks

    def _reading(self, runs: list[Run], data: str, total: int, checks: list[str]) -> list[str]:
        """The statements that fill `m` from bytes of exactly the fixed width."""
        lines = [f"m = new({self.shape.name})"]
        offset = 0
        if len(runs) > 1:
            lines += [f"d = {data}", f"if len(d) != {total}: raise ValueError"]
        for place, run in enumerate(runs):
            self.names[f"unpack{place}"] = run.unpacking.unpack if len(runs) == 1 else run.unpacking.unpack_from
            given = data if len(runs) == 1 else f"d, {offset}"
            targets = "".join(f"{target}, " for target in run.targets if target)
            lines.append(f"{targets}= unpack{place}({given})" if targets else f"unpack{place}({given})")
            offset += run.width
        lines += self.after
        if checks:
            lines.append(f"if {' or '.join(checks)}: raise ValueError")
        return lines + self.later

    @staticmethod
    def _function(name: str, body: list[str], otherwise: str) -> list[str]:
        """A decoder that leaves to another one what it runs into."""
        wrapped = ["    try:", *_indent(body, 2), "    except FAULTS:", f"        return {otherwise}(data)"]
        return [f"def {name}(data):", *wrapped]


def _indent(lines: list[str], levels: int) -> list[str]:
    return ["    " * levels + line for line in lines]


HELPERS: dict[str, Any] = {
    "FAULTS": FAULTS,
    "Decoded": Decoded,
    "make": tuple.__new__,
    "new": object.__new__,
    "keep": careful.keep,
    "accept_appendage": careful.accept_appendage,
    "options_of": careful.options_of,
    "counted_options_of": careful.counted_options_of,
    "encode_carefully": careful.encode,
    "with_options": careful.with_options,
}
"""What generated code calls by name."""


def build(shape: Shape, base: type) -> tuple[type[Any], Callable[[bytes], Decoded]]:
    """The class of a shape and its decoder, the careful one where not every width is fixed."""
    writer = Writer(shape)
    source = writer.source()
    appendage = shape.appendage
    none = EMPTY if appendage and appendage.spec.presence == "always" else None
    own = {"Base": base, "NONE": none, "SHAPE": shape, "APPENDAGE": appendage}
    scope = {**HELPERS, **writer.names, **own}
    exec(compile(source, f"<generated {shape.name}>", "exec"), scope)  # noqa: S102 - names come from a checked specification
    made: type[Any] = scope[shape.name]
    made.__module__ = __name__
    scope["carefully"] = partial(careful.decode, made, shape)
    return made, scope.get(f"decode_{shape.name}", scope["carefully"])
