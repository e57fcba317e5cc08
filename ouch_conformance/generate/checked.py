"""Message and record classes whose attributes are checked when they are assigned.

They are the classes of `wire` with one thing more: values live in slots, and the attributes before them are properties.
What an assignment can see at a glance (an integer in range, a short text, a member of an enum) costs a comparison;
everything else goes the careful way of the field's kind, which says what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum
from functools import partial
from operator import attrgetter
from typing import Any

from ouch_conformance.generate.words import field_line, must_be_set, type_of
from ouch_conformance.spec import model
from ouch_conformance.wire.appendage import EMPTY, Appendage, AppendageShape
from ouch_conformance.wire.careful import accept_appendage
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, RecordKind
from ouch_conformance.wire.findings import HIDDEN, FieldError, RefusedError
from ouch_conformance.wire.generate import Decoder, PlainMaker, Writer, build, indent
from ouch_conformance.wire.kinds import BooleanKind, CharKind, EnumKind, FixedStringKind, IntegerKind, Kind
from ouch_conformance.wire.shape import EnumClass, Shape

Check = Callable[[Any], Any]


class Known(dict[Any, Any]):
    """Values that need no check, with what is kept for them; others are checked when they are looked up."""

    def __init__(self, known: Mapping[Any, Any], check: Check) -> None:
        super().__init__(known)
        self._check = check

    def __missing__(self, value: Any) -> Any:
        return self._check(value)


def checked(owner: str, name: str, kind: Kind, value: Any) -> Any:
    """What a field keeps of a value; FieldError that names message, field, type, width and value."""
    given = HIDDEN if kind.field.role == "secret" else value
    try:
        # Members of anybody's enum stand for their values.
        kept = kind.accept(value.value if isinstance(value, Enum) else value)
        kind.encode(kept)
    except FieldError as inner:
        raise FieldError(owner, f"{name}.{inner.field}", inner.wanted, inner.given) from None
    except RefusedError as refused:
        group = isinstance(kind, ArrayKind | RecordKind)
        wanted = f"{refused.wanted} ({type_of(kind)})" if group else refused.wanted
        raise FieldError(owner, name, wanted, given) from None
    except TypeError:
        raise FieldError(owner, name, type_of(kind), given) from None
    return kept


def checked_payload(owner: str, name: str, value: Any) -> bytes:
    """The bytes behind a message's fields."""
    if not isinstance(value, bytes):
        raise FieldError(owner, name, "bytes, up to the packet's end", value)
    return value


def checked_appendage(owner: str, absent: Appendage | None, shape: AppendageShape, value: Any) -> Appendage | None:
    """The options of a message, each fit to stand there."""
    if isinstance(value, Appendage) and value.belongs_to(shape):
        return value
    given = accept_appendage(value, absent, shape)
    if given is None:
        return None
    if not isinstance(given, Appendage):
        raise FieldError(owner, "appendage", "an Appendage, or a list of (option, value)", value)
    return given.bind(owner, shape)


def assign_each(message: object, names: Sequence[str], values: Sequence[Any]) -> None:
    """Assign values one by one: raises for the first that is refused. None stands for a value that was not given."""
    for name, value in zip(names, values, strict=True):
        if value is not None:
            setattr(message, name, value)


