"""Sentences: what may be registered, what the lint of a use says, and that the vocabulary says one thing one way."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.spec.library import catalogue
from ouch_conformance.steps.sentence import SENTENCES, find_sentence, given, then, when
from ouch_conformance.steps.tables import FewWords, WordTable
from ouch_conformance.steps.vocabulary import MODULES
from tests.steps.steps_world import PROTOCOL

KNOWN = [name for protocol in (*DIALECTS, "soupbintcp-3.00") for name in catalogue(protocol).requirements]


@pytest.fixture(autouse=True)
def vocabulary() -> Iterator[None]:
    """What a test registers is gone when it ends."""
    known = len(SENTENCES)
    yield
    del SENTENCES[known:]


def hex_only(text: str) -> bytes:
    """A doc string that these tests read."""
    return bytes.fromhex(text)


def test_a_sentence_is_registered_with_its_facts() -> None:
    """Words, body, requirements, table and concept are kept, and the body is given back as it was."""

    @then("it rains on {member:Member}", judges=("X-*",), table=WordTable({}), records=True)
    async def rains(world: Any, member: str) -> None:
        """It rains.

        More is not said.
        """

    sentence = SENTENCES[-1]
    assert (sentence.kind, sentence.text, sentence.judges) == ("then", "it rains on {member:Member}", ("X-*",))
    assert (sentence.doc, sentence.concept, sentence.records) == ("It rains.", "test_steps_sentence", True)
    assert find_sentence(rains) is sentence
    assert sentence.parser.parse_arguments("it rains on member B") == {"member": "B"}


def test_a_body_that_is_no_sentence() -> None:
    """A step that a user registered with pytest-bdd alone is none of the vocabulary."""
    assert find_sentence(hex_only) is None


def test_a_then_judges_something() -> None:
    """A Then without a requirement would be green without a meaning."""
    with pytest.raises(TypeError, match="a Then must say which requirements it judges: 'it rains'"):
        then("it rains", judges=())


@pytest.mark.parametrize("kind", [given, when])
def test_a_body_is_asynchronous(kind: Any) -> None:
    """A plain function would be called and its result thrown away: heartbeats stop, or nothing is tested."""
    with pytest.raises(TypeError, match="the body of a step must be `async def`: 'it rains'"):
        kind("it rains")(lambda world: None)


def test_the_lint_of_the_shape() -> None:
    """A table and a doc string stand under the sentences that take them, and under no others."""

    @when("plain")
    async def plain(world: Any) -> None:
        """Takes nothing."""

    @when("full", table=WordTable({"a": None}), table_required=True, docstring=True)
    async def full(world: Any, datatable: Any, docstring: str) -> None:
        """Takes both."""

    plain_, full_ = SENTENCES[-2:]
    assert plain_.lint([["a"], ["1"]], "text", PROTOCOL) == [
        "the step 'plain' takes no table",
        "the step 'plain' takes no doc string",
    ]
    assert full_.lint(None, None, PROTOCOL) == ["the step 'full' needs a table", "the step 'full' needs a doc string"]
    assert plain_.lint(None, None, PROTOCOL) == full_.lint([["a"], ["1"]], "text", PROTOCOL) == []
    assert full_.lint([["b"], ["1"]], "", PROTOCOL) == ["unknown column 'b': known: a"]


def test_the_lint_of_words_and_bytes() -> None:
    """A word outside its list and a doc string that cannot be read are found before anything is sent."""

    @when("{colour:Words} paint", docstring=hex_only, words={"colour": FewWords(("red", "blue"))})
    async def paint(world: Any, colour: str, docstring: str) -> None:
        """Paints."""

    sentence = SENTENCES[-1]
    assert sentence.lint(None, "00 ff", PROTOCOL, '"red" paint') == []
    assert sentence.lint(None, "00 f", PROTOCOL, '"read" paint') == [
        "'read' is not known here: did you mean 'red'?",
        "non-hexadecimal number found in fromhex() arg at position 4",
    ]


def test_the_bytes_of_the_vocabulary() -> None:
    """Hex digits with comments are bytes; anything else says what is expected."""
    (sentence,) = [each for each in SENTENCES if each.text.endswith("sends these bytes")]

    assert sentence.lint(None, "00 01 52   # Client Heartbeat\n\n# nothing", PROTOCOL) == []
    assert sentence.lint(None, "00 01 5", PROTOCOL) == [
        "no bytes: pairs of hex digits are expected, '#' begins a comment"
    ]


def test_every_sentence_of_the_vocabulary_says_what_it_does() -> None:
    """A line of meaning, a module of the vocabulary, and no two sentences with the same words."""
    # Projects that other tests of this process ran have sentences of their own.
    shipped = [each for each in SENTENCES if each.func.__module__.startswith("ouch_conformance.")]
    texts = [sentence.text for sentence in shipped]

    assert all(sentence.doc.endswith(".") for sentence in shipped)
    assert {sentence.func.__module__ for sentence in shipped} == {module.__name__ for module in MODULES}
    assert len(set(texts)) == len(texts)


def test_every_glob_of_the_vocabulary_judges_something() -> None:
    """A glob that fits no requirement of the catalogues is a slip of the pen."""
    globs = {glob for sentence in SENTENCES for glob in sentence.judges}

    assert [glob for glob in globs if not any(fnmatchcase(name, glob) for name in KNOWN)] == []


def test_only_a_then_judges() -> None:
    """A Given or When states or acts; what it may find out is no verdict."""
    assert [sentence.text for sentence in SENTENCES if sentence.kind != "then" and sentence.judges] == []


def test_steps_do_not_sleep() -> None:
    """Waiting ends at an event: no module of the vocabulary sleeps."""
    for module in MODULES:
        assert "sleep" not in Path(module.__file__ or "").read_text("utf-8")
