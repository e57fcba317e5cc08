"""The same XML in nasdaq-protocols: where its classes can say a message, their bytes and ours are the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.codec import generated
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.spec.resources import data_root
from ouch_conformance.wire import Codec, WireMessage, codec
from tests.wire.wire_vector import Vector
from tests.wire.wire_vectors import VECTORS
from tests.wire.wire_vectors_ouch42 import VECTORS as VECTORS_4_2

BROAD = """<?xml version="1.0"?>
<root>
  <enums-root>
    <enum id="Side" type="char_iso-8859-1"><value name="Buy">B</value><value name="Sell">S</value></enum>
    <enum id="Code" type="uint_2_be"><value name="Fine">0</value><value name="Wrong">0x00FF</value></enum>
  </enums-root>
  <records-root>
    <record id="Leg"><fields>
      <field name="instrument" type="uint_4"/>
      <field name="ratio" type="int_2_be"/>
      <field name="side" type="enum:Side"/>
      <field name="note" type="str_ascii"/>
    </fields></record>
  </records-root>
  <messages-root>
    <message id="Broad" message-id="B" direction="incoming"><fields>
      <field name="flag" type="boolean"/>
      <field name="tiny" type="byte"/>
      <field name="i2" type="int_2"/><field name="i2b" type="int_2_be"/>
      <field name="u2" type="uint_2"/><field name="u2b" type="uint_2_be"/>
      <field name="i4" type="int_4"/><field name="i4b" type="int_4_be"/>
      <field name="u4" type="uint_4"/><field name="u4b" type="uint_4_be"/>
      <field name="i8" type="int_8"/><field name="i8b" type="int_8_be"/>
      <field name="u8" type="uint_8"/><field name="u8b" type="uint_8_be"/>
      <field name="letter" type="char_ascii"/><field name="accent" type="char_iso-8859-1"/>
      <field name="fixed" type="str_ascii_n" length="5"/><field name="latin" type="str_iso-8859-1_n" length="9"/>
      <field name="counted" type="str_ascii"/><field name="countedLatin" type="str_iso-8859-1"/>
      <field name="side" type="enum:Side" default="B"/><field name="code" type="enum:Code" default="0"/>
      <field name="leg" type="record:Leg"/>
      <field name="legs" type="record:Leg" array="single" length_type="uint_2_be"/>
      <field name="numbers" type="int_4_be" array="single" length_type="byte"/>
    </fields></message>
  </messages-root>
