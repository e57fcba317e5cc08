"""The step catalogue as data: each sentence with its types, what it can judge, an example and where it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase

from ouch_conformance.authoring.errors import AuthoringError
from ouch_conformance.authoring.uses import Use, example
from ouch_conformance.judge.dialect import DIALECTS
from ouch_conformance.plugin.index import StepIndex
from ouch_conformance.plugin.options import DEFAULT_PROTOCOL, SESSION_PROTOCOL
from ouch_conformance.profile.rejects import conditions_of
from ouch_conformance.spec.library import catalogue, protocol_names
from ouch_conformance.spec.sessions import SESSIONS
from ouch_conformance.steps.altered import ALTERATIONS, AlteredTable
from ouch_conformance.steps.messages import AnyTable
from ouch_conformance.steps.parameters import MEANINGS
from ouch_conformance.steps.sentence import Sentence
from ouch_conformance.steps.tables import MessageTable, OneOf, WordTable, columns_of, message_name

CONCEPTS: Mapping[str, str] = {
    "session": "The session",
    "session4": "What SoupBinTCP 4.00 and 4.10 add",
    "connection": "What the venue says of the session",
    "mirrors": "Accounts at several hosts",
    "orders": "Orders: what the member does",
    "answers": "Orders: what the venue answers",
    "trades": "Trades",
    "references": "Orders by other names",
    "races": "Races",
    "market": "The operator and the day",
    "altered": "Messages in bytes that are none, and whether the venue goes on",
    "messages": "Messages of a protocol without orders of its own",
}
"""The chapters of the catalogue, by the module that a sentence stands in."""

MOST_WORDS = 2
"""More words than these are a whole step that somebody looks for."""

_PARAMETER = re.compile(r"\{(\w+):(\w+)\}")
_OF_ORDERS = ("orders", "references", "answers", "trades", "races")


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence and all that the catalogue says of it; `uses` and `shown` are of the features that were read."""

    sentence: Sentence
    protocol: str
    uses: Sequence[Use]

    @property
    def text(self) -> str:
        """The sentence behind its keyword, the parameters as `{name:Type}`."""
        return f"{self.sentence.kind.title()} {self.sentence.text}"

    @property
    def title(self) -> str:
        """The sentence as one reads it: each parameter by its name in angle brackets."""
        return f"{self.sentence.kind.title()} " + _PARAMETER.sub(r"<\1>", self.sentence.text)

    @property
    def shown(self) -> Use | None:
        """An example from a real feature."""
        takes_table = self.sentence.table is not None or self.sentence.named_table is not None
        return example(self.uses, self.protocol, table=takes_table)

    def types(self) -> list[tuple[str, str, str]]:
        """Each parameter: name, type, what may stand there."""
        return [(name, kind, self._legal(name, kind)) for name, kind in _PARAMETER.findall(self.sentence.text)]

    def _legal(self, name: str, kind: str) -> str:
        known = self.sentence.words[name].known(self.protocol) if name in self.sentence.words else []
        known = list(conditions_of(self.protocol)) if kind == "Condition" else known
        return MEANINGS.get(kind, "") + (f": {', '.join(known)}" if known else "")

    def judges(self) -> list[str]:
        """The ids that it can judge, as globs; those of the protocol and of the session below it."""
        ids = [each.id for name in (self.protocol, SESSION_PROTOCOL) for each in catalogue(name)]
        return [glob for glob in self.sentence.judges if any(fnmatchcase(each, glob) for each in ids)]

    def table(self) -> str:
        """What its table may have for columns; nothing where it takes none."""
        table = self.sentence.table
        need = "needed" if self.sentence.table_required else "optional"
        if isinstance(table, MessageTable):
            return f"{need}; {self._columns(table)}"
        if isinstance(table, WordTable):
            return f"{need}; {'; '.join(_word_columns(table))}"
        if isinstance(self.sentence.named_table, AnyTable):
            return "optional; the fields of the message"
        if isinstance(self.sentence.named_table, AlteredTable):
            return f"needed; {', '.join(ALTERATIONS.columns)}"
        return need if table is not None else ""

    def _columns(self, table: MessageTable) -> str:
        if table.unknown(self.protocol):
            return "the fields of a message that this protocol does not have"
        name = message_name(self.protocol, table.kind)
        words = dict.fromkeys(each.field.words for each in columns_of(self.protocol, name).values())
        return f"the fields of {name}: {', '.join(words)}"


def _word_columns(table: WordTable) -> Iterator[str]:
    for name, reader in table.columns.items():
        yield f"{name} ({', '.join(reader.words)})" if isinstance(reader, OneOf) else name


def usable(sentence: Sentence, protocol: str) -> bool:
    """Whether a feature of a protocol can say a sentence: there is such a message, and such a requirement to judge."""
    spoken = DEFAULT_PROTOCOL if protocol in SESSIONS else protocol
    if sentence.concept == "messages":
        return spoken not in DIALECTS
    if spoken not in DIALECTS and (
        sentence.concept in _OF_ORDERS or re.search(r":(Order|NewOrder|Condition|Side)\}", sentence.text)
    ):
        return False
    if sentence.table is not None and sentence.table.unknown(spoken):
        return False
    return sentence.kind != "then" or bool(Entry(sentence, protocol, ()).judges())


def entries(sentences: Iterable[Sentence], uses: Mapping[str, Sequence[Use]], protocol: str | None) -> list[Entry]:
    """The catalogue in the order of the vocabulary; for one protocol, what can be said there.

    AuthoringError for a protocol that is not there.
    """
    if protocol is not None and protocol not in protocol_names():
        raise AuthoringError(f"no protocol is named {protocol!r}; allowed: {', '.join(protocol_names())}")
    kept = [each for each in sentences if protocol is None or usable(each, protocol)]
    asked = (protocol, *SESSIONS)
    return [
        Entry(
            each,
            protocol or DEFAULT_PROTOCOL,
            [use for use in uses.get(each.text, ()) if protocol is None or use.protocol in asked],
        )
        for each in kept
    ]


def matching(found: Sequence[Entry], words: Sequence[str], index: StepIndex) -> list[Entry]:
    """The entries that have each of some words, or parts of them, in their sentence or meaning.

    AuthoringError with the nearest word, or the nearest sentences, where there is none.
    """
    wanted = [word.lower() for word in " ".join(words).split()]
    kept = [each for each in found if all(word in f"{each.text} {each.sentence.doc}".lower() for word in wanted)]
    if kept or not wanted:
        return kept
    said = " ".join(words)
    near = dict.fromkeys(each for kind in ("given", "when", "then") for each in index.nearest(kind, said, 1))
    raise AuthoringError(_no_sentence(found, wanted, list(near) if len(wanted) > MOST_WORDS else []))


def _no_sentence(found: Sequence[Entry], wanted: Sequence[str], sentences: Sequence[str]) -> str:
    known = {word for each in found for word in re.findall(r"[a-z]+", f"{each.text} {each.sentence.doc}".lower())}
    problem = f"no sentence has {' and '.join(map(repr, wanted))} in it"
    if sentences:
        return f"{problem}; did you mean {' or '.join(map(repr, sentences))}?"
    strange = [word for word in wanted if not any(word in each for each in known)]
    near = [match for word in strange for match in get_close_matches(word, known, n=1, cutoff=0.75)]
    if near:
        return f"{problem}; did you mean {' and '.join(map(repr, near))}?"
    return f"{problem}; `ouch-conformance steps` without a word lists them all"
