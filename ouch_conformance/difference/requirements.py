"""What became of the requirements, by what they are about.

What belongs together has to be said. One id in both catalogues is one requirement, as versions of one document have it.
Else a catalogue says it (`same-as`, `instead-of`), or both say the same in the same words, or the judge does: one rule
that both are judged by. What nothing pairs is listed side by side, to be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ouch_conformance.difference.sheet import Group, Line, State
from ouch_conformance.difference.side import Side
from ouch_conformance.difference.words import told
from ouch_conformance.judge.dialect import Kind, Topic
from ouch_conformance.spec.model import words
from ouch_conformance.spec.requirements import Requirement

HEADER = ("requirement", "state", "level", "sections", "sentence", "paired by")
CAPTION = (
    "What is the same is asked for in other words at most. To compare: both documents speak of the matter, and nothing "
    "says which sentence is which; read them side by side."
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A requirement of the one side with those that it belongs to of the other, or one that has no partner."""

    before: tuple[Requirement, ...]
    after: Requirement | None
    state: State
    by: str = ""

    @property
    def all(self) -> tuple[Requirement, ...]:
        """All of them, those of the first side first."""
        return self.before if self.after is None else (*self.before, self.after)


def requirement_groups(before: Side, after: Side) -> Iterator[Group]:
    """The requirements of each topic: a message's before a chapter's, and at last what belongs to none."""
    found = [(_topic(before, after, each), each) for each in linked(before, after)]
    for topic in (*Kind, *Topic, None):
        title = f"Requirements: {words(topic.name).replace('_', ' ') if topic else 'others'}"
        lines = tuple(_line(each) for about, each in found if about is topic)
        yield Group("requirements", title, CAPTION, HEADER, lines)


def linked(before: Side, after: Side) -> list[Linked]:
    """Every requirement of the second side with what it belongs to, and those of the first that belong to none."""
    found = [_link(before, after, each) for each in after.requirements]
    taken = {one.id for each in found for one in each.before}
    left = [Linked((one,), None, State.GONE) for one in before.requirements if one.id not in taken]
    return [_known(before, after, each) for each in (*found, *left)]


def _link(before: Side, after: Side, one: Requirement) -> Linked:
    """The partners of a requirement. Either catalogue may name them."""
    partners = [each for each in before.requirements if each.id == one.id]
    if partners:
        told_alike = (partners[0].level, partners[0].sentence) == (one.level, one.sentence)
        return Linked(tuple(partners), one, State.SAME if told_alike else State.CHANGED, "id")
    same = [each for each in before.requirements if each.id in one.same_as or one.id in each.same_as]
    other = [each for each in before.requirements if each.id in one.instead_of or one.id in each.instead_of]
    if same or other:
        level = not other and all(each.level is one.level for each in same)
        return Linked((*same, *other), one, State.SAME if level else State.CHANGED, "catalogue")
    alike = [each for each in before.requirements if (each.level, each.sentence) == (one.level, one.sentence)]
    if alike:
        return Linked(tuple(alike), one, State.SAME, "words")
    ruled = [] if _written(before, after) else _by_rule(before, after, one)
    return Linked(tuple(ruled), one, State.CHANGED if ruled else State.NEW, "rule" if ruled else "")


def _by_rule(before: Side, after: Side, one: Requirement) -> Sequence[Requirement]:
    rules = [rule for rule, id_ in after.dialect.rules.items() if id_ == one.id]
    ids = {before.dialect.rules.get(rule) for rule in rules}
    return [each for each in before.requirements if each.id in ids]


def _written(before: Side, after: Side) -> bool:
    """Whether a catalogue says what belongs to what of the other: then what it leaves out is new or gone."""
    if before.catalogue.requirements.keys() & after.catalogue.requirements.keys():
        return True
    sides = ((before, after), (after, before))
    return any({*one.same_as, *one.instead_of} & {*b.catalogue.requirements} for a, b in sides for one in a.catalogue)


def _known(before: Side, after: Side, one: Linked) -> Linked:
    """A requirement without a partner is new or gone where that is known: by the catalogues, or by its topic."""
    if one.by or _written(before, after):
        return one
    other = before if one.after else after
    topic = _topic(before, after, one)
    spoken = topic is None or topic in other.dialect.sections
    return Linked(one.before, one.after, State.COMPARE) if spoken and other.requirements else one


def _topic(before: Side, after: Side, one: Linked) -> Kind | Topic | None:
    """What a requirement is about: the section of its id in the judge's dialect."""
    side, id_ = (after, one.after.id) if one.after else (before, one.before[0].id)
    found = [section for section, ids in side.dialect.sections.items() if any(fnmatchcase(id_, each) for each in ids)]
    return next((each for each in found if isinstance(each, Kind)), found[0] if found else None)


def _line(one: Linked) -> Line:
    name, level, section = (_both(one, each) for each in ("id", "level", "section"))
    sentences = tuple(dict.fromkeys(each.sentence for each in one.all))
    return Line(name, one.state, (level, section, sentences, one.by or "-"))


def _both(one: Linked, name: str) -> str:
    """A fact of either side; several partners stand one behind the other."""
    before = " ".join(dict.fromkeys(str(getattr(each, name)) for each in one.before))
    return told(before or None, str(getattr(one.after, name)) if one.after else None)
