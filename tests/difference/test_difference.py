"""Two protocols held against each other: what pairs, what changed, what is new and what has gone."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from ouch_conformance.cli import main
from ouch_conformance.difference.compare import compare
from ouch_conformance.difference.requirements import linked
from ouch_conformance.difference.sheet import Group, Line, State
from ouch_conformance.difference.side import read_side
from ouch_conformance.spec.library import catalogue

ORDERS = """<root xmlns:o="urn:ouch-conformance:spec" o:protocol="{name}" o:title="{name}">
  <enums-root>
    <enum id="Side" type="char_ascii">{sides}</enum>
  </enums-root>
  <messages-root>
    <message id="{enter}" message-id="O" direction="incoming"><fields>{fields}</fields></message>
  </messages-root>
</root>"""
BUY = '<value name="Buy">B</value>'
CATALOGUE = """<requirements protocol="{name}" document="made up">
  <requirement id="{id}" section="1" level="must" observable="session" {more}>
    <sentence>An order at {name} is answered.</sentence>
  </requirement>
</requirements>"""


@pytest.fixture(scope="module")
def sheet() -> list[Group]:
    """From OUCH 4.2 as Nasdaq speaks it to OUCH 5.0."""
    return compare(read_side("nasdaq-ouch-4.2"), read_side("nasdaq-ouch-5.0"))


def line(groups: list[Group], title: str, name: str) -> Line:
    """One line of the sheet."""
    (group,) = [each for each in groups if each.title == title]
    (found,) = [each for each in group.lines if each.name == name]
    return found


def write(folder: Path, name: str, **parts: str) -> str:
    """A message file with one order in it; gives its path."""
    folder.mkdir(exist_ok=True)
    given = {"sides": BUY, "enter": "EnterOrder", "fields": '<field name="side" type="enum:Side"/>'} | parts
    (folder / "messages.xml").write_text(ORDERS.format(name=name, **given), encoding="utf-8")
    return str(folder)


def lines_of(before: str, after: str, kind: str) -> list[tuple[str, State]]:
    """The lines of one kind, with what became of them."""
    groups = compare(read_side(before), read_side(after))
    return [(each.name, each.state) for group in groups if group.kind == kind for each in group.lines]


def test_an_order_s_token_became_a_number(sheet: list[Group]) -> None:
    """Fields with other names pair by their role; place, width and type tell of both sides (4.2 2.1, 5.0 2.1)."""
    found = line(sheet, "Enter Order", "orderToken → userRefNum")
    assert found.state is State.CHANGED
    assert found.cells[:3] == ("1", "14 → 4", "text → unsigned number")
    assert found.cells[-1] == "role"


def test_a_field_became_an_option(sheet: list[Group]) -> None:
    """Firm has four bytes at offset 36 in 4.2, and is option 2 in 5.0 (4.2 2.1, 5.0 appendix)."""
    assert line(sheet, "Enter Order", "firm").cells[:2] == ("36 → option 2", "4")


def test_what_one_side_alone_has_is_new_or_gone(sheet: list[Group]) -> None:
    """5.0 has ClOrdID behind the cross type; the minimum quantity of 4.2 has no field of that name any more."""
    new, gone = line(sheet, "Enter Order", "clOrdID"), line(sheet, "Enter Order", "minimumQuantity")
    assert (new.state, new.cells[:2]) == (State.NEW, ("31", "14"))
    assert (gone.state, gone.cells[:2]) == (State.GONE, ("43", "4"))


def test_a_price_grew(sheet: list[Group]) -> None:
    """Four bytes in 4.2 (1.2), eight in 5.0 (1.2), four decimals in both."""
    found = line(sheet, "Accepted → Order Accepted", "price")
    assert found.cells[1:3] == ("4 → 8", "price of 4 decimals, unsigned number")


def test_a_price_whose_instrument_has_the_decimals() -> None:
    """One decimal in Japannext's equities, at Osaka those of the order book; not 0."""
    found = line(compare(read_side("japannext-ouch-2.01"), read_side("jpx-ouch-5.0")), "Enter Order", "price")
    assert found.cells[2] == "price of 1 decimal, unsigned number → price of its instrument's decimals, signed number"


def test_messages_pair_by_their_purpose_and_not_by_their_letter(sheet: list[Group]) -> None:
    """G is an execution in 4.2 and an answer to Disable Order Entry in 5.0: two messages, not one."""
    assert line(sheet, "Messages", "Executed with Reference Price").state is State.GONE
    assert line(sheet, "Messages", "Disable Order Entry Response").state is State.NEW
    replaced = line(sheet, "Messages", "Replace Order → Replace Order Request")
    assert replaced.cells[:2] == ("U", "the member")


def test_a_message_that_kept_its_layout_is_the_same(sheet: list[Group]) -> None:
    """System Event: timestamp and event code, ten bytes with the type, in both (4.2 3.1, 5.0 3.1)."""
    found = line(sheet, "Messages", "System Event")
    assert (found.state, found.cells[2]) == (State.SAME, "10 bytes")
    assert line(sheet, "System Event", "timestamp").state is State.SAME


