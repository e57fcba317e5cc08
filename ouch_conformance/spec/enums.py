"""The enums of a message file."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from .context import Context, identifier
from .document import extension
from .model import CHAR_TYPES, COUNTED_STRING_TYPES, INTEGER_TYPES, EnumType, EnumValue

ENCODINGS = {**CHAR_TYPES, **COUNTED_STRING_TYPES}
ENUM_TYPES = (*ENCODINGS, *INTEGER_TYPES)


def read_enums(context: Context) -> dict[str, EnumType]:
    """Every enum below `enums-root`, by id."""
    enums: dict[str, EnumType] = {}
    for element in context.root.iterfind("enums-root/enum"):
        enum = _enum(context, element)
        context.refuse_twice("enum", enum.name, enums, element)
        enums[enum.name] = enum
    return enums


def _enum(context: Context, element: etree._Element) -> EnumType:
    name = identifier(context, element, element.get("id"), "enum")
    wire_type = context.known(element, str(element.get("type")), ENUM_TYPES, f"type of enum {name}")
    values: list[EnumValue] = []
    for child in element.iterfind("value"):
        value = _value(context, child, name, wire_type)
        _refuse_clash(context, child, name, value, values)
        values.append(value)
    return EnumType(name, wire_type, tuple(values), open=extension(element, "open") == "true")


def _value(context: Context, element: etree._Element, enum: str, wire_type: str) -> EnumValue:
    name = identifier(context, element, element.get("name"), f"value of enum {enum}")
    if name == "mro" or (name.startswith("_") and name.endswith("_")):
        raise context.error(element, f'value of enum {enum} is named "{name}"', "a name that Python's enums can have")
    since, until = context.span(element)
    absent = (extension(element, "except") or "").split()
    for revision in absent:
        context.known(element, revision, context.revisions, "revision")
    return EnumValue(
        name,
        wire_value(context, element, wire_type, element.text or "", name),
        element.get("description") or "",
        since,
        until,
        tuple(absent),
    )


def wire_value(context: Context, element: etree._Element, wire_type: str, text: str, name: str) -> str | int:
    """A value of an enum's type, written as the XML writes it: a character, a text or an integer (hexadecimal too)."""
    if wire_type in INTEGER_TYPES:
        return context.integer(element, text, f"value {name}", wire_type)
    if wire_type in CHAR_TYPES and len(text) != 1:
        raise context.error(element, f'value {name} is "{text}"', "exactly one character")
    context.encodable(element, text, ENCODINGS[wire_type], f"value {name}")
    return text


def _refuse_clash(
    context: Context, element: etree._Element, enum: str, value: EnumValue, earlier: Sequence[EnumValue]
) -> None:
    for other in earlier:
        if other.name == value.name:
            raise context.error(element, f"enum {enum} names {value.name} twice", "each name once")
        if other.value == value.value and _revisions(context, other) & _revisions(context, value):
            taken = f"{other.name} has {other.value!r} already"
            raise context.error(element, f"value {value.name} of enum {enum}: {taken}", "each value once in a revision")


def _revisions(context: Context, value: EnumValue) -> set[str]:
    return set(context.covered((value.since, value.until))) - set(value.absent)
