"""Source code for one message class: no per-field Python work is left for the time a message is encoded or decoded.

The generated fast paths try; whatever they cannot do (a value out of range, an unknown enum byte, a wrong length) goes
to the paths of `careful`, which say what is wrong. So the fast paths contain no error handling of their own.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Collection
from functools import partial
from typing import Any

from ouch_conformance.spec import model
from ouch_conformance.wire import careful
from ouch_conformance.wire.appendage import EMPTY, AppendageShape
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, CountedStringKind, RecordKind
from ouch_conformance.wire.describe import WireRecord
from ouch_conformance.wire.kinds import EnumKind, FixedKind, Kind
from ouch_conformance.wire.message import Decoded, WireMessage
from ouch_conformance.wire.plan import Item, Names, Run, bundled, item
from ouch_conformance.wire.shape import EnumClass, Shape, enum_class

Decoder = Callable[[bytes], Decoded]
FAULTS = (struct.error, KeyError, IndexError, TypeError, AttributeError, ValueError)
"""What a fast path may run into; everything else is a fault of ours and comes through."""

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


class Writer:
    """Writes the source of one class and collects the objects it refers to."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.names: Names = {}
        self.checks: list[str] = []
        self.parts: list[Run | str] = []
        self.unpacked: list[list[Item]] = []
        if shape.spec is not None:
            self._run(None).add(Item("B", 1, str(shape.spec.id), ""), None)
        for place, (slot, kind) in enumerate(zip(shape.slots, shape.kinds, strict=True)):
            self._field(place, slot, kind)
        self.runs = [part for part in self.parts if isinstance(part, Run)]
        self.fast = len(self.runs) == len(self.parts) and not shape.payload
        self.always = shape.appendage is not None and shape.appendage.spec.presence == "always"
        if shape.appendage is not None and self.always:
            length = shape.appendage.length
            self._run(length.order).add(Item(length.code, length.width, "len(tail)", "size"), length.order)
            self.runs = [part for part in self.parts if isinstance(part, Run)]

    def _run(self, order: str | None) -> Run:
        last = self.parts[-1] if self.parts else None
        if isinstance(last, Run) and last.takes(order):
            return last
        run = Run()
        self.parts.append(run)
        return run

    def _field(self, place: int, slot: str, kind: Kind) -> None:
        if not isinstance(kind, FixedKind):
            self.names[f"K{place}"] = kind
            self.parts.append(f"K{place}.encode(self.{slot})")
            return
        self._run(kind.order).add(item(place, slot, kind, self.names), kind.order)
        if kind.field.role == "reserved":
            self.checks.append(f"m.{slot} != Z{place}")

    @property
    def slots(self) -> tuple[str, ...]:
        """The slots of the class."""
        return self.shape.slots + self.shape.extras

    def source(self) -> str:
        """The class statement and, where every width is fixed, its fast decoder."""
        lines = [f"class {self.shape.name}(Base):", f"    __slots__ = {self.slots!r}"]
        lines += indent(self._constructor(), 1)
        lines += indent(self._equality(), 1)
        if self.shape.spec is not None:
            lines += indent(self._encoder(), 1)
            if self.fast:
                lines += self._decoder()
        return "\n".join(lines) + "\n"

    def finish(self, made: type[Any], scope: dict[str, Any]) -> None:
        """What is left to do once the class exists: nothing here. `scope` holds everything that the source names."""

    def _constructor(self) -> list[str]:
        """Parameters in wire order; a value that cannot even be looked up is kept as it is, for encoding to refuse."""
        shape, head, body = self.shape, ["self"], []
        for place, (name, slot, kind) in enumerate(zip(shape.names, shape.slots, shape.kinds, strict=True)):
            head.append(f"{name}=Z{place}")
            body.append(f"self.{slot} = {self._accepted(place, name, kind)}")
        if shape.payload:
            head.append(f"{shape.payload}=b''")
            body.append(f"self.{shape.payload} = {shape.payload}")
        if shape.appendage:
            head.append("appendage=NONE")
            body.append(
                "self.appendage = appendage if appendage is NONE else accept_appendage(appendage, NONE, APPENDAGE)"
            )
        given = ", ".join([*shape.attributes, ""])
        kept = ["except TypeError:", f"    keep(self, SHAPE, ({given}))"]
        return [f"def __init__({', '.join(head)}):", *indent(["try:", *indent(body or ["pass"], 1), *kept], 1)]

    def _accepted(self, place: int, name: str, kind: Kind) -> str:
        """The expression for what the constructor stores; enters the field's default."""
        # Records and arrays can be changed: each message gets its own, made from None.
        plain = isinstance(kind, FixedKind | CountedStringKind)
        self.names[f"Z{place}"] = kind.zero if plain else None
        if isinstance(kind, EnumKind | CountedEnumKind):
            self.names[f"V{place}"] = kind.members.by_value.get
            return f"V{place}({name}, {name})"
        if isinstance(kind, RecordKind | ArrayKind):
            return f"K{place}.accept({name})"
        return name

    def _equality(self) -> list[str]:
        same = " and ".join(f"self.{slot} == other.{slot}" for slot in self.slots) or "True"
        return [
            "def __eq__(self, other):",
            f"    return ({same}) if other.__class__ is self.__class__ else NotImplemented",
            "__hash__ = None",
        ]

    def _encoder(self) -> list[str]:
        before, tail = [], ""
        if self.shape.appendage:
            function = "options_of" if self.always else "counted_options_of"
            before, tail = [f"tail = b'' if self.appendage is NONE else {function}(self, APPENDAGE)"], " + tail"
        elif self.shape.payload:
            tail = f" + self.{self.shape.payload}"
        parts = [self._packed(place, part) for place, part in enumerate(self.parts)]
        body = [*before, f"return {' + '.join(parts)}{tail}"]
        careful_path = ["except FAULTS:", "    return encode_carefully(self, SHAPE)"]
        return ["def encode(self):", *indent(["try:", *indent(body, 1), *careful_path], 1)]

    def _packed(self, place: int, part: Run | str) -> str:
        if isinstance(part, str):
            return part
        self.names[f"pack{place}"] = part.layout(part.items).pack
        return f"pack{place}({', '.join(each.packed for each in part.items)})"

    def _decoder(self) -> list[str]:
        """The fast decoder.

        The usual message has no options and exactly its fixed width; what fails that is read again, options and all.
        """
        name, appendage = self.shape.name, self.shape.appendage
        self.unpacked = [list(bundled(run.items, self.names)) for run in self.runs]
        size = ["size"] if self.always else []
        ending = [*(["m.appendage = NONE"] if appendage else []), "return make(Decoded, (m, ()))"]
        otherwise = f"longer_{name}" if appendage else "carefully"
        lines = self._function(f"decode_{name}", [*self._reading("data", size), *ending], otherwise)
        return lines + (self._longer(appendage) if appendage else [])

    def _longer(self, appendage: AppendageShape) -> list[str]:
        """The decoder of a message with options."""
        total = sum(run.width for run in self.runs)
        start = total - appendage.length.width if self.always else total
        ending = f"return with_options(m, data, {start}, APPENDAGE)"
        return self._function(f"longer_{self.shape.name}", [*self._reading(f"data[:{total}]", []), ending], "carefully")

    def _reading(self, data: str, more_checks: list[str]) -> list[str]:
        """The statements that fill `m` from bytes of exactly the fixed width."""
        flat = [each for run in self.unpacked for each in run]
        lines = [f"m = new({self.shape.name})", *self._unpacking(data)]
        lines += [step for each in flat for step in each.steps]
        texts = [each.text for each in flat if each.text]
        printable = [f"not ({' + '.join(texts)}).isprintable()"] if texts else []
        lines += _refusing([*printable, *(each.check for each in flat if each.check), *more_checks])
        lines += [each.last for each in flat if each.last]
        return lines + _refusing(self.checks)

    def _unpacking(self, data: str) -> list[str]:
        """The calls of `struct`; several runs need their offsets and a check of the whole length."""
        single = len(self.runs) == 1
        total = sum(run.width for run in self.runs)
        lines = [] if single else [f"d = {data}", f"if len(d) != {total}: raise ValueError"]
        offset = 0
        for place, (run, run_items) in enumerate(zip(self.runs, self.unpacked, strict=True)):
            # The type byte is known by then: a gap.
            wanted = [each if each.target else Item("x", 1, "", "") for each in run_items]
            layout = run.layout(wanted)
            self.names[f"unpack{place}"] = layout.unpack if single else layout.unpack_from
            targets = "".join(f"{each.target}, " for each in wanted if each.target)
            call = f"unpack{place}({data})" if single else f"unpack{place}(d, {offset})"
            lines.append(f"{targets}= {call}" if targets else call)
            offset += run.width
        return lines

    @staticmethod
    def _function(name: str, body: list[str], otherwise: str) -> list[str]:
        """A decoder that leaves to another one what it runs into."""
        wrapped = ["    try:", *indent(body, 2), "    except FAULTS:", f"        return {otherwise}(data)"]
        return [f"def {name}(data):", *wrapped]


