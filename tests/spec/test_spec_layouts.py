"""Every message of each protocol against the layouts written down from the documents (tests/data/layouts.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.spec.library import catalogue, protocol, protocol_names
from ouch_conformance.spec.model import EnumType, Field, Message, Protocol

LAYOUTS: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "layouts.json").read_text())
SOUP = LAYOUTS["soupbintcp_3_00"]
OUCH = LAYOUTS["nasdaq_ouch_5_0"]
OUCH_4_2 = LAYOUTS["nasdaq_ouch_4_2"]
LATER = {"soupbintcp-4.00": LAYOUTS["soupbintcp_4_00"], "soupbintcp-4.10": LAYOUTS["soupbintcp_4_10"]}
PROTOCOLS = {"soupbintcp-3.00": SOUP, **LATER, "nasdaq-ouch-4.2": OUCH_4_2, "nasdaq-ouch-5.0": OUCH}
DIRECTIONS = {"inbound": "incoming", "outbound": "outgoing"}
TYPES = {"u8": "byte", "u16": "uint_2_be", "u32": "uint_4_be", "u64": "uint_8_be", "timestamp": "uint_8_be"}
TYPES |= {"price8": "uint_8_be", "sprice4": "int_4_be", "alpha": "str_ascii_n", "char": "char_ascii"}
TYPES |= {"ascii_num": "str_ascii_n", "price4": "uint_4_be", "token": "str_ascii_n"}
PRICES = {"price4", "price8", "sprice4"}
UNLISTED = {"BuySellIndicator": {"B"}, "AcceptedDisplay": {"P", "L"}}
"""Codes of OUCH 4.2 that tables leave out and right venues may send: sides of modified buys, displays as entered."""
PRESENCES = {"required": "always", "optional": "optional", "only_with_nonzero_UserRefIdx": "with-channel"}


def layouts() -> Iterator[Any]:
    """Every message of the layouts, with its protocol's name and its direction."""
    for name, layout in PROTOCOLS.items():
        for side, direction in DIRECTIONS.items():
            for message in layout[side]:
                yield pytest.param(name, direction, message, id=f"{name}-{direction}-{message['name']}")


def find(spec: Protocol, letter: str, direction: str) -> Message:
    """The message of a type letter and a direction."""
    [message] = [message for message in spec.messages if (message.letter, message.direction) == (letter, direction)]
    return message


def placed(fields: tuple[Field, ...], start: int) -> list[tuple[int, int | None, Field]]:
    """Each field with its offset and width, the first one at `start`."""
    offset, result = start, []
    for field in fields:
        result.append((offset, field.width, field))
        offset += field.width or 0
    return result


def codes(spec: Protocol, enum: EnumType) -> set[str | int]:
    """The codes of an enum; of OUCH 4.2 those of its newest edition, which the layouts are of."""
    newest = spec.revisions[-1]
    return {value.value for value in enum.values if spec.name != "nasdaq-ouch-4.2" or spec.has(value, newest)}


def listed(enum: EnumType, values: dict[str, str]) -> set[str | int]:
    """The codes of a layout, numbers as numbers."""
    return {int(code, 0) for code in values} if enum.type.startswith("uint") else set(values)


def check_value(spec: Protocol, field: Field, wanted: dict[str, Any]) -> None:
    """The type, the price's decimals and the code table of one field."""
    kind = wanted["kind"]
    assert field.type == TYPES[kind]
    assert field.decimals == (4 if kind in PRICES else None)
    assert (field.role == "token") is (kind == "token")
    assert (field.role == "timestamp") is (kind == "timestamp")
    assert field.justify == ("right" if wanted.get("justify") == "right" else "left")
    if "values" in wanted:
        assert field.enum is not None
        enum = spec.enums[field.enum]
        unlisted = UNLISTED.get(enum.name, set()) if spec.name == "nasdaq-ouch-4.2" else set()
        assert codes(spec, enum) - unlisted == listed(enum, wanted["values"]) - unlisted


@pytest.mark.parametrize(("name", "direction", "wanted"), list(layouts()))
def test_a_message_has_the_fields_of_the_document(name: str, direction: str, wanted: dict[str, Any]) -> None:
    """Every field stands at its offset with its width, type, decimals and codes, and no other field stands there."""
    spec = protocol(name)
    message = find(spec, wanted["type"], direction)
    # SoupBinTCP's layouts count from the packet's length bytes, OUCH's from the type byte.
    body = [field for field in wanted["fields"] if field["kind"] not in {"packet_len", "type", "applen"}]
    found = placed(message.fields, 3 if spec.name.startswith("soup") else 1)

    assert [(offset, width) for offset, width, _ in found] == [(field["offset"], field["length"]) for field in body]
    for (_, _, field), expected in zip(found, body, strict=True):
        assert expected["name"] == (field.name if spec.name.startswith("soup") else field.title)
        check_value(spec, field, expected)


@pytest.mark.parametrize("name", list(PROTOCOLS))
def test_there_is_no_message_beside_those_of_the_document(name: str) -> None:
    """Each file holds every message of the document in its direction, and none besides."""
    wanted = {(way, message["type"]) for side, way in DIRECTIONS.items() for message in PROTOCOLS[name][side]}
    assert {(message.direction, message.letter) for message in protocol(name).messages} == wanted


