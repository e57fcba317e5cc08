"""A new scenario for a requirement: where it belongs, and what can be said of it before its author has written a word.

What is left to the author is marked TODO, and the lint refuses a run with a TODO in it: a skeleton cannot pass.
"""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from ouch_conformance.authoring.errors import AuthoringError
from ouch_conformance.authoring.fields import columns
from ouch_conformance.authoring.sentences import usable
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.plugin.index import Definition, StepIndex, sentence_definitions
from ouch_conformance.plugin.source import FeatureSource, ScenarioSource, SourceError, read_feature
from ouch_conformance.plugin.tags import requirement_tags
from ouch_conformance.plugin.wiring import own_features
from ouch_conformance.spec.errors import closest
from ouch_conformance.spec.library import catalogue, protocol, protocol_names
from ouch_conformance.spec.model import Message
from ouch_conformance.spec.requirements import Catalogue, Level, Requirement
from ouch_conformance.steps.sentence import SENTENCES, Sentence
from ouch_conformance.steps.tables import MessageTable

LONGEST_TITLE = 100
MOST_JUDGES = 5
WIDTH = 116
_ORDER = '"the order"'
_NAMES = {
    "Order": _ORDER,
    "NewOrder": _ORDER,
    "Member": "the member",
    "Side": "buy",
    "Shares": "100",
    "Price": "10.00",
}
"""What stands for a parameter in a skeleton."""
_NEW = ("the next one", "a new one")
_COSTS = {"time": "slow", "operator": "control", "phase": "control"}
"""What a requirement costs to see, by the means that it takes."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A scenario that was begun: the file, the line of its title, and what judges the requirement already."""

    path: Path
    line: int
    judged_at: Sequence[str]


def find_requirement(name: str) -> tuple[Catalogue, Requirement]:
    """A requirement that a scenario can be written for. AuthoringError for any other id, with the nearest one."""
    books = [catalogue(each) for each in protocol_names()]
    open_ids = [each.id for book in books for each in book if not each.retired and not each.not_tested_category]
    found = next(((book, book[name]) for book in books if name in book), None)
    near = closest(name, [each for each in open_ids if each != name])
    meant = f"; did you mean {near}?" if near else "; allowed: the ids of specs/PROTOCOL/requirements.xml"
    if found is None:
        raise AuthoringError(f"there is no requirement {name!r}{meant}")
    if found[1].retired:
        raise AuthoringError(f"{name} is retired: an id is never used again{meant}")
    if found[1].not_tested_category:
        filed = f"{found[1].not_tested_category}: {' '.join((found[1].not_tested or '').split())}".removesuffix(".")
        raise AuthoringError(f"{name} is filed as {filed}; take that out of the catalogue first, or write for {near}")
    return found


