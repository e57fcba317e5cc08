"""The lint of names: an order is spoken of by one that a step above has given it, a condition by one that there is."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_bdd import parsers

from ouch_conformance.plugin.index import Definition, StepIndex, sentence_definitions
from ouch_conformance.plugin.lint import Rulebook, lint_feature
from ouch_conformance.plugin.source import read_feature
from ouch_conformance.plugin.tags import Vocabulary
from ouch_conformance.steps import vocabulary  # noqa: F401 - importing it registers the sentences

from .linting import requirement

INDEX = StepIndex(sentence_definitions())
GIVEN = 'Given a resting buy of 500 shares at 9.90 as "the buy"'
ANOTHER = "another name is expected: two of one name cannot be told apart"


@pytest.fixture
def lint(tmp_path: Path) -> Lint:
    """Lints scenarios of the suite's own sentences."""
    return Lint(tmp_path)


class Lint:
    """Lints a scenario whose steps stand from line 4 on, and gives each finding as `line: problem; hint`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "x.feature"

    def __call__(
        self, *steps: str, protocol: str = "jpx-ouch-5.0", own: tuple[str, ...] = (), index: StepIndex = INDEX
    ) -> list[str]:
        return self.text("\n".join(["Feature: F", "@R-1", "Scenario: S", *steps]), protocol, own, index)

    def text(
        self, text: str, protocol: str = "jpx-ouch-5.0", own: tuple[str, ...] = (), index: StepIndex = INDEX
    ) -> list[str]:
        """What is wrong in a whole feature."""
        self.path.write_text(text + "\n", encoding="utf-8")
        tags = Vocabulary({"R-1": requirement("R-1")})
        found = lint_feature(read_feature(self.path), Rulebook(protocol, tags, index, own))
        # What a scenario judges is not what these tests are about.
        return [each.text("").removeprefix(":") for each in found if "judges R-1" not in each.problem]


@pytest.mark.parametrize(
    "step",
    [
        'Then "the bye" is accepted',
        'When the member cancels "the bye"',
        'When the member replaces "the bye" with "the next"',
        'Then "the bye" and "the buy" are told of the same trade',
    ],
)
def test_a_name_that_no_step_gave(lint: Lint, step: str) -> None:
    """Wherever an order is spoken of, a misspelt name is found, with the one that was meant."""
    assert lint(GIVEN, step) == ["5: no step above names an order \"the bye\"; did you mean 'the buy'?"]


def test_a_name_of_which_nothing_comes_near(lint: Lint) -> None:
    """The names that there are are listed; where there are none, that is said."""
    assert lint(GIVEN, 'Then "x" is accepted') == ['5: no step above names an order "x"; known: the buy']
    assert lint('Then "x" is accepted') == ['4: no step above names an order "x"; known: none']


def test_a_name_that_a_later_step_gives(lint: Lint) -> None:
    """A step can only speak of what is there."""
    steps = ('Then "the buy" is accepted', 'When the member enters a buy as "the buy"')
    assert lint(*steps) == ['4: no step above names an order "the buy"; known: none']


def test_names_of_the_background_and_of_tables(lint: Lint) -> None:
    """A Background's order is there, and so is each that the column "as" names, with or without quotes."""
    text = """Feature: F
Background:
Given a resting buy of 500 shares at 9.90 as "the buy"
@R-1
Scenario: S
When the member enters these orders
| as        | quantity |
| "the one" | 100      |
| the two   | 100      |
Then "the one" is accepted
And "the two" is accepted
And "the tow" is accepted
And "the buy" is accepted"""
    assert lint.text(text) == ["12: no step above names an order \"the tow\"; did you mean 'the two'?"]


def test_names_that_come_of_themselves(lint: Lint) -> None:
    """A request of the account and a chain of replaces have names that no step says; the last of them is meant."""
    mass = "When the member cancels all orders of the firm"
    assert lint(GIVEN, mass, 'Then "the mass cancel" is refused') == []
    twice = ("When the member disables order entry",) * 2
    assert lint(*twice, 'Then "the disable" is ignored', protocol="nasdaq-ouch-5.0") == []
    assert lint(GIVEN, 'When the member replaces "the buy" 3 times in a row', 'Then "the buy/3" is done') == []
    assert lint(GIVEN, 'When the member replaces "the buy" 3 times in a row', 'Then "the buy/4" is done') != []


def test_a_cell_that_speaks_of_an_order(lint: Lint) -> None:
    """A number beside another's and a value that is the same as another's: their orders have to be there."""
    steps = (GIVEN, 'Then "the buy" is accepted', "| price | side | ", '| not same as "the bye" | same as "the buy" |')
    assert lint(*steps) == ["5: no step above names an order \"the bye\"; did you mean 'the buy'?"]
    number = (GIVEN, 'When the member enters a buy as "b"', "| user ref num |", '| "the bye" + 1 |')
    assert lint(*number, protocol="nasdaq-ouch-5.0") == [
        "5: no step above names an order \"the bye\"; did you mean 'the buy'?"
    ]


def test_a_cell_that_speaks_of_what_comes_later(lint: Lint) -> None:
    """A cell is read when its step is run: what a step below it names is not there yet."""
    later = 'When the member enters a sell as "the sell"'
    steps = (GIVEN, 'Then "the buy" is accepted', "| price              |", '| same as "the sell" |', later)
    assert lint(*steps) == ['5: no step above names an order "the sell"; known: the buy']
    noted = 'Given the place in the stream of the member is noted as "the start"'
    assert lint("When the member logs in", "| sequence    |", '| "the start" |', noted) == [
        '4: no step above names a place "the start"; known: none'
    ]


