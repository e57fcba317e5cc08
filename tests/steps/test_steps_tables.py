"""Data tables: what the lint says about one, and the records that a step reads from it."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.dialect import DIALECTS, Kind
from ouch_conformance.spec.library import protocol
from ouch_conformance.steps.expectations import EXPECTED, EXPECTED_MANY
from ouch_conformance.steps.requests import CANCEL, DISABLE, ENABLE, ENTER, ENTER_MANY, MODIFY, QUERY, REPLACE
from ouch_conformance.steps.tables import (
    CodeWords,
    FewWords,
    MessageTable,
    WordTable,
    columns_of,
    forms_of,
    names_of,
    one_of,
)
from tests.steps.steps_world import PROTOCOL, table

LOGIN = WordTable({"session": one_of("blank", "active"), "note": None})


@pytest.mark.parametrize(
    ("schema", "rows"),
    [
        (ENTER, "| quantity | price |\n| 100 | 10.00 |"),
        (ENTER, "| field | value |\n| quantity | 100 |\n| timeInForce | day |"),
        (ENTER, "| Time In Force | cl-ord-id |\n|  | ABC |"),
        (ENTER, "| firm | option firm |\n| own | second |"),
        (ENTER_MANY, "| as | side |\n| first | buy |\n| second | sell |"),
        (CANCEL, "| quantity | form |\n| 100 | with appendage length |"),
        (QUERY, "| form |\n| without appendage length |"),
        (EXPECTED[Kind.ACCEPTED], "| quantity | order state |\n| >= 100 | one of live, dead |"),
        (EXPECTED_MANY, "| quantity | price |\n| 100 | 10.00 |\n| 200 | 10.01 |"),
        (LOGIN, "| session | note |\n| active | whatever |"),
        (LOGIN, "| session |\n|  |"),
    ],
)
def test_a_table_as_it_should_be(schema: MessageTable | WordTable, rows: str) -> None:
    """Wide or tall, in any spelling of the document's names, with empty cells where nothing is meant."""
    assert schema.lint(table(rows), PROTOCOL) == []


@pytest.mark.parametrize(
    ("schema", "rows", "problem"),
    [
        (ENTER, "| quantitty |\n| 100 |", "unknown column 'quantitty': did you mean 'quantity'?"),
        (ENTER, "| zzz |\n| 100 |", "unknown column 'zzz': known: user ref num, side, quantity, symbol,"),
        (ENTER, "| order state |\n| live |", "unknown column 'order state': "),
        (ENTER, "| field | value |\n| quantitty | 100 |", "unknown column 'quantitty': did you mean 'quantity'?"),
        (ENTER, "| quantity |\n| 100 |\n| 200 |", "exactly one row is expected"),
        (ENTER, "| quantity |", "exactly one row is expected"),
        (ENTER, "| price |\n| 10 |", "'10' is no price"),
        (ENTER, "| as |\n| x |", "unknown column 'as': "),
        (ENTER, "| time in force | timeInForce |\n| day | day |", "the column 'timeinforce' stands 2 times"),
        (ENTER, "| field | value |\n| price | 9.00 |\n| Price | 9.10 |", "the column 'price' stands 2 times"),
        (ENTER, "| form |\n| with appendage length |", "unknown column 'form': did you mean 'firm'?"),
        (CANCEL, "| form |\n| with appendage |", "'with appendage' is no form of a message: did you mean 'with appen"),
        (ENTER_MANY, "| side |\n| buy |", "a row has no name: the column 'as' gives it"),
        (ENTER_MANY, "| as | side |\n| | buy |", "a row has no name: the column 'as' gives it"),
        (ENTER_MANY, "| as | side |\n| x | buy |\n| x | buy |", "the name 'x' stands 2 times"),
        (ENTER_MANY, "| as | side |", "at least one row is expected"),
        (EXPECTED_MANY, "| quantity |", "at least one row is expected"),
        (
            EXPECTED_MANY,
            "| field | value |\n| quantity | 100 |",
            "a table of several records has one column for each field",
        ),
        (EXPECTED[Kind.ACCEPTED], "| quantity |\n| few |", "'few' is no number of shares"),
        (LOGIN, "| sesion |\n| blank |", "unknown column 'sesion': did you mean 'session'?"),
        (LOGIN, "| session |\n| blanc |", "'blanc' is not known here: did you mean 'blank'?"),
        (LOGIN, "| session |\n| blank |\n| active |", "exactly one row is expected"),
        (LOGIN, "| note | note |\n| a | b |", "the column 'note' stands 2 times"),
    ],
)
def test_a_table_that_cannot_be_meant(schema: MessageTable | WordTable, rows: str, problem: str) -> None:
    """Columns, cells, rows and names: each mistake is found at collection, with what would be right."""
    problems = schema.lint(table(rows), PROTOCOL)

    assert [each for each in problems if each.startswith(problem)], problems


