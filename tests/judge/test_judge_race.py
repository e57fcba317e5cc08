"""Races: which history happened, which are legal, and when the wanted one is only missing."""

from __future__ import annotations

import pytest

from ouch_conformance.judge.expect import CLOSED, Absence
from ouch_conformance.judge.race import Attempt, Events, History, Tries, events_of, reached, read_events
from ouch_conformance.judge.verdict import Result
from ouch_conformance.profile import Scale
from tests.judge.judge_bytes import OUCH50, accepted, canceled, executed, heard, queried, rejected, replaced

MARKER, WINDOW, TIMED_OUT = Absence("marker", 0), Absence("window", 2.0), Absence(None, 2.0)
LEGAL = [
    History("cancel first", {"the buy": ("cancelled 500",), "the sell": ("accepted dead",)}),
    History("cancel first", {"the buy": ("cancelled 500",), "the sell": ("accepted", "cancelled 300")}),
    History("fill first", {"the buy": ("filled 300", "cancelled 200"), "the sell": ("accepted", "filled 300")}),
]
CANCEL_FIRST, SOLD_OFF, FILL_FIRST = (dict(each.orders) for each in LEGAL)


def tries(*orders: dict[str, Events], absence: Absence = MARKER) -> Tries:
    """Some tries, each known to be whole in the same way."""
    return Tries(LEGAL, [Attempt(each, absence) for each in orders])


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("nothing", ()),
        ("accepted", ("accepted",)),
        ("accepted dead", ("accepted dead",)),
        ("filled 1,000, cancelled 200", ("filled 1,000", "cancelled 200")),
        ("replaced 200", ("replaced 200",)),
        ("replaced dead 0", ("replaced dead 0",)),
        ("refused", ("refused",)),
    ],
)
def test_the_words_of_a_history(text: str, events: Events) -> None:
    """Events stand in their order; a comma inside a number does not part them."""
    assert read_events(text) == events


@pytest.mark.parametrize("text", ["", "filled", "filled some", "cancelled 200,filled 300", "accepted 5", "replaced"])
def test_words_that_are_no_event(text: str) -> None:
    """Whatever is no event is told with all that are."""
    with pytest.raises(ValueError, match="is no event of a history: nothing, accepted, accepted dead, replaced N"):
        read_events(text)


def test_messages_in_the_words_of_a_history() -> None:
    """Shares on the features' scale, the state where it is dead; a message without a word of its own by its name."""
    messages = [accepted(quantity=50), accepted(state=b"D"), replaced(quantity=20), executed(quantity=30)]
    told = events_of(
        [heard(each) for each in [*messages, canceled(quantity=500), rejected(), queried(7)]], OUCH50, Scale(lot=10)
    )

    assert told[:1] == ("accepted",)
    assert told[1:] == (
        "accepted dead",
        "replaced 200",
        "filled 300",
        "cancelled 5,000",
        "refused",
        "Account Query Response",
    )


@pytest.mark.parametrize(
    ("wanted", "made", "observed"),
    [
        (
            "fill first",
            [FILL_FIRST],
            'fill first: "the buy" filled 300, cancelled 200; "the sell" accepted, filled 300 '
            "(marker; fill first 1 in 1 try)",
        ),
        (
            "cancel first",
            [FILL_FIRST, SOLD_OFF],
            'cancel first: "the buy" cancelled 500; "the sell" accepted, cancelled 300 '
            "(marker; fill first 1, cancel first 1 in 2 tries)",
        ),
    ],
)
def test_the_wanted_history_happened(wanted: str, made: list[dict[str, Events]], observed: str) -> None:
    """It is named, told order by order, with its proof and how often each one was seen."""
    outcome = reached(tries(*made), wanted, 20)

    assert (outcome.result, outcome.observed, outcome.proof) == (Result.HELD, observed, "marker")
    assert outcome.sentence == f'the race ends with "{wanted}"'


def test_a_history_that_does_not_come_is_open() -> None:
    """Where every try was legal and none the wanted one nothing is violated: the histogram tells what was seen."""
    outcome = reached(tries(CANCEL_FIRST, SOLD_OFF, CANCEL_FIRST), "fill first", 3)

    assert (outcome.result, outcome.expected) == (Result.UNPROVEN, "fill first within 3 tries")
    assert outcome.observed == "cancel first 3 in 3 tries"


@pytest.mark.parametrize(
    "illegal",
    [
        {"the buy": ("filled 300", "cancelled 500"), "the sell": ("accepted", "filled 300")},
        {"the buy": ("cancelled 500",), "the sell": ("accepted", "filled 300")},
        {"the buy": ("cancelled 200", "filled 300"), "the sell": ("accepted", "filled 300")},
        {"the buy": (), "the sell": ("accepted dead",)},
    ],
)
def test_one_illegal_try_violates(illegal: dict[str, Events]) -> None:
    """Too many shares, one side alone, the wrong order, silence: whichever tries came before or after."""
    for made in ([illegal], [CANCEL_FIRST, illegal], [illegal, FILL_FIRST]):
        outcome = reached(tries(*made), "fill first", 20)

        assert outcome.result is Result.VIOLATED
        assert outcome.observed.endswith("(marker)")
        assert '"the sell" accepted' in outcome.observed


@pytest.mark.parametrize("absence", [TIMED_OUT, Absence(CLOSED, 0)])
def test_a_try_that_may_not_be_whole_proves_nothing(absence: Absence) -> None:
    """Without a proof that nothing more comes neither a legal nor another history has happened."""
    silence: dict[str, Events] = {"the buy": (), "the sell": ()}
    for made in (FILL_FIRST, silence):
        outcome = reached(tries(made, absence=absence), "fill first", 20)

        assert outcome.result is Result.UNPROVEN
        assert absence.words in outcome.observed
        assert tries(made, absence=absence).last is None


def test_a_window_is_told_as_such() -> None:
    """The proof of a race is that of its silence."""
    assert reached(tries(FILL_FIRST, absence=WINDOW), "fill first", 20).proof == "window"


def test_no_try_is_no_verdict() -> None:
    """A race that never began."""
    assert reached(Tries(LEGAL), "fill first", 20).observed == "no try was made"
