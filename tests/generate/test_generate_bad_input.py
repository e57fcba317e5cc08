"""Bad input: one line with file and line, status 4, nothing written; 2 for a wrong command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.generate.generate_packages import BROAD, OUCH50, SAMPLE, generate, options_for


def xml(fields: str = '<field name="a" type="byte"/>', more: str = "", enums: str = "") -> str:
    """A file whose line 3 has the enums, line 5 the fields of message M, and line 6 what else."""
    return (
        f"<root>\n<enums-root>\n{enums}</enums-root><messages-root>\n"
        '<message id="M" message-id="M" direction="incoming">\n'
        f"<fields>{fields}</fields></message>\n{more}\n</messages-root></root>\n"
    )


BOMB = """<?xml version="1.0"?>
<!DOCTYPE root [
 <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<root><messages-root><message id="&c;" message-id="M"/></messages-root></root>
"""
DOUBLE = '<message id="N" message-id="77" direction="incoming"/>'
CASES = [
    ("unknown type", xml('<field name="a" type="int_3"/>'), 5, 'unknown type of field a: "int_3" (nearest: int_'),
    ("duplicate message", xml(more=DOUBLE), 6, "message N has the message-id and direction of M"),
    ("duplicate name", xml(more='<message id="M" message-id="N"/>'), 6, "message M is defined twice"),
    (
        "same id in two groups",
        xml(more='<message id="N" message-id="M" direction="incoming" message-group="two"/>'),
        6,
        "message N has the message-id of M, incoming too; allowed: each message-id once in a direction",
    ),
    (
        "same id without direction",
        xml(more='<message id="N" message-id="M"/>'),
        6,
        "message N has the message-id of M, incoming too",
    ),
    ("missing enum", xml('<field name="a" type="enum:Side"/>'), 5, 'unknown enum of field a: "Side"; allowed: none'),
    ("missing record", xml('<field name="a" type="record:Leg"/>'), 5, 'unknown record of field a: "Leg"'),
    ("missing definition", xml('<field def="price"/>'), 5, 'unknown field definition: "price"'),
    ("entity bomb", BOMB, 2, "a document type is declared; allowed: XML without DOCTYPE"),
    ("field that is no identifier", xml('<field name="order-id" type="byte"/>'), 5, 'field is named "order-id"'),
    ("field that is a keyword", xml('<field name="class" type="byte"/>'), 5, 'field is named "class"'),
    ("message that is no identifier", xml(more='<message id="2nd" message-id="2"/>'), 6, 'message is named "2nd"'),
    (
        "field that a class would rename",
        xml('<field name="__x" type="byte"/>'),
        5,
        'field is named "__x"; allowed: a name without two underscores before it, of letters in their plain form',
    ),
    ("field that Python would rename", xml('<field name="ﬁeld" type="byte"/>'), 5, 'field is named "ﬁeld"'),
    (
        "value that no enum can have",
        xml(enums='<enum id="E" type="byte"><value name="mro">1</value></enum>'),
        3,
        'value of enum E is named "mro"; allowed: a name that Python\'s enums can have',
    ),
    (
        "value that enums keep for themselves",
        xml(enums='<enum id="E" type="byte"><value name="_order_">1</value></enum>'),
        3,
        'value of enum E is named "_order_"',
    ),
    ("type of an enum", xml(enums='<enum id="E" type="float"/>'), 3, 'unknown type of enum E: "float"'),
    ("default that does not fit", xml('<field name="a" type="byte" default="256"/>'), 5, 'default of field a is "256"'),
    ("not well-formed", "<root>\n<messages-root>\n</root>\n", 3, "not well-formed XML"),
    ("not XML", "id,name\n", 1, "not well-formed XML"),
]


@pytest.mark.parametrize(("text", "line", "problem"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_wrong_file_is_said_in_one_line(tmp_path: Path, text: str, line: int, problem: str) -> None:
    """File, line, what is wrong and what is allowed; and no folder is made for what cannot be generated."""
    file = tmp_path / "wrong.xml"
    file.write_text(text, encoding="utf-8")

    status, said, error = generate(*options_for(file, "oe", tmp_path / "out"))

    assert (status, said) == (4, "")
    assert error.startswith(f"ouch-conformance: {file}:{line}: {problem}")
    assert "; allowed: " in error
    assert error.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_wrong_file_leaves_what_was_generated_before(tmp_path: Path) -> None:
    """The module of the last good file stays as it is."""
    generate(*options_for(SAMPLE, "oe", tmp_path))
    before = (tmp_path / "ouch_oe.py").read_bytes()
    (tmp_path / "wrong.xml").write_text(xml('<field name="a" type="int_3"/>'), encoding="utf-8")

    assert generate(*options_for(tmp_path / "wrong.xml", "oe", tmp_path))[0] == 4
    assert (tmp_path / "ouch_oe.py").read_bytes() == before


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file and a folder in its place are bad input, as a wrong file is."""
    for file in (tmp_path / "missing.xml", tmp_path):
        status, _, error = generate(*options_for(file, "oe", tmp_path / "out"))

        assert status == 4
        assert error.startswith(f"ouch-conformance: {file}: cannot be read: ")


def test_overriding_is_said_and_not_guessed(tmp_path: Path) -> None:
    """Two messages in one place are a fault; with --override-messages the later one stands there."""
    refused, _, error = generate(*options_for(BROAD, "oe", tmp_path))
    told, _, _ = generate(*options_for(BROAD, "oe", tmp_path, "--no-override-messages"))
    taken, _, _ = generate(*options_for(BROAD, "oe", tmp_path, "--override-messages"))

    assert (refused, told, taken) == (4, 4, 0)
    assert "message Amend has the message-id and direction of AmendByFirst" in error


def test_a_revision_that_does_not_exist_is_named(tmp_path: Path) -> None:
    """With the nearest one and all there are."""
    status, _, error = generate(*options_for(OUCH50, "oe", tmp_path, "--revision", "1.5"))

    assert status == 4
    assert error == (
        f"ouch-conformance: {OUCH50}: there is no revision 1.5 (nearest: 1.05); allowed: 1.02, 1.03, 1.04, 1.05\n"
    )


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--spec-file", "x.xml", "--app-name", "oe"],
        ["--spec-file", "x.xml", "--app-name", "oe", "--op-dir", "out", "--overide"],
        ["--spec-file", "x.xml", "--app-name", "o-e", "--op-dir", "out"],
        ["--spec-file", "x.xml", "--app-name", "", "--op-dir", "out", "--prefix", "1"],
        ["--spec-file", "x.xml", "--app-name", "../oe", "--op-dir", "out"],
    ],
)
def test_a_wrong_command_line_is_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    """Missing and unknown options, and names that make no module: usage and one line, nothing written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "x.xml").write_bytes(SAMPLE.read_bytes())

    status, said, error = generate(*options)

    assert (status, said) == (2, "")
    assert error.startswith("usage: ouch-conformance ")
    assert len([line for line in error.splitlines() if ": error: " in line]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["x.xml"]
