"""From a layout and its catalogue to features: one for each message that a member sends.

Values come from `wire`, expectations from the oracles of the catalogue, words from the vocabulary. What no oracle
speaks of has no scenario: nothing is expected of a venue that no requirement says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ouch_conformance.cases import packets
from ouch_conformance.cases.case import Case
from ouch_conformance.cases.errors import CasesError
from ouch_conformance.cases.outline import NAMED_BY, SPEECH, Outline, titled
from ouch_conformance.cases.shapes import shape_cases
from ouch_conformance.cases.values import Values
from ouch_conformance.judge.dialect import DIALECTS, Dialect, Kind
from ouch_conformance.spec.errors import nearest
from ouch_conformance.spec.library import catalogue, protocol
from ouch_conformance.spec.model import Message, Protocol
from ouch_conformance.spec.oracles import STILL_CANCELS, STILL_ENTERS, Oracle
from ouch_conformance.spec.requirements import Catalogue, Level, Requirement
from ouch_conformance.spec.sessions import OLDEST
from ouch_conformance.wire import Codec, codec

FOLDER = "generated"
"""The part of a protocol's features that is made from its layout."""
SUFFIX = ".feature"


def file_name(message: Message) -> str:
    """The file of a message's scenarios: `enter_order.feature`."""
    return (message.title or message.name).lower().replace(" ", "_").replace("/", "_") + SUFFIX


def features(name: str, revision: str | None = None, session: str = OLDEST) -> dict[str, str]:
    """The text of each feature of a protocol by its file's name, for a revision or the newest, over a session layer.

    CasesError where nothing can be made: the suite knows no orders of the protocol, or its catalogue has no oracle.
    """
    dialect = DIALECTS.get(name)
    if dialect is None:
        raise CasesError(f"nothing can be made for {name}: the suite does not know what its messages are for")
    maker = Maker(codec(name, revision), dialect, catalogue(name))
    check_names(maker.book, maker.codec.protocol)
    found = {file_name(message): maker.text(message) for message in maker.messages}
    if any(found.values()):
        found[packets.FILE] = packets.text(protocol(session), catalogue(session), maker.serving)
    kept = {file: text for file, text in found.items() if text}
    if not kept:
        raise CasesError(f"nothing can be made for {name}: its requirements.xml has no <oracle> (docs/generated.md)")
    return kept


def check_names(book: Catalogue, layout: Protocol) -> None:
    """CasesError for an oracle of something that the layout does not have: it would speak of nothing, in silence."""
    known = {each.name for each in layout.messages}
    for message in layout.messages:
        tags = message.appendage.tags if message.appendage else ()
        names = (*(field.name for field in message.fields), *(layout.options[tag].name for tag in tags))
        known |= {f"{message.name}.{name}" for name in names}
    for requirement in book:
        for named in (each for oracle in requirement.oracles for each in oracle.of if each not in known):
            place = f"{book.source}:{requirement.line}"
            raise CasesError(f'{place}: an oracle of {requirement.id} names "{named}"{nearest(named, known)}')


@dataclass(frozen=True)
class Maker:
    """Makes the features of one protocol in one revision."""

    codec: Codec
    dialect: Dialect
    book: Catalogue

    @property
    def messages(self) -> Iterator[Message]:
        """The messages that a member sends and that the vocabulary can say."""
        for message in self.codec.protocol.messages:
            kind = self.dialect.kinds.get(message.name)
            # Where two messages are of one kind, only the sentence that enters an order can say the second.
            known = kind is Kind.ENTER or (kind in SPEECH and not self._is_other(message))
            if known and message.direction == "incoming" and self.codec.protocol.has(message, self.codec.revision):
                yield message

    def _is_other(self, message: Message) -> bool:
        """Whether a message is not the first of its kind."""
        return self.dialect.message_name(self.dialect.kinds[message.name]) != message.name

    def text(self, message: Message) -> str:
        """The feature of one message; empty where no oracle speaks of it."""
        outlines = self.outlines(message)
        if not outlines:
            return ""
        title = message.title or message.name
        lines = [
            f"# Made from the layout of {self.codec.protocol.title}, revision {self.codec.revision}: docs/generated.md",
            "@layer:resilience",
            f"Feature: {title}, from its layout ({message.section})",
            "  Every field at its limits and beyond, and the message in bytes that are none.",
        ]
        for name, outline in titled(outlines):
            lines += ["", *outline.lines(name)]
        return "\n".join([*lines, ""])

    def outlines(self, message: Message) -> list[Outline]:
        """The cases of a message by their expectation, in the order of the first of each."""
        kind = self.dialect.kinds[message.name]
        found: dict[tuple[str, str, tuple[str, ...]], list[Case]] = {}
        for case in self._cases(message, kind):
            oracle = self._oracle(case, message)
            if oracle is not None:
                found.setdefault((case.name, *oracle), []).append(case)
        flags = tuple(f"pics:{flag}" for flag in self._flags(message))
        return [
            Outline(
                message, kind, name, then, _each_once(ids, self.serving, flags), tuple(cases), self._is_other(message)
            )
            for (name, then, ids), cases in found.items()
        ]

    def _cases(self, message: Message, kind: Kind) -> Iterator[Case]:
        yield from Values(self.codec, self.dialect, message, kind).cases()
        yield from shape_cases(self.codec, message)

    def _oracle(self, case: Case, message: Message) -> tuple[str, tuple[str, ...]] | None:
        """What has to come, and the ids that say so: those whose oracles speak of the case most particularly."""
        spoken: dict[int, list[tuple[Requirement, Oracle]]] = {}
        for requirement, oracle in self._oracles:
            nearness = oracle.nearness(case.name, message.name, case.field, case.label)
            if nearness is not None:
                spoken.setdefault(nearness, []).append((requirement, oracle))
        if not spoken:
            return None
        closest = sorted(spoken[max(spoken)], key=lambda each: each[0].level is Level.OBSERVE)
        (rule, oracle), *_ = closest
        speech = SPEECH[self.dialect.kinds[message.name]]
        if not all(getattr(speech, part) for part in NAMED_BY.get(oracle.then, ())):
            place = f"{self.book.source}:{rule.line}"
            raise CasesError(f'{place}: an oracle of {rule.id} says "{oracle.then}", which {message.name} cannot be')
        return oracle.then, tuple(requirement.id for requirement, _ in closest)

    @cached_property
    def _oracles(self) -> list[tuple[Requirement, Oracle]]:
        return [(each, oracle) for each in self._known() for oracle in each.oracles]

    @cached_property
    def serving(self) -> tuple[str, ...]:
        """The ids that the judgement at the end of each scenario is made under."""
        wanted = (STILL_ENTERS, STILL_CANCELS)
        return tuple(each.id for case in wanted for each, oracle in self._oracles if case in oracle.cases)

    def _known(self) -> Iterable[Requirement]:
        """The requirements that are in force in the revision."""
        revisions = self.codec.protocol.revisions
        now = revisions.index(self.codec.revision)
        return (
            each for each in self.book if not each.retired and (not each.since or revisions.index(each.since) <= now)
        )

    def _flags(self, message: Message) -> list[str]:
        """The feature flags that all rules of a message's section ask for: a venue without them has no such message."""
        rules = [each for each in self._known() if each.section == message.section and each.level is Level.MUST]
        common = set.intersection(*(set(each.features) for each in rules)) if rules else set()
        return sorted(common)


def _each_once(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for group in groups for each in group))
