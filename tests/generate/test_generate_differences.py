"""Each difference that docs/from-nasdaq-protocols.md tells: what nasdaq-protocols does, and what is right here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks.codec import generated
from ouch_conformance.client import LoginTimedOut
from ouch_conformance.wire import FieldError, FindingKind
from tests.generate.generate_packages import SAMPLE, generate, module_of, module_of_text, options_for
from tests.generate.generate_peers import PASSWORD, PATIENCE, SampleVenue, listening

TEXTS = """<root>
  <enums-root><enum id="Mark" type="char_ascii"><value name="And">&amp;</value></enum></enums-root>
  <records-root><record id="Leg"><fields><field name="ratio" type="byte" default="3"/></fields></record></records-root>
  <messages-root>
    <message id="Text" message-id="T" direction="outgoing"><fields>
      <field name="symbol" type="str_ascii_n" length="4"/>
      <field name="letter" type="char_ascii"/>
      <field name="mark" type="enum:Mark"/>
      <field name="sizes" type="int_2" array="true" length_type="byte"/>
      <field name="flag" type="boolean"/>
      <field name="level" type="byte"/>
    </fields></message>
    <message id="Ask" message-id="A" direction="incoming"><fields><field name="n" type="byte"/></fields></message>
  </messages-root>
</root>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both packages of the texts lie."""
    return tmp_path_factory.mktemp("differences")


@pytest.fixture(scope="module")
def ours(folder: Path) -> ModuleType:
    """Our module."""
    return module_of_text(TEXTS, "ours", folder)


@pytest.fixture(scope="module")
def theirs(folder: Path, ours: ModuleType) -> ModuleType:
    """Their package of the same file."""
    return generated(folder / "ours.xml", "theirs", folder)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Their library logs what goes wrong; ours tells the caller."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def text_of(module: ModuleType, **values: Any) -> Any:
    """A message with these values and a mark."""
    message = module.Text()
    for name, value in {"mark": "&", **values}.items():
        setattr(message, name, value)
    return message


@pytest.mark.parametrize(
    ("field", "value", "bytes_"),
    [
        ("symbol", "TOOLONG", b"TTOOLONG &\x00\x00\x00"),  # seven characters in a field of four
        ("letter", "", b"T    &\x00\x00\x00"),  # a message that is a byte short
        ("letter", "LONG", b"T    L&\x00\x00\x00"),  # the rest is lost
        ("mark", "?", b"T     ?\x00\x00\x00"),  # no value of the enum
    ],
)
def test_values_that_do_not_fit_are_refused(
    theirs: ModuleType, ours: ModuleType, field: str, value: str, bytes_: bytes
) -> None:
    """There a text is packed over-long, cut or left out without a word; here the assignment raises and names it."""
    assert text_of(theirs, **{field: value}).to_bytes()[1] == bytes_
    with pytest.raises(FieldError, match=rf"^Text\.{field}: wanted .*(1 byte|4 bytes)"):
        text_of(ours, **{field: value})


def test_a_number_out_of_range_is_named(theirs: ModuleType, ours: ModuleType) -> None:
    """There encoding raises an OverflowError that names no field; here the assignment names it."""
    with pytest.raises(OverflowError, match=r"^int too big to convert$"):
        text_of(theirs, level=256).to_bytes()
    with pytest.raises(FieldError, match=r"^Text\.level: wanted an integer 0 to 255 \(byte, 1 byte\), given 256$"):
        text_of(ours, level=256)


def test_a_misspelt_field_is_an_error(theirs: ModuleType, ours: ModuleType) -> None:
    """There it becomes a new attribute and the field keeps its default; here it raises."""
    assert text_of(theirs, symbl="AB").to_bytes()[1][1:5] == b"    "
    with pytest.raises(AttributeError, match="symbl"):
        text_of(ours, symbl="AB")


def test_what_was_appended_to_one_list_is_in_no_other(theirs: ModuleType, ours: ModuleType) -> None:
    """There all messages share the list that stands for an array without value."""
    try:
        theirs.Text().sizes.append(7)
        assert theirs.Text().sizes == [7]
    finally:
        theirs.Text().sizes.clear()
    ours.Text().sizes.append(7)
    assert ours.Text().sizes == []


def test_an_enum_without_value_does_not_go_out(theirs: ModuleType, ours: ModuleType) -> None:
    """There a blank or a zero is sent for an enum that was not set; here encoding names it."""
    assert theirs.Text().to_bytes()[1][6:7] == b" "
    with pytest.raises(FieldError, match=r"^Text\.mark: wanted one of Mark"):
        ours.Text().encode()


def test_characters_of_xml_are_themselves(theirs: ModuleType, ours: ModuleType) -> None:
    """There & < > and quotes of enum values and defaults are written as entities into the package."""
    assert theirs.Mark.And.value == "&amp;"
    assert ours.Mark.And.value == "&"


def test_blank_cut_off_and_padded_do_not_read_alike(theirs: ModuleType, ours: ModuleType) -> None:
    """There a text of blanks, one that is missing and one on the wrong side read the same; here findings tell them."""
    blank, cut, shifted = b"T     &\x00\x00\x00", b"T", b"T  AB &\x00\x00\x00"

    assert [theirs.Message.from_bytes(data)[1].symbol for data in (blank, cut, shifted)] == ["", "", "AB"]
    found = [ours.Message.decode(data) for data in (blank, cut, shifted)]
    assert [message.symbol for message, _ in found] == ["", "", "  AB"]
    assert [[finding.kind for finding in findings][-1:] for _, findings in found] == [
        [], [FindingKind.TRUNCATED], [FindingKind.PADDING],
    ]  # fmt: skip


def test_what_is_wrong_with_bytes_is_told(theirs: ModuleType, ours: ModuleType) -> None:
    """There a boolean of 2 is False, a value outside an enum passes and bytes behind a message are dropped."""
    data = b"TAB   ?\x00\x02\x00trailing"

    assert theirs.Message.from_bytes(data)[1].flag is False
    assert [finding.kind for finding in ours.Message.decode(data)[1]] == [
        FindingKind.ENUM, FindingKind.ENUM, FindingKind.TRAILING,
    ]  # fmt: skip


def test_a_members_message_can_be_decoded(theirs: ModuleType, ours: ModuleType, quiet: None) -> None:
    """There only outgoing messages are found by their bytes; here the direction is asked for."""
    with pytest.raises(KeyError):
        theirs.Message.from_bytes(b"A\x05")
    assert ours.Message.from_bytes(b"A\x05", "incoming") == (2, ours.Ask(5))


ARRAY = '<field name="a" type="{}" array="{}" {}/>'
BEYOND = [
    ("arrays of arrays", ARRAY.format("int_2", "double", 'length_type="byte"'), {"a": [[1], [2, 3]]}),
    ("array without length_type", ARRAY.format("int_2", "true", 'endian="big"'), {"a": [1]}),
    ("default of a boolean", '<field name="a" type="boolean" default="true"/>', {}),
    ("no fields", "", {}),
]


@pytest.mark.parametrize(("what", "field", "values"), BEYOND, ids=[case[0] for case in BEYOND])
def test_what_their_generator_cannot_do(tmp_path: Path, what: str, field: str, values: dict[str, Any]) -> None:
    """Constructs of the format whose package there cannot be made, imported or encoded."""
    name = what.replace(" ", "_")
    text = (
        f'<root><messages-root><message id="M" message-id="M" direction="outgoing"><fields>{field}</fields></message>'
        "</messages-root></root>"
    )
    module = module_of_text(text, name, tmp_path)
    sent = module.M(**values)

    assert module.Message.from_bytes(sent.encode())[1] == sent
    with pytest.raises((TypeError, KeyError, NameError, IndexError)):
        generated(tmp_path / f"{name}.xml", f"{name}_theirs", tmp_path).M().to_bytes()


@pytest.mark.parametrize("value", ["'", "\\"])
def test_a_quote_is_a_value(tmp_path: Path, value: str) -> None:
    """There an enum with a quote or a backslash makes a package that does not compile."""
    text = (
        f'<root><enums-root><enum id="E" type="char_ascii"><value name="V">{value}</value></enum></enums-root></root>'
    )
    module = module_of_text(text, f"quote{ord(value)}", tmp_path)

    assert module.E.V.value == value
    with pytest.raises(SyntaxError):
        generated(tmp_path / f"quote{ord(value)}.xml", f"quote{ord(value)}_theirs", tmp_path)


def test_a_definition_can_be_refined(tmp_path: Path) -> None:
    """There what else a field with `def` says is lost, and definitions have to stand before their use."""
    text = (
        '<root><messages-root><message id="M" message-id="M" direction="outgoing"><fields><field def="p" default="9"/>'
        '</fields></message></messages-root><fielddef-root><field name="p" type="byte" default="5"/></fielddef-root>'
        "</root>"
    )
    module = module_of_text(text, "refined", tmp_path)

    assert module.M().p == 9
    with pytest.raises(KeyError):
        generated(tmp_path / "refined.xml", "refined_theirs", tmp_path)


def test_generating_again_replaces(tmp_path: Path) -> None:
    """There a second run appends to the first one's files, and the package cannot be imported any more."""
    generated(SAMPLE, "again_theirs", tmp_path)
    generate(*options_for(SAMPLE, "again", tmp_path))

    assert module_of(SAMPLE, "again", tmp_path).EnterOrder().encode()[:1] == b"A"
    with pytest.raises(Exception, match="EnterOrder"):
        generated(SAMPLE, "again_theirs", tmp_path)


