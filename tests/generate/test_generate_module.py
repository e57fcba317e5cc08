"""The generated file itself: names, text, types, and what it stands on."""

from __future__ import annotations

import ast
import subprocess
import sys
from enum import IntEnum, StrEnum
from inspect import getdoc, signature
from pathlib import Path

import pytest

from ouch_conformance.spec.library import protocol
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.wire import codec
from tests.generate.generate_packages import (
    BROAD,
    OUCH50,
    ROOT,
    SAMPLE,
    SOUP,
    TRADE,
    generate,
    module_of,
    module_of_text,
    options_for,
)
from tests.generate.strict_types import types_of

USE = """
from __future__ import annotations

from typing import assert_type

import ouch_typed as oe


async def main() -> oe.Message:
    session = await oe.connect_async(("host", 1), "user", "pass", "", on_msg_coro=seen, on_close_coro=closed)
    assert_type(session, oe.ClientSession)
    order = oe.Enter(number=1, side="B", legs=[oe.Leg(2, oe.Side.Sell)])
    order.price = 20
    order.reason = oe.Reason.Halted
    session.send_message(order)
    output = await session.receive_message()
    assert_type(output, oe.Message)
    if isinstance(output, oe.Done):
        assert_type(output.timestamp, int)
        assert_type(output.reason, oe.Reason | int)
    assert_type((await session.receive()).message, oe.Message)
    await session.close()
    return output


async def seen(message: oe.Message) -> None:
    print(message.encode(), message.to_bytes(), oe.Message.from_bytes(b""))


async def closed() -> None:
    order = oe.Enter()
    order.price = "20"  # wrong
    order.prise = 20  # wrong
    oe.Enter(sied="B")  # wrong
    oe.Enter(number=None)  # wrong
    order.legs = [5]  # wrong
    await oe.connect_async("host:1", "user", "pass")  # wrong
"""


NASTY = """<?xml version="1.0" encoding="UTF-8"?>
<root xmlns:o="urn:ouch-conformance:spec" o:title="Title with &quot;&quot;&quot; and \\ and &#9; tab">
  <enums-root>
    <enum id="Word" type="char_ascii">
      <value name="replace" description="ends with a quote &quot;">r</value>
      <value name="name" description="\\">n</value>
      <value name="value">v</value>
      <value name="Quote">'</value><value name="Double">"</value><value name="Slash">\\</value>
      <value name="Less">&lt;</value><value name="And">&amp;</value>
    </enum>
    <enum id="Number" type="byte">
      <value name="name">1</value><value name="to_bytes">2</value><value name="real">3</value>
    </enum>
    <enum id="int" type="byte"><value name="One">1</value></enum>
    <enum id="Done" type="byte"><value name="Yes">1</value></enum>
    <enum id="_module" type="byte"><value name="Yes">1</value></enum>
  </enums-root>
  <records-root>
    <record id="Message"><fields><field name="str" type="str_ascii"/><field name="_" type="byte"/></fields></record>
    <record id="Empty"><fields/></record>
  </records-root>
  <messages-root>
    <message id="Done" message-id="D"><fields>
      <field name="int" type="int_4" default="-5"/>
      <field name="list" type="byte" array="true" length_type="byte"/>
      <field name="Word" type="enum:Word" default="&amp;"/>
      <field name="number" type="enum:Number" default="2"/>
      <field name="Message" type="record:Message"/>
      <field name="many" type="record:Message" array="double" length_type="byte"/>
      <field name="self" type="enum:int"/>
      <field name="encode" type="enum:Done" default="1"/>
      <field name="_of_x" type="boolean"/>
      <field name="text" type="str_ascii_n" length="3" default="&quot;'\\"/>
      <field name="empty" type="record:Empty" description="note with &quot;"/>
    </fields></message>
    <message id="connect_async" message-id="C" direction="outgoing"/>
    <message id="print" message-id="P" direction="outgoing"><fields/></message>
    <message id="Größe" message-id="G" direction="outgoing"><fields><field name="maß" type="byte"/></fields></message>
  </messages-root>
</root>
"""
"""Names and texts that get in each other's way: all of them are allowed."""


def test_the_file_has_the_name_that_nasdaq_protocols_gives_it(tmp_path: Path) -> None:
    """`ouch_<app>.py`, with a prefix before it, and an `__init__` that imports everything of it."""
    generate(*options_for(SAMPLE, "oe", tmp_path / "package"))
    generate(*options_for(SAMPLE, "oe", tmp_path / "package", "--prefix", "sample"))
    generate(*options_for(SAMPLE, "oe", tmp_path / "bare", "--no-init-file"))

    assert {path.name for path in (tmp_path / "package").iterdir()} == {
        "__init__.py",
        "ouch_oe.py",
        "sample_ouch_oe.py",
    }
    lines = (tmp_path / "package" / "__init__.py").read_text().splitlines()
    assert [line for line in lines if line.startswith("from")] == [
        "from .ouch_oe import *",
        "from .sample_ouch_oe import *",
    ]
    assert [path.name for path in (tmp_path / "bare").iterdir()] == ["ouch_oe.py"]