</root>
"""


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModuleType]:
    """The classes that nasdaq-protocols makes of our OUCH files, by protocol."""
    return {
        name: generated(
            data_root() / "specs" / name / "messages.xml",
            "wire_" + name.replace("-", "_").replace(".", "_"),
            tmp_path_factory.mktemp(name),
        )
        for name in ("nasdaq-ouch-4.2", "nasdaq-ouch-5.0")
    }


@pytest.fixture(scope="module")
def broad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ModuleType, Codec]]:
    """A message of every type in both. (Not arrays of arrays: their generated class does not load.)"""
    folder: Path = tmp_path_factory.mktemp("broad")
    (folder / "messages.xml").write_text(BROAD)
    yield generated(folder / "messages.xml", "wire_broad", folder), Codec(load_protocol(folder / "messages.xml"))


# An empty field list is beyond their encoder, and so is every appendage but an empty one that always stands. Their
# enums are closed: seconds to live that have no name, and cancel reasons that no list has, they cannot carry.
CLOSED: dict[str, set[Any]] = {"timeInForce": {0, 99_998, 99_999}, "reason": set("UITSDQZCKHXEFGNou")}
SAID_BY_XML = [
    *(("nasdaq-ouch-5.0", vector) for vector in VECTORS if vector.values and "appendage" not in vector.values),
    *(
        ("nasdaq-ouch-4.2", vector)
        for vector in VECTORS_4_2
        if all(value in CLOSED.get(name, {value}) for name, value in vector.values.items())
    ),
]


def ident(value: object) -> str:
    """The name of a message or a protocol."""
    return value.name if isinstance(value, Vector) else str(value)


@pytest.mark.parametrize(("protocol", "vector"), SAID_BY_XML, ids=ident)
def test_both_encode_alike(theirs: dict[str, ModuleType], protocol: str, vector: Vector) -> None:
    """Fixed fields, and the Appendage Length of the messages that always have one."""
    other = getattr(theirs[protocol], vector.name)()
    for name, value in vector.values.items():
        setattr(other, name, value)

    assert other.to_bytes()[1] == vector.data == codec(protocol)[vector.name](**vector.values).encode()


@pytest.mark.parametrize(("protocol", "vector"), SAID_BY_XML, ids=ident)
def test_both_decode_alike(theirs: dict[str, ModuleType], protocol: str, vector: Vector) -> None:
    """Every field has the same value. (Their own dispatch takes no account of the direction.)"""
    other = getattr(theirs[protocol], vector.name).BodyRecord.from_bytes(vector.data[1:])[1]
    ours = codec(protocol).decode(vector.data, vector.direction).message

    for name in vector.values:
        assert getattr(other, name) == getattr(ours, name)


ASCII = st.characters(min_codepoint=33, max_codepoint=126)
LATIN = st.one_of(ASCII, st.characters(min_codepoint=0xA1, max_codepoint=0xFF))
LEG = st.fixed_dictionaries(
    {
        "instrument": st.integers(0, 2**32 - 1),
        "ratio": st.integers(-(2**15), 2**15 - 1),
        "side": st.sampled_from("BS"),
        "note": st.text(ASCII, max_size=5),
    }
)


def signed(width: int) -> st.SearchStrategy[int]:
    return st.integers(-(2 ** (8 * width - 1)), 2 ** (8 * width - 1) - 1)


def unsigned(width: int) -> st.SearchStrategy[int]:
    return st.integers(0, 2 ** (8 * width) - 1)


VALUES = st.fixed_dictionaries(
    {
        "flag": st.booleans(),
        "tiny": unsigned(1),
        **{f"i{width}{order}": signed(width) for width in (2, 4, 8) for order in ("", "b")},
        **{f"u{width}{order}": unsigned(width) for width in (2, 4, 8) for order in ("", "b")},
        "letter": ASCII,
        "accent": LATIN,
        "fixed": st.text(ASCII, max_size=5),
        "latin": st.text(LATIN, max_size=9),
        "counted": st.text(ASCII, max_size=9),
        "countedLatin": st.text(LATIN, max_size=9),
        "side": st.sampled_from("BS"),
        "code": st.sampled_from([0, 255]),
        "leg": LEG,
        "legs": st.lists(LEG, max_size=3),
        "numbers": st.lists(signed(4), max_size=3),
    }
)


def their_broad(module: ModuleType, values: dict[str, Any]) -> Any:
    """The same values in a class of nasdaq-protocols, records included."""
    message = module.Broad()
    for name, value in values.items():
        if name not in {"leg", "legs"}:
            setattr(message, name, value)
    message.leg = module.Leg(dict(values["leg"]))
    message.legs = [module.Leg(dict(leg)) for leg in values["legs"]]
    return message


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(values=VALUES)
def test_every_type_alike(broad: tuple[ModuleType, Codec], values: dict[str, Any]) -> None:
    """Random values of every type encode to the same bytes and decode back in both."""
    module, own = broad
    ours = own["Broad"](**values)

    data = ours.encode()
    back, findings = own.decode(data, "incoming")

    assert their_broad(module, values).to_bytes()[1] == data
    assert (back, findings) == (ours, ())
    assert isinstance(back, WireMessage)
    other = module.Broad.BodyRecord.from_bytes(data[1:])[1]
    assert [getattr(other, name) for name in ("i8b", "fixed", "countedLatin", "numbers")] == [
        getattr(back, name) for name in ("i8b", "fixed", "countedLatin", "numbers")
    ]
    assert [leg.note for leg in other.legs] == [leg.note for leg in back.legs]


def test_what_they_pack_over_long_we_refuse(theirs: dict[str, ModuleType]) -> None:
    """A symbol of nine characters makes a message too long there; here it names the field."""
    values = VECTORS[0].values | {"symbol": "NINECHARS"}
    other = theirs["nasdaq-ouch-5.0"].EnterOrder()
    for name, value in values.items():
        setattr(other, name, value)

    assert len(other.to_bytes()[1]) == 48
    with pytest.raises(ValueError, match=r"EnterOrder\.symbol: wanted at most 8 ascii characters"):
        codec("nasdaq-ouch-5.0")["EnterOrder"](**values).encode()
