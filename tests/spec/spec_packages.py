"""Packages that two generators make of one file, and the messages of either built from the same values."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from nasdaq_protocols.common.message import Generator, Parser

from ouch_conformance.cli import main
from ouch_conformance.spec import model

Fields = tuple[model.Field, ...]
Values = dict[str, Any]


def imported(file: Path) -> ModuleType:
    """A generated file as a module."""
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[file.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def theirs_from(file: Path, folder: Path, name: str) -> ModuleType:
    """The package that nasdaq-protocols generates."""
    with contextlib.redirect_stdout(io.StringIO()):
        definitions = Parser.parse(str(file), override_messages=True)
        generator = Generator(definitions, "ouch", name, str(folder), "message_soup_app.mustache")
        generator.generate(extra_context={"record_type": "Record"})
    return imported(folder / f"ouch_{name}.py")


def ours_from(file: Path, folder: Path, name: str) -> ModuleType:
    """The module that our generator writes."""
    command = ["generate", "--spec-file", str(file), "--app-name", name, "--op-dir", str(folder), "--override-messages"]
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(command) == 0
    return imported(folder / f"ouch_{name}.py")


def built(protocol: model.Protocol, module: ModuleType, fields: Fields, made: Any, values: Values) -> Any:
    """A message or record of a package, its values assigned one by one, records made of that package's classes."""
    for field in fields:
        if field.name in values:
            setattr(made, field.name, _value(protocol, module, field, values[field.name]))
    return made


def _value(protocol: model.Protocol, module: ModuleType, field: model.Field, value: Any) -> Any:
    if not field.record:
        return value
    parts = protocol.records[field.record].fields
    record = getattr(module, field.record)
    if field.array:
        return [built(protocol, module, parts, record(), item) for item in value]
    return built(protocol, module, parts, record(), value)


def plain(protocol: model.Protocol, fields: Fields, made: Any) -> Values:
    """Every value of a message or record, records taken apart."""
    found = {}
    for field in fields:
        value = getattr(made, field.name)
        if field.record:
            parts = protocol.records[field.record].fields
            value = [plain(protocol, parts, item) for item in value] if field.array else plain(protocol, parts, value)
        found[field.name] = value
    return found


def needed(protocol: model.Protocol, field: model.Field) -> bool:
    """Whether a field has to be given: an enum without default; there, a blank or a zero would go out for it."""
    if field.array:
        return False
    if field.record:
        return any(needed(protocol, part) for part in protocol.records[field.record].fields)
    return field.enum is not None and field.default is None