def test_the_module_offers_what_nasdaq_protocols_offers(tmp_path: Path) -> None:
    """Messages, enums, records, the session and the function that connects, with its parameters in its order."""
    module = module_of(BROAD, "module_broad", tmp_path, "--override-messages")
    wanted = {"Side", "Leg", "EnterOrder", "Accepted", "Message", "ClientSession", "connect_async"}

    assert wanted <= set(module.__all__)
    assert all(hasattr(module, name) for name in module.__all__)
    assert list(signature(module.connect_async).parameters) == [
        "remote", "user", "passwd", "session_id", "sequence", "session_factory", "on_msg_coro", "on_close_coro",
        "client_heartbeat_interval", "server_heartbeat_interval", "connect_timeout",
    ]  # fmt: skip
    assert signature(module.connect_async).parameters["sequence"].default == 0
    assert issubclass(module.Side, StrEnum)
    assert issubclass(module.Reason, IntEnum)
    assert {member.name: member.value for member in module.Shift} == {"Down": -1, "Flat": 0, "Up": 1}


def test_the_module_stands_on_the_suite_alone(tmp_path: Path) -> None:
    """Nothing but the standard library and ouch_conformance is imported, and no file is read: the XML may go."""
    file = tmp_path / "gone.xml"
    file.write_bytes(SAMPLE.read_bytes())
    module = module_of(file, "alone", tmp_path)
    file.unlink()
    tree = ast.parse((tmp_path / "ouch_alone.py").read_text())
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert {name.split(".")[0] for name in names} == {"__future__", "enum", "typing", "ouch_conformance"} - {"enum"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert module.EnterOrder(orderBookId=1, side="B", quantity=100, price=20).encode() == (
        b"A\x00\x00\x00\x01B\x00\x00\x00\x00\x00\x00\x00\x64\x00\x00\x00\x00\x00\x00\x00\x14"
    )


@pytest.mark.parametrize("file", [SAMPLE, BROAD, OUCH50, SOUP], ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_module_has_the_whole_specification(file: Path, tmp_path: Path) -> None:
    """What is written into the module is what the loader read: layouts, enums, records, options, revisions."""
    module = module_of(
        file, f"whole_{file.parent.name.replace('-', '_').replace('.', '_')}", tmp_path, "--override-messages"
    )
    carried, loaded = module.Message.CODEC.protocol, load_protocol(file, override_messages=True)

    assert (carried.name, carried.revisions, dict(carried.enums)) == (loaded.name, loaded.revisions, dict(loaded.enums))
    assert [(m.name, m.id, m.direction, m.appendage, m.payload) for m in carried.messages] == [
        (m.name, m.id, m.direction, m.appendage, m.payload) for m in loaded.messages
    ]
    assert [
        [(f.name, f.type, f.length, f.default, f.role, f.decimals) for f in m.fields] for m in carried.messages
    ] == [[(f.name, f.type, f.length, f.default, f.role, f.decimals) for f in m.fields] for m in loaded.messages]
    assert carried.options.keys() == loaded.options.keys()


def test_the_same_file_gives_the_same_module(tmp_path: Path) -> None:
    """The output depends on the input alone: no path, no time, no order of a set."""
    for folder in ("one", "other"):
        (tmp_path / folder / "in").mkdir(parents=True)
        (tmp_path / folder / "in" / "messages.xml").write_bytes(OUCH50.read_bytes())
        generate(*options_for(tmp_path / folder / "in" / "messages.xml", "same", tmp_path / folder / "out"))

    one, other = (tmp_path / folder / "out" / "ouch_same.py" for folder in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


def test_a_program_is_checked_by_its_types(tmp_path: Path) -> None:
    """mypy --strict passes the module, knows every attribute, and finds each wrong line of a program that uses it."""
    (tmp_path / "typed.xml").write_text(TRADE, encoding="utf-8")
    generate(*options_for(tmp_path / "typed.xml", "typed", tmp_path, "--no-init-file"))
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")

    status, text = types_of(tmp_path, "ouch_typed.py", "use.py")

    wrong = {place for place, line in enumerate(USE.splitlines(), 1) if line.endswith("# wrong")}
    assert status == 1
    assert {line.split(":")[0] for line in text.splitlines() if ": error:" in line} == {"use.py"}
    assert {int(line.split(":")[1]) for line in text.splitlines() if ": error:" in line} == wrong


def test_every_shipped_protocol_passes_the_types(tmp_path: Path) -> None:
    """Modules of all our files, of the broad file and of one with hostile names pass mypy --strict in one package."""
    (tmp_path / "nasty.xml").write_text(NASTY, encoding="utf-8")
    package = tmp_path / "package"
    for name, file in (("o50", OUCH50), ("soup", SOUP), ("broad", BROAD), ("nasty", tmp_path / "nasty.xml")):
        assert generate(*options_for(file, name, package, "--override-messages"))[0] == 0

    assert types_of(tmp_path, "package") == (0, "Success: no issues found in 5 source files\n")


def test_hostile_names_and_texts_do_no_harm(tmp_path: Path) -> None:
    """Names that Python, the module or another class needs get an underscore, and the command says which."""
    (tmp_path / "nasty.xml").write_text(NASTY, encoding="utf-8")
    _, said, _ = generate(*options_for(tmp_path / "nasty.xml", "renamed", tmp_path))
    module = module_of_text(NASTY, "nasty", tmp_path)
    message = module.Done(self_=1, Message=module.Message_("text", 5), many=[[module.Message_()]], list=[1, 2])
    message.Word, message.int = module.Word.Slash, -6

    assert "enum Done is named Done_: the name is taken\n" in said
    assert [line.split()[1] for line in said.splitlines() if " is named " in line] == [
        "connect_async", "Message", "int", "Done", "_module",
    ]  # fmt: skip
    assert message.encode_ is module.Done_.Yes
    assert message.text == "\"'\\"
    assert module.Message.from_bytes(message.encode(), "incoming")[1] == message
    assert module.Word("&") is module.Word.And
    assert module.Größe(maß=5).encode() == b"G\x05"
    assert '"""' in (module.__doc__ or "")


def test_docstrings_tell_what_stands_where(tmp_path: Path) -> None:
    """A message has its title, letter, direction and section; a field its title, type, width, unit, limits, default."""
    module = module_of_text(TRADE, "texts", tmp_path)
    source = (tmp_path / "ouch_texts.py").read_text(encoding="utf-8")

    assert module.Enter.__doc__ == "Enter Order (O, 79), incoming: sent by the member; section 2.1."
    assert getdoc(module.Enter.number) == "UserRefNum: uint_4_be, 4 bytes; 0 to 4,294,967,295"
    assert getdoc(module.Enter.price) == (
        "uint_8_be, 8 bytes; in units of 0.0001; market: 2147483647; 0 to 18,446,744,073,709,551,615; "
        "by the document at most 1,999,999,900"
    )
    assert getdoc(module.Enter.reason) == "Reason as uint_2_be, 2 bytes; default 7"
    assert (
        getdoc(module.Done.timestamp)
        == "uint_8_be, 8 bytes; nanoseconds since midnight; 0 to 18,446,744,073,709,551,615"
    )
    assert getdoc(module.Enter.pin) == "str_ascii_n, 4 bytes; never shown"
    assert '    """UserRefNum: uint_4_be, 4 bytes; 0 to 4,294,967,295."""\n' in source
    assert '    Buy = "B"\n    """the member buys"""\n' in source
    assert (module.__doc__ or "").startswith("texts: Trade & Order, generated from texts.xml.")
    assert str(signature(module.Leg)) == "(ratio=1, side=None)"


def test_the_acceptance_file_is_the_shipped_protocol(tmp_path: Path) -> None:
    """The XML of the first session and specs/sample-ouch describe the same messages."""
    shipped, plain = protocol("sample-ouch"), load_protocol(SAMPLE)

    assert [(m.name, m.id, m.direction, m.fields) for m in plain.messages] == [
        (m.name, m.id, m.direction, m.fields) for m in shipped.messages
    ]


def test_a_generated_class_makes_the_suites_bytes(tmp_path: Path) -> None:
    """Every message of OUCH 5.0 with its defaults: the same bytes as the codec that the features use."""
    module, own = module_of(OUCH50, "suite", tmp_path), codec("nasdaq-ouch-5.0")

    for name, made in own.classes.items():
        shape = own.shape(name)
        values = {
            field: next(iter(kind.members.by_value))
            for field, kind in zip(shape.names, shape.kinds, strict=True)
            if hasattr(kind, "members")
        }
        assert getattr(module, name)(**values).encode() == made(**values).encode()


def test_the_checkout_is_not_needed(tmp_path: Path) -> None:
    """The folder goes onto the path and is imported like any package."""
    generate(*options_for(SAMPLE, "oe", tmp_path / "exchange"))
    program = "from exchange import EnterOrder; import exchange.ouch_oe as oe; print(oe.EnterOrder is EnterOrder)"

    found = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
    )  # fmt: skip

    assert (found.stdout, found.stderr) == ("True\n", "")