async def test_sessions_differ(tmp_path: Path, quiet: None) -> None:
    """There close leaves without a Logout Request, and a message of an unknown type is lost."""
    for make, name in ((generated, "session_theirs"), (module_of, "session_ours")):
        module = make(SAMPLE, name, tmp_path) if make is module_of else generated(SAMPLE, name, tmp_path)
        venue = SampleVenue(first=(b"?", b"U\x00\x01"))
        async with listening(venue) as address, asyncio.timeout(PATIENCE):
            session = await module.connect_async(address, "MEMBRA", PASSWORD, "", 1)
            first = await session.receive_message()
            session.send_message(module.EnterOrder())
            await venue.until("UnsequencedData")
            await session.close()
        assert isinstance(first, module.Rejected) is (make is generated)
        assert venue.packets.count("LogoutRequest") == (0 if make is generated else 1)


async def test_a_login_without_answer_is_given_up(tmp_path: Path, quiet: None) -> None:
    """There the wait for the answer has no end of its own, and who ends it is told of a refusal."""
    ours, theirs = module_of(SAMPLE, "silent_ours", tmp_path), generated(SAMPLE, "silent_theirs", tmp_path)
    async with listening(SampleVenue(mute=True)) as address:
        with pytest.raises(LoginTimedOut):
            await ours.connect_async(address, "MEMBRA", PASSWORD, "", 1, connect_timeout=0.05)
        with pytest.raises(ConnectionRefusedError, match="closed by peer"):
            await asyncio.wait_for(theirs.connect_async(address, "M", PASSWORD, "", 1, connect_timeout=0.05), 0.2)