@pytest.mark.parametrize("wanted", [message for side in DIRECTIONS for message in OUCH[side]], ids=lambda m: m["name"])
def test_a_message_of_ouch_has_the_appendage_of_the_document(wanted: dict[str, Any]) -> None:
    """Title, section, age, appendage length and allowed tags are the document's, by revision."""
    spec = protocol("nasdaq-ouch-5.0")
    [message] = [message for message in spec.messages if message.title == wanted["name"]]
    appendage, rule = message.appendage, wanted["appendage"]

    assert (message.section, message.since) == (wanted["section"], wanted.get("since"))
    assert sum(field.width or 0 for field in message.fields) + 1 == wanted["min_length"] - 2 * (
        rule["presence"] == "required"
    )
    if rule["presence"] == "none":
        assert appendage is None
        return
    assert appendage is not None
    assert appendage.presence == PRESENCES[rule["presence"]]
    assert (appendage.length_field, appendage.length_type) == ("appendageLength", "uint_2_be")
    assert spec.allowed_tags(message, "1.04") == tuple(rule["tags"])
    assert spec.allowed_tags(message, "1.05") == (*rule["tags"], *rule.get("tags_added_in_1.05", ()))


def test_the_options_are_those_of_the_document() -> None:
    """Every option tag has the title, width, type and codes of the document, and retired tags are not in use."""
    spec = protocol("nasdaq-ouch-5.0")
    assert list(spec.options) == [option["tag"] for option in OUCH["options"]]
    assert not set(spec.options) & set(OUCH["unassigned_tags"])
    for wanted in OUCH["options"]:
        value = spec.options[wanted["tag"]].value
        assert (value.title, value.width) == (wanted["name"], wanted["length"])
        check_value(spec, value, wanted)


def test_prices_carry_the_limits_of_the_document() -> None:
    """The highest limit price and the values that mean market are the documents' (1.2)."""
    for name in ("nasdaq-ouch-4.2", "nasdaq-ouch-5.0"):
        price = {field.name: field for field in protocol(name).message("EnterOrder").fields}["price"]
        assert (price.decimals, price.maximum, list(price.market)) == tuple(
            PROTOCOLS[name]["price"][key] for key in ("decimals", "max", "market")
        )


@pytest.mark.parametrize("name", protocol_names())
def test_a_folder_is_named_like_its_protocol(name: str) -> None:
    """Messages and requirements of a folder both say whose they are."""
    assert (protocol(name).name, catalogue(name).protocol) == (name, name)


def test_what_revision_1_02_did_not_know_is_absent_from_it() -> None:
    """1.02 has no Mass Cancel, no channels, no appendage on Cancel, its own options and the old name of reject 0x24."""
    spec = protocol("nasdaq-ouch-5.0")
    absent = {message.name for message in spec.messages if not spec.has(message, "1.02")}
    requests = {"MassCancelRequest", "DisableOrderEntryRequest", "EnableOrderEntryRequest"}
    responses = {"MassCancelResponse", "DisableOrderEntryResponse", "EnableOrderEntryResponse"}
    rejects = {v.value: v.name for v in spec.enums["RejectReason"].values if spec.has(v, "1.02")}

    assert absent == requests | responses
    assert spec.appendage(spec.message("CancelOrderRequest"), "1.02") is None
    assert spec.appendage(spec.message("CancelOrderRequest"), "1.04") is not None
    assert 14 in spec.allowed_tags(spec.message("EnterOrder"), "1.02")
    assert not {26, 28} & set(spec.allowed_tags(spec.message("EnterOrder"), "1.02"))
    assert {4, 24} <= set(spec.allowed_tags(spec.message("ReplaceOrderRequest"), "1.02"))
    assert spec.allowed_tags(spec.message("OrderExecuted"), "1.02") == ()
    assert max(rejects) == 0x2A
    assert rejects[0x24] == "RiskOrderTypeRestricted"


def test_payloads_and_numbers_of_packets_are_marked() -> None:
    """Data packets end in a message, debug packets in text, and the password is marked as a secret (2.1 to 2.3)."""
    spec = protocol("soupbintcp-3.00")
    payloads = {message.name: message.payload for message in spec.messages if message.payload}
    tails = {message["type"]: message.get("tail") for side in DIRECTIONS for message in SOUP[side]}
    login = {field.name: field.role for field in spec.message("LoginRequest").fields}

    assert {spec.message(name).letter: payload for name, payload in payloads.items()} == {
        letter: tail for letter, tail in tails.items() if tail
    }
    for name in LATER:
        both = [message.direction for message in protocol(name).messages if message.letter == "U" and message.payload]
        assert both == ["incoming", "outgoing"]
    assert login == {
        "username": None,
        "password": "secret",
        "requestedSession": None,
        "requestedSequenceNumber": "ascii-number",
    }


def test_answers_name_the_fields_that_they_give_back() -> None:
    """Order Accepted gives back five fields as entered and bounds price and time in force (3.2)."""
    accepted = protocol("nasdaq-ouch-5.0").message("OrderAccepted").fields
    same = {field.name for field in accepted if field.echo_of and field.echo == "same"}

    assert same == {"userRefNum", "side", "symbol", "crossType", "clOrdID"}
    assert {field.name: field.echo for field in accepted if field.echo.startswith("equal")} == {
        "price": "equal-or-better",
        "timeInForce": "equal-or-shorter",
    }