class CheckedWriter(Writer):
    """Writes a class with a setter for each attribute."""

    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self._checks = [
            (name, slot, kind, partial(checked, shape.name, name, kind))
            for name, slot, kind in zip(shape.names, shape.slots, shape.kinds, strict=True)
        ]

    @property
    def slots(self) -> tuple[str, ...]:
        return self.shape.slots + tuple(f"{self.shape.prefix}{extra}" for extra in self.shape.extras)

    def source(self) -> str:
        return super().source() + "\n".join(self._setters()) + "\n"

    def finish(self, made: type[Any], scope: dict[str, Any]) -> None:
        """Put the attributes before their slots."""
        made.__match_args__ = self.shape.attributes  # type: ignore[misc] # what the class statement would have said
        for place, (name, slot, kind, _) in enumerate(self._checks):
            read = required(slot, f"{self.shape.name}.{name}") if must_be_set(kind) else attrgetter(slot)
            setattr(made, name, property(read, scope[self._name("set", place)], None, field_line(kind)))
        for name in self.shape.extras:
            text = "The options behind the fields." if name == "appendage" else "The bytes behind the fields."
            setattr(made, name, property(attrgetter(self._name(name)), scope[self._name("set", name)], None, text))

    def _name(self, what: str, place: int | str = "") -> str:
        """A name that is no field's."""
        return f"{self.shape.prefix}{what}{place}"

    def _constructor(self) -> list[str]:
        """Parameters in wire order, each checked as its assignment is."""
        shape, head, body = self.shape, ["self"], []
        for place, (name, slot, kind, _) in enumerate(self._checks):
            self.names[f"Z{place}"] = None if isinstance(kind, RecordKind | ArrayKind) else kind.zero
            head.append(f"{name}=Z{place}")
            body.append(f"self.{slot} = {self._given(place, name, kind)}")
        for name in shape.extras:
            head.append(f"{name}={self._absent(name)}")
            body.append(f"self.{self._name(name)} = {self._extra(name, name)}")
        self.names[self._name("each")] = assign_each
        given = ", ".join([*shape.attributes, ""])
        # What cannot be hashed cannot be looked up: the slow way names it.
        slow = ["except TypeError:", f"    {self._name('each')}(self, {shape.attributes!r}, ({given}))", "    raise"]
        return [f"def __init__({', '.join(head)}):", *indent(["try:", *indent(body or ["pass"], 1), *slow], 1)]

    def _given(self, place: int, name: str, kind: Kind) -> str:
        """What the constructor keeps of an argument."""
        value = self._value(place, name, kind)
        if isinstance(kind, RecordKind | ArrayKind):
            self.names[self._name("kind", place)] = kind
            return f"{self._name('kind', place)}.zero if {name} is None else {value}"
        return f"None if {name} is None else {value}" if must_be_set(kind) else value

    def _value(self, place: int, name: str, kind: Kind) -> str:
        """The expression that checks the value of a variable; enters what it needs."""
        check, known = self._name("check", place), self._name("known", place)
        self.names[check] = test = self._checks[place][3]
        if isinstance(kind, EnumKind | CountedEnumKind):
            self.names[known] = Known(kind.members.by_value, test)
            return f"{known}[{name}]"
        if isinstance(kind, BooleanKind):
            self.names[known] = Known({True: True, False: False}, test)
            return f"{known}[{name}]"
        seen = _at_a_glance(name, kind)
        return f"{name} if {seen} else {check}({name})" if seen else f"{check}({name})"

    def _absent(self, extra: str) -> str:
        return "NONE" if extra == "appendage" else "b''"

    def _extra(self, extra: str, name: str) -> str:
        check, owner = self._name("check", extra), self.shape.name
        if extra != "appendage" or self.shape.appendage is None:
            self.names[check] = partial(checked_payload, owner, extra)
            return f"{check}({name})"
        always = self.shape.appendage.spec.presence == "always"
        absent = EMPTY if always else None
        self.names[check] = partial(checked_appendage, owner, absent, self.shape.appendage)
        return f"{name} if {name} is NONE else {check}({name})"

    def _setters(self) -> list[str]:
        lines = []
        for place, (_, slot, kind, _) in enumerate(self._checks):
            value = self._value(place, "value", kind)
            slow = ["    except TypeError:", f"        {self._name('check', place)}(value)", "        raise"]
            body = [f"    self.{slot} = {value}"]
            hashed = isinstance(kind, EnumKind | CountedEnumKind | BooleanKind)
            lines.append(f"def {self._name('set', place)}(self, value):")
            lines += ["    try:", *indent(body, 1), *slow] if hashed else body
        for extra in self.shape.extras:
            lines.append(f"def {self._name('set', extra)}(self, value):")
            lines.append(f"    self.{self._name(extra)} = {self._extra(extra, 'value')}")
        return lines


def required(slot: str, what: str) -> Callable[[object], Any]:
    """Reads an attribute that has no value before it was set."""
    read = attrgetter(slot)

    def get(message: object) -> Any:
        value = read(message)
        if value is None:
            raise AttributeError(f"{what} has not been set and has no default")
        return value

    return get


def _at_a_glance(name: str, kind: Kind) -> str:
    """The condition under which a variable's value surely fits; nothing where there is none."""
    if isinstance(kind, IntegerKind):
        return f"{name}.__class__ is int and {kind.low} <= {name} <= {kind.high}"
    if isinstance(kind, CharKind):
        return f"{name}.__class__ is str and len({name}) == 1 and {name}.isascii()"
    if isinstance(kind, FixedStringKind):
        return f"{name}.__class__ is str and len({name}) <= {kind.width} and {name}.isascii()"
    return ""


class CheckedMaker(PlainMaker):
    """Makes the checked classes of one generated module, whose enums stand in the module itself."""

    def __init__(self, message: type[Any], record: type[Any], enums: Mapping[str, EnumClass]) -> None:
        self._message = message
        self._record = record
        self._enums = enums

    def enum(self, protocol: model.Protocol, revision: str, enum: model.EnumType) -> EnumClass:  # noqa: ARG002
        return self._enums[enum.name]

    def prefix(self, names: Collection[str]) -> str:
        """A prefix that no field's name has."""
        prefix = "_of_"
        while any(name.startswith(prefix) for name in names):
            prefix += "_"
        return prefix

    def record(self, shape: Shape) -> type[Any]:
        return build(shape, self._record, CheckedWriter)[0]

    def message(self, shape: Shape) -> tuple[type[Any], Decoder]:
        return build(shape, self._message, CheckedWriter)