async def test_a_user_that_is_too_long_is_no_other_user(tmp_path: Path, quiet: None) -> None:
    """There the name is cut to its field, and somebody else is logged in."""
    ours, theirs = module_of(SAMPLE, "users_ours", tmp_path), generated(SAMPLE, "users_theirs", tmp_path)
    venue = SampleVenue()
    async with listening(venue) as address:
        session = await theirs.connect_async(address, "MEMBRAX", PASSWORD, "", 1)
        await session.close()
        with pytest.raises(ValueError, match="6"):
            await ours.connect_async(address, "MEMBRAX", PASSWORD, "", 1)
    assert [login.username for login in venue.logins] == ["MEMBRA"]


async def test_heartbeats_come_in_time(tmp_path: Path, quiet: None) -> None:
    """There the first heartbeat comes after twice its interval: with the default of 10 s behind a limit of 15 s."""
    theirs = generated(SAMPLE, "beats_theirs", tmp_path)
    ours = module_of(SAMPLE, "beats_ours", tmp_path)
    loop, waits = asyncio.get_running_loop(), []
    for module in (ours, theirs):
        venue = SampleVenue()
        async with listening(venue) as address:
            session = await module.connect_async(address, "MEMBRA", PASSWORD, "", 1, client_heartbeat_interval=0.1)
            start = loop.time()
            await venue.until("ClientHeartbeat")
            waits.append((loop.time() - start) / 0.1)
            await session.close()
    assert waits[0] < waits[1]
    assert waits[1] > 1.8