def test_a_mistake_is_told_once() -> None:
    """The same mistake in many rows is one finding."""
    assert len(ENTER_MANY.lint(table("| as | x |\n| a | 1 |\n| b | 2 |"), PROTOCOL)) == 1


def test_orders_belong_to_an_order_protocol() -> None:
    """A feature of the session protocol has no messages to write tables of."""
    expected = "orders belong to an OUCH protocol, not to soupbintcp-3.00"

    assert ENTER.lint(table("| quantity |\n| 100 |"), "soupbintcp-3.00") == [expected]
    assert CodeWords(Kind.CANCELED, "reason").problem("user requested", "soupbintcp-3.00") == expected


@pytest.mark.parametrize("kind", DIALECTS[PROTOCOL].kinds.values(), ids=str)
def test_every_field_of_a_message_is_a_column(kind: Kind) -> None:
    """Fields and options go by the document's names, and an option also by "option" before its name."""
    name = DIALECTS[PROTOCOL].message_name(kind)
    message, columns = protocol(PROTOCOL).message(name), columns_of(PROTOCOL, name)
    options = [protocol(PROTOCOL).options[tag] for tag in (message.appendage.tags if message.appendage else ())]

    assert {each.name.lower() for each in message.fields} <= set(columns)
    assert {each.name.lower() for each in options} <= set(columns)
    assert all(columns[f"option{each.name.lower()}"].tag == each.tag for each in options)


@pytest.mark.parametrize("schema", [MODIFY, CANCEL, QUERY])
def test_forms_are_for_messages_that_have_two(schema: MessageTable) -> None:
    """Only where the sender may leave the Appendage Length out does the column "form" mean anything."""
    rows = table("| form |\n| with appendage length |")

    assert schema.lint(rows, PROTOCOL) == []
    assert all(other.lint(rows, PROTOCOL) for other in (ENTER, REPLACE, DISABLE, ENABLE))


def test_records_are_read_without_empty_cells() -> None:
    """An empty cell leaves the default of what is sent, and is not checked in what is expected."""
    (wide,) = ENTER.read_sent(table("| quantity | price |\n| 100 | |"), PROTOCOL)
    (tall,) = EXPECTED[Kind.ACCEPTED].read_expected(
        table("| field | value |\n| quantity | 100 |\n| price | |"), PROTOCOL
    )

    assert list(wide) == list(tall) == ["quantity"]


def test_names_and_forms_stand_beside_the_record() -> None:
    """Names lose their quotes, forms stay as they are, and neither is a field."""
    rows = table('| as | form | quantity |\n| "first" | | 100 |\n| second | x | 200 |')

    assert names_of(rows) == ["first", "second"]
    assert forms_of(rows) == ["", "x"]
    assert [list(record) for record in ENTER_MANY.read_sent(rows, PROTOCOL)] == [["quantity"], ["quantity"]]


def test_no_table_is_no_record() -> None:
    """Without a table there is nothing to read."""
    assert (ENTER.read_sent(None, PROTOCOL), LOGIN.read(None), names_of(None), forms_of([])) == ([], [], [], [])


def test_words_of_the_suite_are_read_as_they_stand() -> None:
    """A table of words gives them back, empty cells left out."""
    assert LOGIN.read(table("| session | note |\n| blank | |")) == [{"session": "blank"}]


@pytest.mark.parametrize(
    ("words", "known", "unknown", "problem"),
    [
        (CodeWords(Kind.CANCELED, "reason"), "user requested", "user request", "did you mean 'user requested'?"),
        (CodeWords(Kind.EVENT, "eventCode"), "end of day", "end of the day", "did you mean 'end of day'?"),
        (CodeWords(Kind.ACCEPTED, "quantity"), "", "100", "known: "),
        (FewWords(("not authorized",)), "not authorized", "no", "known: not authorized"),
    ],
)
def test_words_in_a_sentence(words: CodeWords | FewWords, known: str, unknown: str, problem: str) -> None:
    """The words of a code are those of the document; another one is told with the nearest, or with all."""
    told = words.problem(unknown, PROTOCOL) or ""

    assert told.startswith(repr(unknown)) and told.endswith(problem)
    assert not known or words.problem(known, PROTOCOL) is None


@pytest.mark.parametrize(
    ("protocol", "name"),
    [("nasdaq-ouch-5.0", "eventCode"), ("nasdaq-ouch-4.2", "eventCode"), ("japannext-ouch-2.01", "systemEvent")],
)
def test_the_one_code_of_a_message_needs_no_name(protocol: str, name: str) -> None:
    """What a document calls the code of a System Event is no matter of a sentence about it."""
    words = CodeWords(Kind.EVENT)

    assert (words.attribute(protocol), words.known(protocol)) == (name, ["start of day", "end of day"])
