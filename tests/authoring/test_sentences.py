"""`ouch-conformance steps`: what is said of each sentence, and the page that is checked in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ouch_conformance.authoring.pages import STEPS_COMMAND
from ouch_conformance.steps.parameters import MEANINGS, TYPES
from ouch_conformance.steps.vocabulary import SENTENCES

from .commands import told

ROOT = Path(__file__).parents[2]
REDUCES = "When {member:Member} reduces {order:Order} to {shares:Shares} shares"


def entry(text: str, sentence: str) -> str:
    """What stands under one sentence."""
    return next(part for part in text.split("\n\n") if part.strip().startswith(sentence + "\n"))


def test_a_sentence_is_told_with_its_types_meaning_example_and_uses(capsys: pytest.CaptureFixture[str]) -> None:
    """A sentence's entry names each part that an author needs; example and uses are lines of the features."""
    said = entry(told(capsys, "steps", "reduces"), REDUCES)

    assert "Send a Cancel Order Request with the new intended size of the order." in said
    assert "member:Member, who acts or hears: the member, member B, member C" in said
    assert "shares:Shares, a number of shares, 100 for one lot" in said
    assert "judges      nothing: it is no judgement" in said
    example = re.search(r"example +(When .+)\n +# (nasdaq-ouch-5\.0/.+):(\d+)", said)
    assert example
    line = (ROOT / "features" / example[2]).read_text("utf-8").splitlines()[int(example[3]) - 1]
    assert line.strip().partition(" ")[2] == example[1].partition(" ")[2]


def test_every_use_is_a_line_of_a_feature(capsys: pytest.CaptureFixture[str]) -> None:
    """The count is that of the lines, and each line says the sentence."""
    said = entry(told(capsys, "steps", "reduces"), REDUCES)
    used = " ".join(said.partition("used ")[2].split())
    count, _, places = used.partition(" times: ")
    lines = [
        (ROOT / "features" / file).read_text("utf-8").splitlines()[int(number) - 1]
        for file, numbers in (place.rsplit(":", 1) for place in places.split("; "))
        for number in numbers.split(", ")
    ]

    assert len(lines) == int(count) > 2
    assert all(re.search(r' reduces "[^"]+" to [0-9,<>a-z ]+ shares', line) for line in lines)


def test_what_a_then_can_judge(capsys: pytest.CaptureFixture[str]) -> None:
    """Only what the protocol asked for has ids of is named, and a sentence that records is said to be no judgement."""
    fills = entry(
        told(capsys, "steps", "fills", "--protocol", "nasdaq-ouch-5.0"),
        "Then {order:Order} fills {shares:Shares} at {price:Price}",
    )
    assert "OUCH50-3.6-*" in fills
    assert "OUCH42" not in fills
    assert "open questions only" in told(capsys, "steps", "is", "recorded", "answer")


def test_a_protocol_has_only_what_can_be_said_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Trade Now is a message of OUCH 4.2 alone; plain messages are for protocols without orders of their own."""
    trade_now = "When {member:Member} asks {order:Order} to trade now"
    assert trade_now in told(capsys, "steps", "--protocol", "nasdaq-ouch-4.2")
    assert trade_now not in told(capsys, "steps", "--protocol", "nasdaq-ouch-5.0")
    assert "nasdaq-ouch-5.0/" not in told(capsys, "steps", "accepted", "--protocol", "nasdaq-ouch-4.2")
    sample = told(capsys, "steps", "--protocol", "sample-ouch")
    assert "When {member:Member} sends {message:Message}" in sample
    assert "a message by its name in the specification: EnterOrder" in " ".join(sample.split())
    assert "enters a {side:Side}" not in sample


def test_a_word_that_no_sentence_has(capsys: pytest.CaptureFixture[str]) -> None:
    """A misspelt word is answered with the nearest one, a word like no other with the way to all sentences."""
    assert told(capsys, "steps", "cancles", status=4) == (
        "ouch-conformance: no sentence has 'cancles' in it; did you mean 'cancels'?\n"
    )
    assert "without a word lists them all" in told(capsys, "steps", "zzzzzz", status=4)
    assert told(capsys, "steps", '"the buy" is acepted', status=4).endswith(
        "did you mean 'Then \"the buy\" is accepted'?\n"
    )
    assert "no protocol is named 'ouch'; allowed: " in told(capsys, "steps", "--protocol", "ouch", status=4)


def test_every_sentence_of_the_vocabulary_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is left out, and each that a feature uses has an example; every type has a meaning."""
    text = told(capsys, "steps")
    own = [each for each in SENTENCES if each.func.__module__.startswith("ouch_conformance.steps.")]
    assert [each.text for each in own if f"{each.kind.title()} {each.text}\n" not in text] == []
    assert text.count("    example ") == sum(not each.generated for each in own)
    assert set(MEANINGS) == set(TYPES)


def test_the_page_is_what_the_command_writes(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """docs/steps.md is up to date."""
    told(capsys, "steps", "--markdown", str(tmp_path / "steps.md"))
    assert (tmp_path / "steps.md").read_text("utf-8") == (ROOT / "docs/steps.md").read_text("utf-8"), (
        f"docs/steps.md is behind the vocabulary: run `{STEPS_COMMAND}` or `make pages`"
    )


def test_a_page_that_cannot_be_written(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder that is not there is told with the file."""
    place = tmp_path / "nowhere" / "steps.md"
    assert told(capsys, "steps", "--markdown", str(place), status=4) == (
        f"ouch-conformance: {place}: cannot be written: No such file or directory\n"
    )