def test_the_orders_of_a_race(lint: Lint) -> None:
    """The histories speak of an order that is entered later; a name that no step gives is found."""
    race = (
        "Given a race that may end in these histories",
        "| history | the buy   | {}             |",
        "| first   | canceled | accepted dead |",
    )
    turn = 'When the member cancels "the buy" while member B enters a sell as "the sell"'
    rows = [line.replace("canceled", "cancelled 500") for line in race]
    assert lint(GIVEN, *[line.format("the sell") for line in rows], turn) == []
    assert lint(GIVEN, *[line.format("the sel") for line in rows], turn) == [
        "5: no step above names an order \"the sel\"; did you mean 'the sell'?"
    ]


def test_the_histories_of_a_race(lint: Lint) -> None:
    """What a race is repeated until, and ends with, is a history that its table names."""
    race = ("Given a race that may end in these histories", "| history | the buy |", "| cancel first | cancelled 500 |")
    steps = (*race, 'When the race is repeated until "cancel frist"', 'Then the race ends with "cancel first"')
    assert lint(GIVEN, *steps) == ["8: no step above names a history \"cancel frist\"; did you mean 'cancel first'?"]


def test_places_in_the_stream(lint: Lint) -> None:
    """A login resumes from a place that a step above has noted, and what is repeated is what stands behind it."""
    noted = 'Given the place in the stream of the member is noted as "the start"'
    repeated = 'Then the messages to the member from "{}" on are repeated byte for byte'
    login = ("When the member logs in", "| sequence |", '| "{}" + 1 |')
    assert lint(noted, *login, repeated) == [
        '5: no step above names a place "{}"; known: the start',
        '8: no step above names a place "{}"; known: the start',
    ]
    right = [step.format("the start") for step in (*login, repeated)]
    assert lint(noted, *right) == []


def test_a_name_that_is_given_twice(lint: Lint) -> None:
    """A replacement under the name of its order hides it: no step could speak of the one that was replaced."""
    assert lint(GIVEN, 'When the member replaces "the buy" with "the buy"') == [
        f'5: an order is named "the buy" at line 4 already; {ANOTHER}'
    ]
    assert lint(GIVEN, 'When the member enters a buy as "the buy"') == [
        f'5: an order is named "the buy" at line 4 already; {ANOTHER}'
    ]


def test_a_step_of_the_users_own_may_name_orders(lint: Lint) -> None:
    """What such a step does is not known: nothing is said of the names beside it."""

    async def body(world: object) -> None:
        """A step of a user's."""

    own = Definition(None, "the book of the morning", body, parsers.parse("the book of the morning"))
    index = StepIndex([*sentence_definitions(), own])
    assert lint("Given the book of the morning", 'Then "the best" is accepted', index=index) == []


# Conditions

REFUSED = 'Then "the buy" is refused because "{}"'
OWN = "one of your own stands in the profile under [rejects]"


def test_a_condition_that_the_protocol_does_not_have(lint: Lint) -> None:
    """Any reason would be right for it: the nearest one is named, and all of them."""
    known = (
        "duplicate token, unknown token, unknown order book, unknown order id, nothing left to cancel, "
        "side outside the list, time in force outside the list, open close outside the list, "
        "scope outside the list, halted order book, no round lot, quantity out of range"
    )
    assert lint(GIVEN, REFUSED.format("side outsied the list")) == [
        "5: 'side outsied the list' is no condition of jpx-ouch-5.0; did you mean 'side outside the list'? "
        f"known: {known}; {OWN}"
    ]
    assert lint(GIVEN, REFUSED.format("wrongness")) == [
        f"5: 'wrongness' is no condition of jpx-ouch-5.0; known: {known}; {OWN}"
    ]


def test_conditions_that_there_are(lint: Lint) -> None:
    """Those of the protocol, and one that the profile names; each protocol has its own."""
    assert lint(GIVEN, REFUSED.format("side outside the list")) == []
    assert lint(GIVEN, REFUSED.format("out of coffee"), own=("out of coffee",)) == []
    assert lint(GIVEN, REFUSED.format("no sweeps"), protocol="nasdaq-ouch-5.0") == []
    assert lint(GIVEN, REFUSED.format("no sweeps")) != []


def test_conditions_are_listed_in_the_order_of_the_profile(lint: Lint) -> None:
    """Behind the protocol's own, and the same in each run."""
    own = ("out of coffee", "late lunch", "full moon", "wet paint", "no change")
    (found,) = lint(GIVEN, REFUSED.format("wrongness"), own=own)
    assert f", quantity out of range, {', '.join(own)}; {OWN}" in found


def test_a_condition_of_a_row(lint: Lint) -> None:
    """What an outline fills in is held against the list, too."""
    text = f"""Feature: F
@R-1
Scenario Outline: S
{GIVEN}
{REFUSED.format("<fault>")}
Examples:
| fault           | comment |
| duplicate token | right   |
| duplicate tokn  | wrong   |"""
    (found,) = lint.text(text)
    assert found.startswith("5: 'duplicate tokn' is no condition of jpx-ouch-5.0; did you mean 'duplicate token'?")