def test_values_pair_by_their_name_then_by_their_code(sheet: list[Group]) -> None:
    """Immediate or cancel is 0 in 4.2 and 3 in 5.0; Y of Display has another name; P is gone."""
    title = "Values of codes"
    assert line(sheet, title, "TimeInForce: immediate or cancel").cells[0] == "0 → 3"
    assert line(sheet, title, "Display: anonymous → visible").cells[0] == "Y"
    assert line(sheet, title, "Display: post only").state is State.GONE
    assert line(sheet, title, "HandleInst: no instruction").cells[0] == "blank"


def test_the_flags_of_a_profile_are_compared(sheet: list[Group]) -> None:
    """What a profile has to answer besides: mass cancels are new, trade now has gone."""
    title = "Flags of the profile"
    assert line(sheet, title, "mass-cancel").state is State.NEW
    assert line(sheet, title, "short-sale").state is State.SAME
    assert line(sheet, title, "trade-now").state is State.GONE


def test_requirements_pair_where_the_catalogue_says_so(sheet: list[Group]) -> None:
    """The same in other words, another demand in its place, nothing of the kind, and no longer asked for."""
    found = {each.name: each.state for group in sheet if group.kind == "requirements" for each in group.lines}
    assert found["OUCH42-2.3-02 → OUCH50-2.3-02"] is State.SAME
    assert found["OUCH42-2.1-02 → OUCH50-1.2-06"] is State.CHANGED
    assert found["OUCH50-2.5-01"] is State.NEW
    assert found["OUCH42-1.2-04"] is State.GONE
    assert State.COMPARE not in found.values()


def test_the_way_back_has_the_same_pairs() -> None:
    """What is new one way has gone the other way, whichever catalogue says what belongs together."""
    one, other = read_side("nasdaq-ouch-4.2"), read_side("nasdaq-ouch-5.0")
    there, back = linked(one, other), linked(other, one)
    assert {each.after for each in there if each.state is State.NEW} == {
        each.before[0] for each in back if each.state is State.GONE
    }


@pytest.mark.parametrize("name", ["nasdaq-ouch-5.0"])
def test_every_partner_exists(name: str) -> None:
    """`same-as` and `instead-of` name requirements of other catalogues that ship, and none twice."""
    known = {id_ for other in ("nasdaq-ouch-4.2", "soupbintcp-3.00") for id_ in catalogue(other).requirements}
    for one in catalogue(name):
        named = [*one.same_as, *one.instead_of]
        assert set(named) <= known, one.id
        assert len(set(named)) == len(named), one.id


def test_revisions_of_one_protocol_are_compared() -> None:
    """1.04 brought option 28 (5.0, revision history): new in Cancel Order, which could not carry an option before."""
    groups = compare(read_side("nasdaq-ouch-5.0@1.03"), read_side("nasdaq-ouch-5.0@1.04"))
    assert line(groups, "Cancel Order Request", "userRefIdx").state is State.NEW
    found = line(groups, "Messages", "Cancel Order Request")
    assert found.cells[2:4] == ("9 bytes → 9 bytes and an appendage, optional", "- → 28")
    states = {each.state for group in groups if group.kind == "requirements" for each in group.lines}
    assert states == {State.SAME, State.NEW}


def test_a_protocol_does_not_differ_from_itself() -> None:
    """Nothing to do, nothing to tick off."""
    side = read_side("soupbintcp-3.00")
    assert {each.state for group in compare(side, side) for each in group.lines} == {State.SAME}


def test_versions_of_one_session_share_ids() -> None:
    """4.10 has what 3.00 has, but the limit of a silent member is the login's: H5 goes, H7 and U4 come (4.10 1.3)."""
    one, other = read_side("soupbintcp-3.00"), read_side("soupbintcp-4.10")
    groups = compare(one, other)
    assert line(groups, "Login Request", "heartbeatTimeout").cells[:2] == ("47", "5")
    assert line(groups, "Messages", "Login Request").cells[2] == "47 bytes → 52 bytes"
    found = {each.name: each.state for group in groups if group.kind == "requirements" for each in group.lines}
    assert {name for name, state in found.items() if state is State.GONE} == {"SOUP-H5", "SOUP-H9"}
    new = {name for name, state in found.items() if state is State.NEW}
    assert new == {"SOUP-H7", "SOUP-H10", "SOUP-L21", "SOUP-U4"}
    assert found["SOUP-L3"] is State.SAME


def test_editions_of_one_document_say_the_same_in_the_same_words() -> None:
    """Bonds differ from equities in their price and their book; what both documents say word by word is the same."""
    groups = compare(read_side("japannext-ouch-2.01"), read_side("japannext-bonds-ouch-2.01"))
    found = {each.name: each for group in groups if group.kind == "requirements" for each in group.lines}
    pairs = [each for name, each in found.items() if " → " in name]
    assert len(pairs) > 20
    assert {(each.state, each.cells[-1]) for each in pairs if each.cells[-1] == "words"} == {(State.SAME, "words")}


