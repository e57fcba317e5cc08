"""The layout and the catalogue of Osaka Exchange's OUCH against what was written down from the document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.spec.library import catalogue, protocol
from ouch_conformance.spec.requirements import Level

PROTOCOL = "jpx-ouch-5.0"
LAYOUT: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "layouts.json").read_text())[
    "jpx_ose_ouch_5_0"
]
DIRECTIONS = {"inbound": "incoming", "outbound": "outgoing"}
UINTS = {1: "byte", 4: "uint_4_be", 8: "uint_8_be"}
TYPES = {"int": "int_4_be", "price": "int_4_be", "char": "char_ascii", "alpha": "str_iso-8859-1_n"}
SPLIT = {32: "4", 33: "13", 34: "19", 35: "23", 36: "30", 37: "31", 40: "20", 41: "22", 43: "29"}
SPLIT |= {51: "16", 52: "21", 53: "23"}
"""Numbers that took over a part of a row."""


def layouts() -> Iterator[Any]:
    """Every message of the layout, with its direction."""
    for side, direction in DIRECTIONS.items():
        for message in LAYOUT[side]:
            yield pytest.param(direction, message, id=f"{direction}-{message['name']}")


@pytest.mark.parametrize(("direction", "wanted"), list(layouts()))
def test_a_message_has_the_fields_of_the_document(direction: str, wanted: dict[str, Any]) -> None:
    """Every field stands at its offset with its width, type and codes, and no other stands there."""
    spec = protocol(PROTOCOL)
    message, offset = spec.message(wanted["name"]), 1

    assert (message.letter, message.direction) == (wanted["type"], direction)
    for field, expected in zip(message.fields, wanted["fields"][1:], strict=True):
        assert (field.name, offset, field.width) == (expected["name"], expected["offset"], expected["length"])
        assert field.type == (TYPES.get(expected["kind"]) or UINTS[expected["length"]])
        assert field.scaled is (expected["kind"] == "price")
        codes = {value.value for value in spec.enums[field.enum].values} if field.enum else set()
        assert codes == {code if expected["kind"] == "char" else int(code) for code in expected.get("values", ())}
        offset += field.width or 0
    assert offset == wanted["length"]


def test_there_are_six_messages_each_way() -> None:
    """Six in and six out, and none besides."""
    found = {(message.direction, message.name) for message in protocol(PROTOCOL).messages}
    assert found == {(way, message["name"]) for side, way in DIRECTIONS.items() for message in LAYOUT[side]}
    assert len(found) == 12


def test_a_replace_says_what_stays_in_the_bytes_of_the_document() -> None:
    """Numbers 0, the price 0x80000000, texts that begin with NUL (4.1.3)."""
    unchanged = {field.name: field.unchanged for field in protocol(PROTOCOL).message("ReplaceOrder").fields}
    assert unchanged == {
        "existingOrderToken": None,
        "replacementOrderToken": None,
        "quantity": bytes(8),
        "price": bytes.fromhex("80 00 00 00"),
        "openClose": b"\x00",
        "clientAccount": b"\x00" + b" " * 15,
        "customerInfo": b"\x00" + b" " * 14,
        "exchangeInfo": b"\x00" + b" " * 31,
    }


def test_every_row_of_the_document_is_a_requirement() -> None:
    """J1 to J31 stand there, later numbers continue them: 55, and three that ask of hostile input."""
    numbers = [int(found.id.removeprefix("JPX-J")) for found in catalogue(PROTOCOL)]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert len(numbers) == 58


@pytest.mark.parametrize(("number", "row"), SPLIT.items())
def test_a_part_of_a_row_stands_in_the_section_of_its_row(number: int, row: str) -> None:
    """What was split off from a row is said where the row is."""
    book = catalogue(PROTOCOL)
    assert book[f"JPX-J{number}"].section == book[f"JPX-J{row}"].section


def test_what_the_document_leaves_open_is_asked_and_not_judged() -> None:
    """A token in the middle of a chain, a replace that would lose priority, and what a layout makes one ask."""
    asked = {f"JPX-J{number}" for number in (33, 34, 55, 56, 57)}
    assert {found.id for found in catalogue(PROTOCOL) if found.level is Level.OBSERVE} == asked
