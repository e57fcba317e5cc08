"""Our files in nasdaq-protocols, and every construct of its format in our loader."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from nasdaq_protocols.common.message import Generator, Parser

from ouch_conformance.spec.library import protocol, protocol_names
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.spec.model import Protocol
from ouch_conformance.spec.resources import data_root

CONSTRUCTS = """<?xml version="1.0" encoding="UTF-8"?>
<root>
  <enums-root>
    <enum id="Side" type="char_iso-8859-1">
      <value name="Buy" description="Buy">B</value>
      <value name="Sell">S</value>
    </enum>
    <enum id="Code" type="uint_2_be">
      <value name="Fine">0</value>
      <value name="Wrong">0x00FF</value>
    </enum>
  </enums-root>
  <fielddef-root>
    <field name="instrumentId" type="uint_4"/>
    <field name="price" type="int_4_be" default="5"/>
  </fielddef-root>
  <records-root>
    <record id="Leg">
      <fields>
        <field def="instrumentId"/>
        <field def="price"/>
        <field name="secondPrice" def="price"/>
      </fields>
    </record>
  </records-root>
  <messages-root>
    <message id="Everything" message-id="E" direction="incoming" message-group="one">
      <fields>
        <field name="flag" type="boolean" default="True"/>
        <field name="tiny" type="byte"/>
        <field name="short" type="int_2"/>
        <field name="shortBig" type="int_2_be"/>
        <field name="ushort" type="uint_2"/>
        <field name="ushortBig" type="uint_2_be"/>
        <field name="whole" type="int_4"/>
        <field name="wholeBig" type="int_4_be" default="-7"/>
        <field name="uwhole" type="uint_4"/>
        <field name="uwholeBig" type="uint_4_be"/>
        <field name="large" type="int_8"/>
        <field name="largeBig" type="int_8_be"/>
        <field name="ularge" type="uint_8"/>
        <field name="ulargeBig" type="uint_8_be"/>
        <field name="letter" type="char_ascii" default="x"/>
        <field name="western" type="char_iso-8859-1"/>
        <field name="text" type="str_ascii"/>
        <field name="westernText" type="str_iso-8859-1"/>
        <field name="fixed" type="str_ascii_n" length="8" default="abc"/>
        <field name="westernFixed" type="str_iso-8859-1_n" length="3"/>
        <field name="side" type="enum:Side" default="B"/>
        <field name="code" type="enum:Code"/>
        <field name="leg" type="record:Leg"/>
        <field name="otherLeg" ref="Leg"/>
        <field name="legs" type="record:Leg" array="true" length_type="uint_2_be"/>
        <field name="prices" type="int_4_be" array="true" length_type="int_2"/>
        <field name="grid" type="int_4" array="double" length_type="byte"/>
      </fields>
    </message>
    <message id="Ping" message-id="69" direction="outgoing">
      <fields/>
    </message>
    <message id="Undirected" message-id="1">
      <fields><field name="a" type="byte"/></fields>
    </message>
    <message id="Bare" message-id="B" direction="incoming"/>
  </messages-root>
</root>
"""
OVERRIDE = """<root><messages-root>
  <message id="First" message-id="A" direction="incoming"><fields><field name="a" type="byte"/></fields></message>
  <message id="Other" message-id="B" direction="incoming"><fields><field name="a" type="byte"/></fields></message>
  <message id="Second" message-id="65" direction="incoming"><fields><field name="b" type="int_4"/></fields></message>
</messages-root></root>
"""


def generated(file: Path, folder: Path, application: str) -> ModuleType:
    """The package that nasdaq-protocols makes of a file, imported."""
    definitions = Parser.parse(str(file))
    generator = Generator(
        definitions, "ouch", application, str(folder), "message_soup_app.mustache", "", generate_init_file=True
    )
    generator.generate(extra_context={"record_type": "Record"})
    name = f"generated_{application}"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def write(folder: Path, text: str) -> Path:
    """A file with this text."""
    file = folder / "messages.xml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", protocol_names())
def test_our_file_generates_and_imports(name: str, tmp_path: Path) -> None:
    """nasdaq-protocols makes a package of our file as it stands, with every message, field and enum value in it."""
    spec = protocol(name)
    module = generated(
        data_root() / "specs" / name / "messages.xml", tmp_path / "package", name.replace("-", "_").replace(".", "_")
    )

    for message in spec.messages:
        length = message.appendage if message.appendage and message.appendage.presence == "always" else None
        names = [field.name for field in message.fields] + ([length.length_field] if length else [])
        assert [field.name for field in getattr(module, message.name).BodyRecord.Fields] == names
    for enum in spec.enums.values():
        assert {value.name: value.value for value in enum.values} == {
            name: member.value for name, member in getattr(module, enum.name).__members__.items()
        }


def test_an_order_without_options_has_the_documents_bytes_there(tmp_path: Path) -> None:
    """The appendage's length is a field there, so an order without options takes 47 bytes with a zero at the end."""
    module: Any = generated(data_root() / "specs/nasdaq-ouch-5.0/messages.xml", tmp_path / "package", "golden")
    order = module.EnterOrder()
    order.userRefNum, order.side, order.quantity, order.symbol, order.price = 1, module.Side.Buy, 100, "OUCHA", 100000
    order.timeInForce, order.display, order.capacity, order.interMarketSweepEligibility = "0", "Y", "A", "N"
    order.crossType, order.clOrdID = "N", "first"

    assert order.to_bytes()[1] == (
        b"O\x00\x00\x00\x01B\x00\x00\x00\x64OUCHA   \x00\x00\x00\x00\x00\x01\x86\xa00YANNfirst         \x00\x00"
    )