def write_skeleton(name: str, root: Path) -> Skeleton:
    """Begin a scenario for a requirement in its file below a root. AuthoringError where there is none to be written."""
    book, requirement = find_requirement(name)
    path = root / book.protocol / _file_name(book, requirement, root)
    source = _read(path) if path.exists() else None
    text = path.read_text("utf-8") if source else f"Feature: {_feature_title(book, requirement, path.name)}\n"
    judged = [f"{source.path.name}:{each.line}" for source in _sources(path.parent) for each in _judging(source, name)]
    lines = [*text.rstrip("\n").split("\n"), "", *_skeleton(book, requirement, source)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise AuthoringError(f"{path}: cannot be written: {error.strerror}") from None
    line = max(place for place, line in enumerate(lines, 1) if line.lstrip().startswith("Scenario:"))
    return Skeleton(path, line, judged)


def _read(path: Path) -> FeatureSource:
    try:
        return read_feature(path)
    except SourceError as error:
        raise AuthoringError(f"{path}:{error.line}: {error.problem}") from None


def _sources(folder: Path) -> Iterator[FeatureSource]:
    for path in sorted(folder.glob("*.feature")):
        try:
            yield read_feature(path)
        except SourceError:
            continue


# ------------------------------------------------------------------------------------------------------ the file


def _file_name(book: Catalogue, requirement: Requirement, root: Path) -> str:
    """The file of the requirement's section: the user's own, else as the suite calls it, else after the section."""
    for folder in (root / book.protocol, own_features() / book.protocol):
        ranked = [(_fitness(source, book, requirement), source.path.name) for source in _sources(folder)]
        fit, name = max(ranked, default=((0, 0, False), ""))
        if any(fit):
            return name
    about = _message(book, requirement)
    title = about.title or about.name if about else "requirements"
    return f"{requirement.section}_{re.sub(r'[^a-z0-9]+', '_', title.lower()).strip('_')}.feature"


def _fitness(source: FeatureSource, book: Catalogue, requirement: Requirement) -> tuple[int, int, bool]:
    """How well a file fits: scenarios of the requirement, then of its section, then the file's name."""
    tags = [name for scenario in source.scenarios for name in requirement_tags(scenario.tags)]
    section = [name for name in tags if name in book and book[name].section == requirement.section]
    named = source.path.name.startswith(f"{requirement.section}_")
    return tags.count(requirement.id), len(section), named


def _feature_title(book: Catalogue, requirement: Requirement, name: str) -> str:
    shipped = own_features() / book.protocol / name
    if shipped.exists():
        return _read(shipped).feature.name or name
    about = _message(book, requirement)
    return f"{about.title or about.name} ({requirement.section})" if about else f"Section {requirement.section}"


def _message(book: Catalogue, requirement: Requirement) -> Message | None:
    """The message that a requirement's section describes."""
    sections = (requirement.section, *requirement.also)
    return next((each for each in protocol(book.protocol).messages if each.section in sections), None)


# -------------------------------------------------------------------------------------------------- the scenario


def _skeleton(book: Catalogue, requirement: Requirement, source: FeatureSource | None) -> Iterator[str]:
    about = _message(book, requirement)
    indent = "  " if source is None or not source.scenarios or source.scenarios[-1].rule is None else "    "
    for line in [*_comments(book, requirement, about), *_story(book, requirement, about, source)]:
        yield indent + line


def _comments(book: Catalogue, requirement: Requirement, about: Message | None) -> Iterator[str]:
    yield f"# {requirement.id}, section {requirement.section}, {requirement.level}"
    yield from _wrapped(requirement.sentence)
    if about is not None:
        names = ", ".join(each.column for each in columns(protocol(book.protocol), about))
        yield from _wrapped(f"{about.name} has: {names}")
    if judges := _judges(book, requirement):
        yield "# What can judge it, and is used in this section:"
        yield from (f"#   Then {each}" for each in judges)
    yield "# Put a sentence or a value for each TODO, take lines out that the rule is not about, then these comments."


def _wrapped(text: str) -> Iterator[str]:
    return (f"# {line}" for line in textwrap.wrap(" ".join(text.split()), WIDTH - 6))


def _story(
    book: Catalogue, requirement: Requirement, about: Message | None, source: FeatureSource | None
) -> Iterator[str]:
    yield " ".join(f"@{tag}" for tag in (requirement.id, *_cost(requirement)))
    yield f"Scenario: {_title(requirement, source)}"
    stimulus = _stimulus(book, about)
    if stimulus is None:
        yield "  Given TODO the state that it starts from"
        yield "  When TODO one stimulus"
    else:
        yield from _request(book, about, stimulus)
    yield "  Then TODO a judgement"


def _request(book: Catalogue, about: Message | None, stimulus: Sentence) -> Iterator[str]:
    """The request that the section describes, with its fields."""
    speaks_of_one = stimulus.kind == "when" and bool(stimulus.parameters("Order"))
    resting = 'a resting buy of 500 shares at 9.90 as "the order"'
    yield f"  Given {resting if speaks_of_one else 'the member is logged in'}"
    yield f"  When {_said(stimulus)}"
    if said := _fields(book, about):
        width = max(map(len, [*said, "field"]))
        yield f"    | {'field'.ljust(width)} | value |"
        yield from (f"    | {name.ljust(width)} | TODO  |" for name in said)


def _fields(book: Catalogue, about: Message | None) -> list[str]:
    """The fields of a request that a scenario may be about: options and what the sentence sets are left out."""
    found = columns(protocol(book.protocol), about) if about else []
    return [each.column for each in found if each.default not in ("not sent", "the sentence says it", *_NEW)]


def _said(sentence: Sentence) -> str:
    def name(parameter: re.Match[str]) -> str:
        # A request about the order has a name of its own: "the replacement".
        if parameter[2] == "NewOrder" and sentence.parameters("Order"):
            return f'"the {parameter[1]}"'
        return _NAMES.get(parameter[2], "TODO")

    return re.sub(r"\{(\w+):(\w+)\}", name, sentence.text)


def _stimulus(book: Catalogue, about: Message | None) -> Sentence | None:
    """The plainest sentence that sends the message of the section."""
    dialect = DIALECTS.get(book.protocol)
    kind = dialect.kinds.get(about.name) if dialect and about else None
    found = [
        each
        for each in SENTENCES
        if isinstance(each.table, MessageTable) and each.table.sent and not each.table.many and each.table.kind is kind
    ]
    return min(found, key=lambda each: len(each.text), default=None) if kind is not None else None


def _title(requirement: Requirement, source: FeatureSource | None) -> str:
    """The rule as a title, where it is one, is short and stands in the file for the first time."""
    title = " ".join(requirement.sentence.split()).removesuffix(".")
    known = source.first_line_of if source else {}
    if requirement.level is Level.OBSERVE or len(title) > LONGEST_TITLE or title in known:
        return f"TODO the rule of {requirement.id}, as a statement"
    return title


def _cost(requirement: Requirement) -> list[str]:
    if "session" in requirement.observable:
        return []
    return sorted({f"cost:{_COSTS[each]}" for each in requirement.observable if each in _COSTS})


def _judging(source: FeatureSource, name: str) -> Iterator[ScenarioSource]:
    return (each for each in source.scenarios if name in requirement_tags(each.tags))


def _judges(book: Catalogue, requirement: Requirement) -> list[str]:
    """The sentences that can judge a requirement, those that its section uses most first."""
    able = {each.text for each in SENTENCES if _can_judge(each, book, requirement)}
    index = StepIndex(sentence_definitions())
    used = Counter(
        definition.text
        for source in _sources(own_features() / book.protocol)
        for scenario in source.scenarios
        if any(name in book and book[name].section == requirement.section for name in requirement_tags(scenario.tags))
        for definition in _definitions(scenario, index)
    )
    return [re.sub(r"\{(\w+):\w+\}", r"<\1>", text) for text, _ in used.most_common() if text in able][:MOST_JUDGES]


def _definitions(scenario: ScenarioSource, index: StepIndex) -> Iterator[Definition]:
    for row in scenario.rows():
        for step in scenario.render(row).steps:
            yield from index.find(step.type, step.name)


def _can_judge(sentence: Sentence, book: Catalogue, requirement: Requirement) -> bool:
    if sentence.kind != "then" or not usable(sentence, book.protocol):
        return False
    if sentence.records and requirement.level is not Level.OBSERVE:
        return False
    return any(fnmatchcase(requirement.id, glob) for glob in sentence.judges)
