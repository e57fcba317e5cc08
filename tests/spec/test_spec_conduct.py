"""What a conduct.xml may say: errors with file and line, against the schema and against the layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from ouch_conformance.spec import library
from ouch_conformance.spec.conduct import load_conduct
from ouch_conformance.spec.errors import SpecError
from ouch_conformance.spec.loader import load_protocol

MESSAGES = """<root>
  <fielddef-root/>
  <messages-root>
    <message id="Enter" message-id="O" direction="incoming">
      <fields>
        <field name="token" type="uint_4_be"/>
        <field name="size" type="uint_4_be"/>
      </fields>
    </message>
  </messages-root>
</root>
"""
CONDUCT = """<conduct protocol="x-ouch-1">
  <names fields="token"/>
  <shares fields="size"/>
  <code for="buy" text="B"/>
  <default field="size" number="100"/>
  <role name="key" field="token"/>
  <message name="Enter" kind="enter" judges="X-1 X-2" consumes="true">
    <role name="quantity" field="size"/>
  </message>
  <topic name="everything" judges="X-*"/>
  <rule name="unasked" requirement="X-9"/>
  <condition name="too many" says="more than the venue has"/>
</conduct>
"""


def written(folder: Path, text: str = CONDUCT) -> Path:
    """The two files of a protocol x-ouch-1; that of its purposes."""
    place = folder / "x-ouch-1"
    place.mkdir()
    (place / "messages.xml").write_text(MESSAGES)
    (place / "conduct.xml").write_text(text)
    return place / "conduct.xml"


def test_a_file_says_what_messages_and_fields_are_for(tmp_path: Path) -> None:
    """Names, roles, kinds, what they are judged by, values with their type."""
    found = load_conduct(written(tmp_path))

    assert (found.protocol, found.names, found.token, found.channel) == ("x-ouch-1", ("token",), None, None)
    assert (found.shares, found.discretion, found.shown, found.unique) == (("size",), (), "entered", "day")
    assert (dict(found.codes), dict(found.defaults)) == ({"buy": "B"}, {"size": 100})
    assert (dict(found.fields), found.marker) == ({"key": "token"}, None)
    assert dict(found.conditions) == {"too many": "more than the venue has"}
    assert list(found.fields_of("enter", "quantity")) == [("Enter", "size")]
    assert list(found.fields_of("enter", "key")) == [("Enter", "token")]
    assert list(found.fields_of("enter", "reason")) == list(found.fields_of("rejected", "key")) == []
    enter = found.messages["Enter"]
    assert (enter.kind, enter.judges, enter.consumes, enter.refusable) == ("enter", ("X-1", "X-2"), True, False)
    assert (dict(enter.fields), dict(found.topics)) == ({"quantity": "size"}, {"everything": ("X-*",)})
    assert dict(found.rules) == {"unasked": "X-9"}


def test_the_reasons_of_an_inactivation_are_numbers_or_texts(tmp_path: Path) -> None:
    """Several in one word each; where none is named no cancel has another behind it."""
    said = CONDUCT.replace("  <code for", '  <inactivation reasons="4 21 H"/>\n  <code for')

    assert load_conduct(written(tmp_path, said)).inactivation == (4, 21, "H")
    (tmp_path / "other").mkdir()
    assert load_conduct(written(tmp_path / "other")).inactivation == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('kind="enter"', 'kind="enters"', 7, 'attribute kind of <message> is "enters"'),
        ('for="buy" text="B"', 'for="buy"', 4, "<code> needs a value"),
        ('text="B"', 'text="B" number="1"', 4, "<code> needs a value"),
        ('<rule name="unasked"', '<rule name="unasked" requirement="X-8"/><rule name="unasked"', 11, "<rule> says"),
        ("<names", "<name", 2, "<name> does not belong into <conduct>"),
    ],
)
def test_a_wrong_file_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, problem: str) -> None:
    """What is wrong is one line: file, line, problem, what is allowed."""
    file = written(tmp_path, CONDUCT.replace(old, new, 1))
    with pytest.raises(SpecError) as fault:
        load_conduct(file)

    assert (fault.value.file, fault.value.line) == (file, line)
    assert fault.value.problem.startswith(problem)


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ('field="token"', 'field="tokens"', 6, 'the layout has no field "tokens" (nearest: token)'),
        ('name="Enter"', 'name="Entry"', 7, 'the layout has no message "Entry" (nearest: Enter)'),
        ('fields="token"', 'fields="token" channel="door"', 2, 'the layout has no option "door"'),
    ],
)
def test_a_name_that_the_layout_does_not_have_is_found(
    tmp_path: Path, old: str, new: str, line: int, problem: str
) -> None:
    """A slip of the pen is named where it stands, with the nearest name."""
    file = written(tmp_path, CONDUCT.replace(old, new, 1))
    with pytest.raises(SpecError) as fault:
        load_conduct(file).check(load_protocol(file.with_name("messages.xml")))

    assert (fault.value.file, fault.value.line, fault.value.problem) == (file, line, problem)


def test_an_added_folder_brings_its_purposes(tmp_path: Path) -> None:
    """A user's protocol is looked up by name like those that ship, and is gone when it is forgotten."""
    written(tmp_path)
    assert library.conduct("x-ouch-1") is None
    names = library.add_folder(tmp_path)
    try:
        assert library.conduct("x-ouch-1") is not None
        assert "x-ouch-1" in library.conducts()
    finally:
        library.forget(names)
    assert library.conduct("x-ouch-1") is None


def test_a_file_belongs_to_the_protocol_of_its_folder(tmp_path: Path) -> None:
    """Another name in it is a copy that nobody changed."""
    written(tmp_path, CONDUCT.replace("x-ouch-1", "y-ouch-1"))
    names = library.add_folder(tmp_path)
    try:
        with pytest.raises(SpecError, match='the file says that its protocol is "y-ouch-1"'):
            library.conduct("x-ouch-1")
    finally:
        library.forget(names)