def test_files_that_nobody_described_pair_by_name_then_by_letter(tmp_path: Path) -> None:
    """A message file needs no name that the suite knows; a letter counts where no dialect says more."""
    before = write(tmp_path / "a", "a-ouch", enter="NewOrder")
    after = write(tmp_path / "b", "b-ouch", sides=BUY + '<value name="Sell">S</value>')
    assert lines_of(before, after, "messages") == [("NewOrder → EnterOrder", State.CHANGED)]
    assert lines_of(before, after, "fields") == [("side", State.CHANGED)]
    assert lines_of(before, after, "values") == [("Side: buy", State.SAME), ("Side: sell", State.NEW)]


def test_every_kind_of_field_has_its_words(tmp_path: Path) -> None:
    """A field of no fixed width leaves open where the next one stands."""
    fields = (
        '<field name="text" type="str_ascii"/><field name="flag" type="boolean"/><field name="count" type="int_2"/>'
        '<field name="fills" type="int_4_be" array="true" length_type="byte"/>'
    )
    path = write(tmp_path / "a", "a-ouch", fields=fields)
    groups = compare(read_side(path), read_side(path))
    assert line(groups, "EnterOrder", "text").cells[:3] == ("1", "varies", "text behind its length")
    assert line(groups, "EnterOrder", "count").cells[:3] == ("behind", "2", "signed number, little-endian")
    assert line(groups, "EnterOrder", "fills").cells[:3] == ("behind", "varies", "array of int_4_be")
    assert line(groups, "Messages", "EnterOrder").cells[2] == "varies"


def test_requirements_that_nothing_pairs_are_to_be_compared(tmp_path: Path) -> None:
    """Two catalogues that do not speak of each other are never paired by likeness; `same-as` pairs them."""
    paths = [write(tmp_path / name, f"{name}-ouch") for name in "ab"]
    for path, name, more in zip(paths, "ab", ("", ""), strict=True):
        text = CATALOGUE.format(name=f"{name}-ouch", id=f"{name.upper()}-1", more=more)
        (Path(path) / "requirements.xml").write_text(text, encoding="utf-8")
    assert lines_of(paths[0], paths[1], "requirements") == [("B-1", State.COMPARE), ("A-1", State.COMPARE)]
    text = CATALOGUE.format(name="b-ouch", id="B-1", more='same-as="A-1"')
    (Path(paths[1]) / "requirements.xml").write_text(text, encoding="utf-8")
    assert lines_of(paths[0], paths[1], "requirements") == [("A-1 → B-1", State.SAME)]


def test_the_terminal_shows_what_there_is_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    """A box for each line; what is the same is counted, and shown when it is asked for."""
    assert main(["diff", "nasdaq-ouch-4.2", "nasdaq-ouch-5.0"]) == 0
    told = capsys.readouterr().out
    assert "[ ]  orderToken → userRefNum" in told
    assert "System Event" not in told
    assert main(["diff", "nasdaq-ouch-4.2", "nasdaq-ouch-5.0", "--all"]) == 0
    assert "     System Event " in capsys.readouterr().out


class Boxes(HTMLParser):
    """Counts the boxes, and what a page would load or run."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A box has a name that a screen reader can say."""
        given = dict(attrs)
        if tag == "input":
            self.names.append(str(given["aria-label"]))
        if tag in ("script", "link", "img") or "src" in given:
            self.foreign.append(tag)


def test_the_files_hold_the_whole_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Markdown and one HTML page without anything from outside: every line, and a box where something is to be done."""
    page, notes = tmp_path / "diff.html", tmp_path / "diff.md"
    arguments = ["diff", "nasdaq-ouch-4.2", "nasdaq-ouch-5.0", "--html", str(page), "--markdown", str(notes)]
    assert main(arguments) == 0
    assert capsys.readouterr().out.splitlines() == [str(notes), str(page)]
    boxes = Boxes()
    boxes.feed(page.read_text(encoding="utf-8"))
    assert "done: orderToken → userRefNum" in boxes.names
    assert "done: System Event" not in boxes.names
    assert boxes.foreign == []
    rows = notes.read_text(encoding="utf-8").splitlines()
    assert any(row.startswith("| ☐ | orderToken → userRefNum | changed | 1 | 14 → 4 |") for row in rows)
    assert any(row.startswith("|  | System Event | same | S |") for row in rows)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("nasdaq-ouch-5", "(nearest: nasdaq-ouch-5.0)"),
        ("nasdaq-ouch-5.0@1.3", "(nearest: 1.03)"),
        ("no/such/messages.xml", "no/such/messages.xml: cannot be read"),
    ],
)
def test_what_is_not_there_is_told(asked: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """One line with the nearest name, and status 4."""
    assert main(["diff", "nasdaq-ouch-4.2", asked]) == 4
    assert told in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The folder has to be there."""
    assert main(["diff", "sample-ouch", "sample-ouch", "--html", str(tmp_path / "no" / "page.html")]) == 4
    assert "cannot be written" in capsys.readouterr().err
