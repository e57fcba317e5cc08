"""Generated modules for the tests of this folder: made by the command, imported from where it put them."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType

from ouch_conformance.cli import main

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
SAMPLE = DATA / "sample-ouch.xml"
BROAD = DATA / "broad.xml"
OUCH50 = ROOT / "specs" / "nasdaq-ouch-5.0" / "messages.xml"
SOUP = ROOT / "specs" / "soupbintcp-3.00" / "messages.xml"

TRADE = """<?xml version="1.0" encoding="UTF-8"?>
<root xmlns:o="urn:ouch-conformance:spec" o:title="Trade &amp; Order">
  <enums-root>
    <enum id="Side" type="char_ascii">
      <value name="Buy" description="the member buys">B</value><value name="Sell">S</value>
    </enum>
    <enum id="Reason" type="uint_2_be"><value name="Halted">0</value><value name="Closed">7</value></enum>
    <enum id="Word" type="str_ascii"><value name="Yes">yes</value><value name="No">no</value></enum>
    <enum id="Hint" type="char_ascii" o:open="true"><value name="One">1</value></enum>
  </enums-root>
  <records-root>
    <record id="Leg"><fields>
      <field name="ratio" type="int_2_be" default="1"/>
      <field name="side" type="enum:Side"/>
    </fields></record>
  </records-root>
  <messages-root>
    <message id="Enter" message-id="O" direction="incoming" o:title="Enter Order" o:section="2.1"><fields>
      <field name="number" type="uint_4_be" o:title="UserRefNum"/>
      <field name="side" type="enum:Side"/>
      <field name="price" type="uint_8_be" o:decimals="4" o:maximum="1999999900" o:market="2147483647"/>
      <field name="symbol" type="str_ascii_n" length="8"/>
      <field name="wide" type="str_iso-8859-1_n" length="4"/>
      <field name="letter" type="char_iso-8859-1"/>
      <field name="flag" type="boolean" default="True"/>
      <field name="reason" type="enum:Reason" default="7"/>
      <field name="word" type="enum:Word" default="yes"/>
      <field name="hint" type="enum:Hint" default="1"/>
      <field name="text" type="str_iso-8859-1"/>
      <field name="leg" type="record:Leg"/>
      <field name="legs" type="record:Leg" array="true" length_type="byte"/>
      <field name="sides" type="enum:Side" array="true" length_type="uint_2_be"/>
      <field name="grid" type="int_4" array="double" length_type="byte"/>
      <field name="pin" type="str_ascii_n" length="4" o:role="secret"/>
    </fields></message>
    <message id="Done" message-id="D" direction="outgoing"><fields>
      <field name="timestamp" type="uint_8_be" o:role="timestamp"/>
      <field name="reason" type="enum:Reason"/>
    </fields></message>
  </messages-root>
</root>
"""
"""A bit of everything, for what is said and checked."""


def generate(*options: str) -> tuple[int, str, str]:
    """Run the command; gives its exit status and what it wrote to both streams."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main(["generate", *options])
        except SystemExit as ended:
            status = int(ended.code or 0)
    return status, out.getvalue(), err.getvalue()


def options_for(file: Path, name: str, folder: Path, *more: str) -> list[str]:
    """The options that every call needs."""
    return ["--spec-file", str(file), "--app-name", name, "--op-dir", str(folder), *more]


def imported(file: Path) -> ModuleType:
    """A generated file as a module of its own."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[file.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def module_of(file: Path, name: str, folder: Path, *more: str) -> ModuleType:
    """The module that the command makes of a file."""
    status, _, error = generate(*options_for(file, name, folder, *more))
    assert (status, error) == (0, "")
    return imported(folder / f"ouch_{name}.py")


def module_of_text(text: str, name: str, folder: Path, *more: str) -> ModuleType:
    """The module that the command makes of an XML text."""
    file = folder / f"{name}.xml"
    file.write_text(text, encoding="utf-8")
    return module_of(file, name, folder, *more)
