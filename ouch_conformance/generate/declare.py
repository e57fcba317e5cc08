"""How the attributes of a message or record are declared: their types for reading, assigning and constructing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ouch_conformance.generate.literal import quoted
from ouch_conformance.generate.names import Names
from ouch_conformance.generate.words import field_line, must_be_set
from ouch_conformance.wire.appendage import AppendageShape
from ouch_conformance.wire.composite import ArrayKind, CountedEnumKind, RecordKind
from ouch_conformance.wire.kinds import BooleanKind, EnumKind, IntegerKind, Kind
from ouch_conformance.wire.shape import Shape

PAYLOADS = {"message": "The message behind the fields, up to the packet's end.", "text": "The text behind the fields."}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: `type` for reading and assigning, `accepted` and `default` for the constructor."""

    name: str
    type: str
    accepted: str
    default: str
    text: str


@dataclass(frozen=True, slots=True)
class Declaration:
    """The attributes of one class. `aliases` are statements that stand before it."""

    shape: Shape
    attributes: tuple[Attribute, ...]
    aliases: tuple[str, ...]

    @property
    def uses_sequences(self) -> bool:
        """Whether a constructor takes a sequence."""
        return any("_Sequence" in each.accepted for each in self.attributes)


def declaration(shape: Shape, names: Names) -> Declaration:
    """The declaration of a shape's class.

    An attribute that is named as a type hides this type in the class: the type goes by its second name then.
    """
    attributes = [_attribute(*pair, names) for pair in zip(shape.names, shape.kinds, strict=True)]
    if shape.payload:
        attributes.append(Attribute(shape.payload, "bytes", "bytes", 'b""', PAYLOADS[shape.payload]))
    if shape.appendage:
        always = shape.appendage.spec.presence == "always"
        options = "_runtime.Appendage"
        accepted = f"{options} | _Sequence[tuple[str | int, object]] | None"
        kept = options if always else f"{options} | None"
        attributes.append(Attribute("appendage", kept, accepted, "None", _options(shape.appendage)))
    hidden = {each.name for each in attributes} & names.types.keys()
    aliases = tuple(f"{names.types[name]} = {name}" for name in sorted(hidden))
    return Declaration(shape, tuple(_unhidden(each, hidden, names) for each in attributes), aliases)


def _attribute(name: str, kind: Kind, names: Names) -> Attribute:
    own = _type(kind, names)
    accepted, default = own, _default(kind, names)
    if isinstance(kind, ArrayKind):
        accepted = f"_Sequence[{_type(kind.item, names)}] | None"
    elif default == "None":
        accepted = f"{own} | None"
    return Attribute(name, own, accepted, default, f"{field_line(kind)}.")


def _options(appendage: AppendageShape) -> str:
    """What is said of the options behind the fields."""
    names = ", ".join(appendage.options[tag].option.name for tag in sorted(appendage.tags)) or "none"
    absent = "" if appendage.spec.presence == "always" else "; None: not even their length is sent"
    taken = "the constructor takes a list of (option, value) as well"
    return f"Options behind the fields, an Appendage of ouch_conformance.wire: {names}{absent}; {taken}."


def _type(kind: Kind, names: Names) -> str:
    """The type of a field's values. What comes in may be a value that no member of its enum has."""
    if isinstance(kind, ArrayKind):
        return f"list[{_type(kind.item, names)}]"
    if isinstance(kind, RecordKind):
        return names.records[str(kind.field.record)]
    if isinstance(kind, EnumKind | CountedEnumKind):
        plain = "int" if isinstance(kind, EnumKind) and isinstance(kind.base, IntegerKind) else "str"
        return f"{names.enums[kind.members.enum.name]} | {plain}"
    if isinstance(kind, BooleanKind):
        return "bool"
    return "int" if isinstance(kind, IntegerKind) else "str"


def _default(kind: Kind, names: Names) -> str:
    if isinstance(kind, ArrayKind | RecordKind) or must_be_set(kind):
        return "None"
    if isinstance(kind, EnumKind | CountedEnumKind):
        return f"{names.enums[kind.members.enum.name]}.{kind.zero.name}"
    return quoted(kind.zero)


def _unhidden(attribute: Attribute, hidden: set[str], names: Names) -> Attribute:
    if not hidden:
        return attribute
    words = re.compile(rf"(?<![\w.])({'|'.join(map(re.escape, sorted(hidden)))})\b")

    def mended(expression: str) -> str:
        return words.sub(lambda found: names.types[found[0]], expression)

    # Of the defaults only members of enums name a type.
    default = mended(attribute.default) if attribute.default[0] not in "\"'" else attribute.default
    return Attribute(attribute.name, mended(attribute.type), mended(attribute.accepted), default, attribute.text)