def test_every_construct_of_its_format_loads(tmp_path: Path) -> None:
    """A file with all of its types, enums, records, definitions, arrays and defaults loads in both alike."""
    file = write(tmp_path, CONSTRUCTS)
    theirs, ours = Parser.parse(str(file)), load_protocol(file)

    assert [(m.name, int(m.id), m.direction, m.group) for m in theirs.messages] == [
        (m.name, m.id, m.direction, m.group) for m in ours.messages
    ]
    for their_message, our_message in zip(theirs.messages, ours.messages, strict=True):
        assert [(field.name, field.default) for field in their_message.fields] == [
            (field.name, field.default) for field in our_message.fields
        ]
    assert list(theirs.records) == list(ours.records) == ["Leg"]
    assert [field.name for field in ours.records["Leg"].fields] == ["instrumentId", "price", "secondPrice"]


def test_types_enums_records_and_arrays_are_resolved(tmp_path: Path) -> None:
    """A field knows its wire type, its enum or record, and the type that counts an array."""
    fields = {field.name: field for field in load_protocol(write(tmp_path, CONSTRUCTS)).message("Everything").fields}

    assert (fields["side"].type, fields["side"].enum) == ("char_iso-8859-1", "Side")
    assert (fields["code"].type, fields["code"].width) == ("uint_2_be", 2)
    assert (fields["leg"].record, fields["otherLeg"].record, fields["leg"].width) == ("Leg", "Leg", None)
    assert [fields[name].length_type for name in ("legs", "prices", "grid")] == ["uint_2_be", "int_2", "byte"]
    assert (fields["grid"].array, fields["legs"].array, fields["prices"].width) == ("double", "true", None)
    assert [fields[name].width for name in ("flag", "tiny", "ularge", "letter", "text", "fixed")] == [
        1,
        1,
        8,
        1,
        None,
        8,
    ]


def test_a_file_without_our_extensions_has_one_revision(tmp_path: Path) -> None:
    """A plain file takes its name from its folder, or from its own name, and its one revision holds everything."""
    file = write(tmp_path, CONSTRUCTS)
    plain = load_protocol(file)
    other = tmp_path / "oe.xml"
    other.write_text(CONSTRUCTS, encoding="utf-8")

    assert (plain.name, plain.title, len(plain.revisions)) == (tmp_path.name, "", 1)
    assert load_protocol(other).name == "oe"
    assert all(plain.has(message, plain.revisions[0]) for message in plain.messages)


@pytest.mark.parametrize(("order", "length_type"), [("big", "int_2_be"), ("little", "int_2"), (None, "int_2")])
def test_an_array_may_give_the_order_of_its_count_only(tmp_path: Path, order: str | None, length_type: str) -> None:
    """Without length_type an array's count is a two-byte integer, little-endian unless `endian` says otherwise."""
    endian = f' endian="{order}"' if order else ""
    field = f'<field name="a" type="int_4" array="true"{endian}/>'
    text = (
        f'<root><messages-root><message id="M" message-id="M"><fields>{field}</fields></message></messages-root></root>'
    )

    assert load_protocol(write(tmp_path, text)).messages[0].fields[0].length_type == length_type


def test_a_later_message_takes_the_place_of_an_earlier_one_where_asked(tmp_path: Path) -> None:
    """With overriding, the later message of one id and direction stands in the earlier one's place, as there."""
    file = write(tmp_path, OVERRIDE)
    ours: Protocol = load_protocol(file, override_messages=True)

    assert [message.name for message in ours.messages] == ["Second", "Other"]
    assert [message.name for message in Parser.parse(str(file), override_messages=True).messages] == ["Second", "Other"]


def test_foreign_attributes_of_the_root_are_left_alone(tmp_path: Path) -> None:
    """A file may point an editor at a schema of its own."""
    text = '<root xmlns:x="http://www.w3.org/2001/XMLSchema-instance" x:noNamespaceSchemaLocation="m.xsd"/>'
    assert load_protocol(write(tmp_path, text)).messages == ()
