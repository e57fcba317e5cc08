"""The messages of Japannext and of Osaka Digital Exchange against the layouts written down from the documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.model import Field, Protocol

LAYOUTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "layouts.json").read_text())
PROTOCOLS = {
    "japannext-ouch-2.01": LAYOUTS["japannext_equities_ouch_2_01"],
    "japannext-bonds-ouch-2.01": LAYOUTS["japannext_bonds_ouch_2_01"],
    "odx-ouch-2.0": LAYOUTS["odx_equities_ouch_2_0"],
}
DIRECTIONS = {"inbound": "incoming", "outbound": "outgoing"}
INTEGERS = {4: "uint_4_be", 8: "uint_8_be"}
DECIMALS = {"japannext-ouch-2.01": 1, "japannext-bonds-ouch-2.01": 3, "odx-ouch-2.0": 1}


def layouts() -> Iterator[Any]:
    """Every message of the layouts, with its protocol's name and its direction."""
    for name, layout in PROTOCOLS.items():
        for side, direction in DIRECTIONS.items():
            for message in layout[side]:
                yield pytest.param(name, direction, message, id=f"{name}-{direction}-{message['name']}")


def type_of(wanted: dict[str, Any]) -> str:
    """The type that a field of a layout has in the XML."""
    if wanted["kind"] == "price":
        return "int_4_be" if wanted["signed"] else "uint_4_be"
    if wanted["kind"] in ("uint", "ts_midnight_ns"):
        return INTEGERS[wanted["length"]]
    return {"char": "char_ascii", "alpha": "str_ascii_n"}[wanted["kind"]]


def check_values(spec: Protocol, field: Field, wanted: dict[str, Any]) -> None:
    """The codes of a field; those of a text of four characters stand in its note."""
    if "values" not in wanted:
        assert field.enum is None
    elif wanted["kind"] == "alpha":
        assert all(code in field.note.replace(",", " ").replace(":", " ").split() for code in wanted["values"])
    else:
        assert field.enum is not None
        enum = spec.enums[field.enum]
        codes = {int(code) if wanted["kind"] == "uint" else code for code in wanted["values"]}
        assert ({value.value for value in enum.values}, enum.open) == (codes, False)


@pytest.mark.parametrize(("name", "direction", "wanted"), list(layouts()))
def test_a_message_has_the_fields_of_the_document(name: str, direction: str, wanted: dict[str, Any]) -> None:
    """Every field stands at its offset with its width, type, decimals, limits and codes, and no other stands there."""
    spec = protocol(name)
    message = spec.message(wanted["name"])
    offset = 1

    assert (message.letter, message.direction) == (wanted["type"], direction)
    for field, expected in zip(message.fields, wanted["fields"][1:], strict=True):
        assert (field.name, offset, field.width) == (expected["name"], expected["offset"], expected["length"])
        assert field.type == type_of(expected)
        assert field.decimals == (DECIMALS[name] if expected["kind"] == "price" else None)
        assert (field.role == "timestamp") is (expected["kind"] == "ts_midnight_ns")
        check_values(spec, field, expected)
        offset += field.width or 0
    assert offset == wanted["length"]


@pytest.mark.parametrize("name", list(PROTOCOLS))
def test_there_is_no_message_beside_those_of_the_document(name: str) -> None:
    """Three messages in and seven out, and none besides."""
    wanted = {(way, message["name"]) for side, way in DIRECTIONS.items() for message in PROTOCOLS[name][side]}
    assert {(message.direction, message.name) for message in protocol(name).messages} == wanted
    assert len(wanted) == 10


@pytest.mark.parametrize("name", list(PROTOCOLS))
def test_quantities_and_prices_have_the_limits_of_the_document(name: str) -> None:
    """No quantity uses the highest bit, the highest price is one below that, and only yields go below 0."""
    fields = {each.name: each for each in protocol(name).message("EnterOrder").fields}
    assert {fields[each].maximum for each in ("quantity", "minimumQuantity")} == {0x7FFFFFFF}
    assert fields["price"].maximum == 0x7FFFFFFE
    assert fields["price"].minimum == (-0x80000000 if "bonds" in name else None)


@pytest.mark.parametrize("name", list(PROTOCOLS))
def test_the_instrument_is_a_text_for_equities_and_a_number_for_bonds(name: str) -> None:
    """The field that changed its type with 1.12: four characters for equities, a number of four bytes for bonds."""
    fields = {each.name: each.type for each in protocol(name).message("EnterOrder").fields}
    assert fields["orderbookId"] == ("uint_4_be" if "bonds" in name else "str_ascii_n")


@pytest.mark.parametrize("name", list(PROTOCOLS))
def test_replaced_has_its_two_tokens_far_apart(name: str) -> None:
    """The replacement's token stands at 9 and the previous one last, at 48 (7.3)."""
    message = protocol(name).message("OrderReplaced")
    offsets = dict(zip((each.name for each in message.fields), offsets_of(message.fields), strict=True))
    assert (offsets["replacementOrderToken"], offsets["previousOrderToken"]) == (9, 48)
    assert message.fields[-1].name == "previousOrderToken"


def offsets_of(fields: tuple[Field, ...]) -> list[int]:
    """Where each field begins, counted from the type byte."""
    return [1 + sum(each.width or 0 for each in fields[:place]) for place in range(len(fields))]


@pytest.mark.parametrize("name", list(PROTOCOLS))
def test_answers_name_the_fields_that_they_give_back(name: str) -> None:
    """Accepted repeats the whole order, Replaced what the replace and its chain's first order said."""
    spec = protocol(name)
    entered = {each.name for each in spec.message("EnterOrder").fields}
    accepted = {each.name: each.echo_of for each in spec.message("OrderAccepted").fields}
    replaced = {each.name: each.echo_of for each in spec.message("OrderReplaced").fields}

    assert {at for at, source in accepted.items() if source} == entered
    assert {at for at, source in replaced.items() if source is None} == {
        "timestamp",
        "quantity",
        "orderNumber",
        "orderState",
    }
    assert {at for at, source in replaced.items() if (source or "").startswith("EnterOrder.")} == {
        "side",
        "orderbookId",
        "group",
    }