def _refusing(conditions: list[str]) -> list[str]:
    return [f"if {' or '.join(conditions)}: raise ValueError"] if conditions else []


def indent(lines: list[str], levels: int) -> list[str]:
    """Lines of source, some levels deeper."""
    return ["    " * levels + line for line in lines]


def build(shape: Shape, base: type, write: type[Writer] = Writer) -> tuple[type[Any], Decoder]:
    """The class of a shape and its decoder, the careful one where not every width is fixed."""
    writer = write(shape)
    source = writer.source()
    appendage = shape.appendage
    own = {"Base": base, "NONE": EMPTY if writer.always else None, "SHAPE": shape, "APPENDAGE": appendage}
    scope = {**HELPERS, **writer.names, **own}
    exec(compile(source, f"<generated {shape.name}>", "exec"), scope)  # noqa: S102 - names come from a checked specification
    made: type[Any] = scope[shape.name]
    made.__module__ = __name__
    scope["carefully"] = partial(careful.decode, made, shape)
    writer.finish(made, scope)
    return made, scope.get(f"decode_{shape.name}", scope["carefully"])


class PlainMaker:
    """Makes the classes of a codec as the suite uses them: fast, and checked when they are encoded.

    Another maker has a subclass of `Writer` write other classes for the same shapes.
    """

    def enum(self, protocol: model.Protocol, revision: str, enum: model.EnumType) -> EnumClass:
        """The class of an enum."""
        return enum_class(protocol, revision, enum)

    def prefix(self, names: Collection[str]) -> str:  # noqa: ARG002 - other makers look at them
        """The prefix of the slots of a message or record with these attributes: none, they are the attributes."""
        return ""

    def record(self, shape: Shape) -> type[Any]:
        """The class of a record."""
        return build(shape, WireRecord)[0]

    def message(self, shape: Shape) -> tuple[type[WireMessage], Decoder]:
        """The class of a message and its decoder."""
        return build(shape, WireMessage)
