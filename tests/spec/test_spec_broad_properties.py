"""One file, three sets of classes: nasdaq-protocols' package, our codec and our package say and read the same."""

from __future__ import annotations

import itertools
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nasdaq_protocols.common.message import Parser

from ouch_conformance.spec import model
from ouch_conformance.spec.loader import load_protocol
from ouch_conformance.wire import Codec
from tests.spec.spec_packages import Values, built, ours_from, plain, theirs_from
from tests.spec.spec_strategies import files, values_of

BROAD = Path(__file__).parents[1] / "data" / "broad.xml"
PROTOCOL = load_protocol(BROAD, override_messages=True)
CODEC = Codec(PROTOCOL)
CASES = st.sampled_from(PROTOCOL.messages).flatmap(
    lambda message: st.tuples(st.just(message), values_of(PROTOCOL, message.fields))
)
RUNS = itertools.count()


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Their package of the broad file."""
    return theirs_from(BROAD, tmp_path_factory.mktemp("theirs"), "broad_theirs")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """Our module of the broad file."""
    return ours_from(BROAD, tmp_path_factory.mktemp("ours"), "broad_ours")


def ways(message: model.Message) -> list[model.Direction]:
    """The directions that a message travels in."""
    return [message.direction] if message.direction else ["incoming", "outgoing"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=CASES)
def test_all_three_write_the_same_bytes(
    theirs: ModuleType, ours: ModuleType, case: tuple[model.Message, Values]
) -> None:
    """Random messages, values left out included, encode alike: defaults, enums, records, arrays, both byte orders."""
    message, values = case

    other = built(PROTOCOL, theirs, message.fields, getattr(theirs, message.name)(), values)
    data = other.to_bytes()[1]

    assert CODEC[message.name](**values).encode() == data
    assert built(PROTOCOL, ours, message.fields, getattr(ours, message.name)(), values).encode() == data
    assert getattr(ours, message.name)(**values).to_bytes() == (len(data), data)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=CASES)
def test_all_three_read_the_same_values(
    theirs: ModuleType, ours: ModuleType, case: tuple[model.Message, Values]
) -> None:
    """What was encoded comes back equal, field for field; ours as the message that was sent, and without a finding."""
    message, values = case
    sent = getattr(ours, message.name)(**values)
    data = sent.encode()

    wanted = plain(PROTOCOL, message.fields, getattr(theirs, message.name).BodyRecord.from_bytes(data[1:])[1])

    for way in ways(message):
        decoded, findings = CODEC.decode(data, way)
        assert findings == ()
        assert plain(PROTOCOL, message.fields, decoded) == wanted == plain(PROTOCOL, message.fields, sent)
        assert ours.Message.from_bytes(data, way) == (len(data), sent)
    if message.direction == "outgoing":
        assert plain(PROTOCOL, message.fields, theirs.Message.from_bytes(data)[1]) == wanted


def test_the_broad_file_is_broad() -> None:
    """Every data type, every array count, enums over characters and integers, groups, a replaced message: all there."""
    lists = [owner.fields for owner in PROTOCOL.messages] + [owner.fields for owner in PROTOCOL.records.values()]
    fields = [field for owned in lists for field in owned]
    strings = (*model.CHAR_TYPES, *model.FIXED_STRING_TYPES, *model.COUNTED_STRING_TYPES, "boolean")

    assert {*model.INTEGER_TYPES, *strings, "record"} == {field.type for field in fields}
    assert {field.length_type for field in fields if field.array} == set(model.INTEGER_TYPES)
    assert {enum.type for enum in PROTOCOL.enums.values()} >= {"char_ascii", "char_iso-8859-1", "byte", "int_4"}
    assert [message.name for message in PROTOCOL.messages].count("Filled") == 1
    assert "AmendByFirst" not in {message.name for message in PROTOCOL.messages}
    assert {message.group for message in PROTOCOL.messages} == {None, "orders"}


def seen_by_theirs(file: Path) -> Any:
    """What their parser reads, in a form that can be compared."""
    read = Parser.parse(str(file))

    def told(fields: list[Any]) -> list[Any]:
        return [
            (f.name, f.type or f"record:{f.ref}", f.array, f.length_type, f.default, f.length and int(f.length))
            for f in fields
        ]

    return (
        {name: (enum.type, [(v.name, v.value) for v in enum.values]) for name, enum in read.enums.items()},
        {name: told(record.fields) for name, record in read.records.items()},
        [(m.name, int(m.id), m.direction, m.group, told(m.fields)) for m in read.messages],
    )


def seen_by_ours(file: Path) -> Any:
    """What our loader reads, in the same form."""
    read = load_protocol(file)

    def kind(field: model.Field) -> str:
        named = f"enum:{field.enum}" if field.enum else field.type
        return f"record:{field.record}" if field.record else named

    def told(fields: tuple[model.Field, ...]) -> list[Any]:
        return [(f.name, kind(f), f.array, f.length_type, f.default, f.length) for f in fields]

    return (
        {name: (enum.type, [(v.name, str(v.value)) for v in enum.values]) for name, enum in read.enums.items()},
        {name: told(record.fields) for name, record in read.records.items()},
        [(m.name, m.id, m.direction, m.group, told(m.fields)) for m in read.messages],
    )


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=files())
def test_any_file_is_read_alike(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Random files: both loaders find the same enums, records and messages with the same fields, types and counts."""
    file = tmp_path_factory.getbasetemp() / "any.xml"
    file.write_text(text, encoding="utf-8")

    assert seen_by_ours(file) == seen_by_theirs(file)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=files(), data=st.data())
def test_any_file_makes_packages_that_agree(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    """Random files through both generators: a random value of every message has the same bytes."""
    folder, name = tmp_path_factory.getbasetemp(), f"run{next(RUNS)}"
    file = folder / "any.xml"
    file.write_text(text, encoding="utf-8")
    protocol = load_protocol(file)
    theirs = theirs_from(file, folder / name / "theirs", f"{name}_theirs")
    ours = ours_from(file, folder / name / "ours", f"{name}_ours")

    for message in protocol.messages:
        values = data.draw(values_of(protocol, message.fields))
        other = built(protocol, theirs, message.fields, getattr(theirs, message.name)(), values)
        sent = built(protocol, ours, message.fields, getattr(ours, message.name)(), values)
        assert sent.encode() == other.to_bytes()[1]
        assert ours.Message.decode(sent.encode(), message.direction) == (sent, ())
