"""The fields of records, messages and options, with their definitions (`def`), enums and records resolved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from lxml import etree

from .context import Context, identifier
from .document import ours
from .enums import wire_value
from .model import (
    CHAR_TYPES,
    COUNTED_STRING_TYPES,
    FIXED_STRING_TYPES,
    INTEGER_TYPES,
    Echo,
    EnumType,
    Field,
    Record,
)

FIELD_TYPES = (*CHAR_TYPES, *FIXED_STRING_TYPES, *COUNTED_STRING_TYPES, *INTEGER_TYPES, "boolean")
BOOLEANS = ("True", "False", "true", "false", "1", "0")
Attributes = Mapping[str, str]


class FieldReader:
    """Reads field lists of one file. `records` fills while the file is read; its names are known from the start."""

    def __init__(self, context: Context, enums: Mapping[str, EnumType]) -> None:
        self._context = context
        self._enums = enums
        self._record_names = tuple(str(element.get("id")) for element in context.root.iterfind("records-root/record"))
        self._definitions = self._read_definitions()

    def records(self) -> dict[str, Record]:
        """Every record of the file; SpecError where one holds itself."""
        records: dict[str, Record] = {}
        for element in self._context.root.iterfind("records-root/record"):
            name = identifier(self._context, element, element.get("id"), "record")
            self._context.refuse_twice("record", name, records, element)
            records[name] = Record(name, self.fields(element.find("fields"), f"record {name}"))
        for element in self._context.root.iterfind("records-root/record"):
            self._refuse_recursion(element, records)
        return records

    def fields(self, parent: etree._Element | None, owner: str) -> tuple[Field, ...]:
        """The field list below an element, in wire order."""
        fields: list[Field] = []
        for element in () if parent is None else parent.iterfind("field"):
            field = self.field(element)
            if field.name in {earlier.name for earlier in fields}:
                raise self._context.error(element, f"{owner} has two fields named {field.name}", "each name once")
            fields.append(field)
        return tuple(fields)

    def field(self, element: etree._Element) -> Field:
        """One field: its definition, if it names one, overlaid with its own attributes."""
        attributes = self._merged(element)
        name = identifier(self._context, element, attributes.get("name"), "field")
        wire_type, enum, record = self._type(element, name, attributes)
        plain = self._plain(element, name, attributes, wire_type)
        field = Field(name, wire_type, enum=enum, record=record, **plain)  # type: ignore[arg-type]
        self._check_default(element, field)
        return field

    def _read_definitions(self) -> dict[str, Attributes]:
        definitions: dict[str, Attributes] = {}
        for element in self._context.root.iterfind("fielddef-root/field"):
            if element.get("def"):
                raise self._context.error(element, "a field definition refers to another one", "a type or a ref")
            name = identifier(self._context, element, element.get("name"), "field definition")
            self._context.refuse_twice("field definition", name, definitions, element)
            definitions[name] = dict(element.attrib)  # type: ignore[arg-type]
            self._type(element, name, definitions[name])
        return definitions

    def _merged(self, element: etree._Element) -> Attributes:
        own = {str(key): str(value) for key, value in element.attrib.items()}
        definition = own.pop("def", None)
        if definition is None:
            return own
        self._context.known(element, definition, self._definitions, "field definition")
        return {**self._definitions[definition], **own}

    def _type(self, element: etree._Element, name: str, attributes: Attributes) -> tuple[str, str | None, str | None]:
        """The wire type of a field, and the enum or the record that its type names."""
        declared, ref = attributes.get("type"), attributes.get("ref")
        if (declared is None) == (ref is None):
            raise self._context.error(element, f"field {name} needs one of type and ref", "type or ref, not both")
        kind, _, target = (declared or f"record:{ref}").partition(":")
        if kind == "enum":
            self._context.known(element, target, self._enums, f"enum of field {name}")
            return self._enums[target].type, target, None
        if kind == "record":
            self._context.known(element, target, self._record_names, f"record of field {name}")
            return "record", None, target
        names = (
            *FIELD_TYPES,
            *(f"enum:{enum}" for enum in self._enums),
            *(f"record:{id_}" for id_ in self._record_names),
        )
        if declared not in FIELD_TYPES:
            self._context.known(element, str(declared), names, f"type of field {name}")
        return str(declared), None, None

    def _plain(self, element: etree._Element, name: str, attributes: Attributes, wire_type: str) -> dict[str, object]:
        """Everything of a field that is not its type."""
        since, until = self._context.checked_span(element, attributes.get(ours("since")), attributes.get(ours("until")))
        return {
            "title": attributes.get(ours("title"), ""),
            "length": self._length(element, name, attributes, wire_type),
            "array": attributes.get("array"),
            "length_type": self._length_type(element, name, attributes),
            "default": attributes.get("default"),
            "echo_of": attributes.get(ours("echo-of")),
            "echo": cast(Echo, attributes.get(ours("echo"), "same")),
            "role": attributes.get(ours("role")),
            "note": attributes.get(ours("note")) or attributes.get("description", ""),
            "justify": self._justify(element, name, attributes, wire_type),
            "since": since,
            "until": until,
            "unchanged": self._unchanged(element, name, attributes, wire_type),
            **self._numbers(element, name, attributes, wire_type),
        }

    def _unchanged(self, element: etree._Element, name: str, attributes: Attributes, wire_type: str) -> bytes | None:
        """The bytes that leave a value unchanged; SpecError where the field has no room for such a value."""
        text = attributes.get(ours("unchanged"))
        if text is None:
            return None
        if wire_type in INTEGER_TYPES:
            width, signed, order = INTEGER_TYPES[wire_type]
            value = self._context.integer(element, text, f"unchanged value of field {name}", wire_type)
            return value.to_bytes(width, order, signed=signed)
        if wire_type in FIXED_STRING_TYPES and text == "nul":
            return bytes(1) + b" " * (int(attributes.get("length", "1")) - 1)
        raise self._context.error(
            element, f'unchanged value of field {name} is "{text}"', "an integer, or nul for a text"
        )

    def _length(self, element: etree._Element, name: str, attributes: Attributes, wire_type: str) -> int | None:
        if wire_type not in FIXED_STRING_TYPES:
            return None
        length = self._context.integer(element, attributes.get("length", "0"), f"length of field {name}", "uint_2")
        if length == 0:
            raise self._context.error(
                element, f"field {name} of type {wire_type} has no length", "length of 1 and more"
            )
        return length

    def _length_type(self, element: etree._Element, name: str, attributes: Attributes) -> str | None:
        """The type of an array's count; a two-byte signed integer where the file only says in which order it stands."""
        if "array" not in attributes:
            return None
        default = "int_2_be" if attributes.get("endian") == "big" else "int_2"
        return self._context.known(
            element, attributes.get("length_type", default), INTEGER_TYPES, f"length type of array {name}"
        )

    def _justify(self, element: etree._Element, name: str, attributes: Attributes, wire_type: str) -> str:
        justify = attributes.get(ours("justify"), "left")
        if justify == "right" and wire_type not in FIXED_STRING_TYPES:
            raise self._context.error(
                element, f"field {name} of type {wire_type} is justified", "strings of fixed length"
            )
        return justify

    def _numbers(self, element: etree._Element, name: str, attributes: Attributes, wire_type: str) -> dict[str, object]:
        """Decimals, limits and sentinels; SpecError where they stand on a field that is no integer."""
        given = {
            key: attributes[ours(key)]
            for key in ("decimals", "minimum", "maximum", "market", "scaled")
            if ours(key) in attributes
        }
        if given and wire_type not in INTEGER_TYPES:
            raise self._context.error(
                element, f"field {name} of type {wire_type} has {', '.join(given)}", "integer types"
            )
        numbers: dict[str, object] = {
            key: self._context.integer(element, given[key], f"{key} of field {name}", wire_type)
            for key in ("decimals", "minimum", "maximum")
            if key in given
        }
        numbers["scaled"] = "scaled" in given
        numbers["market"] = tuple(
            self._context.integer(element, text, f"market value of field {name}", wire_type)
            for text in given.get("market", "").split()
        )
        return numbers

    def _check_default(self, element: etree._Element, field: Field) -> None:
        """SpecError where a default is no value of its field's type."""
        text, what = field.default, f"default of field {field.name}"
        if text is None:
            return
        if field.enum:
            self._check_enum_default(element, self._enums[field.enum], text, what)
        elif field.record or field.array:
            raise self._context.error(element, f'{what} is "{text}"', "no default for records and arrays")
        elif field.type in INTEGER_TYPES:
            self._context.integer(element, text, what, field.type)
        elif field.type == "boolean" and text not in BOOLEANS:
            raise self._context.error(element, f'{what} is "{text}"', ", ".join(BOOLEANS))
        elif field.type in CHAR_TYPES and len(text) != 1:
            raise self._context.error(element, f'{what} is "{text}"', "exactly one character")
        elif field.length is not None and len(text) > field.length:
            raise self._context.error(element, f'{what} is "{text}"', f"at most {field.length} characters")

    def _check_enum_default(self, element: etree._Element, enum: EnumType, text: str, what: str) -> None:
        value = wire_value(self._context, element, enum.type, text, what)
        self._context.known(
            element, str(value), tuple(str(known.value) for known in enum.values), f"{what} (enum {enum.name})"
        )

    def _refuse_recursion(self, element: etree._Element, records: Mapping[str, Record]) -> None:
        start = str(element.get("id"))
        pending, seen = [start], set[str]()
        while pending:
            for field in records[pending.pop()].fields:
                if field.record == start:
                    raise self._context.error(element, f"record {start} holds itself", "records without a circle")
                if field.record and field.record not in seen:
                    seen.add(field.record)
                    pending.append(field.record)
