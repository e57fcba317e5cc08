"""The catalogues as text for the terminal and as Markdown pages."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ouch_conformance.authoring.fields import HEADER, Column, about, columns
from ouch_conformance.authoring.sentences import CONCEPTS, Entry
from ouch_conformance.authoring.uses import Use
from ouch_conformance.profile.rejects import conditions_of
from ouch_conformance.spec.model import Message, Protocol
from ouch_conformance.steps.parameters import MEANINGS

WIDTH = 110
LABEL = 12
MOST_FILES = 4
MADE = "the scenarios that `ouch-conformance generated PROTOCOL` prints"
STEPS_COMMAND = "ouch-conformance steps --markdown docs/steps.md"
FIELDS_COMMAND = "ouch-conformance fields --markdown docs/fields.md"

_STEPS_HEAD = f"""# The sentences

Written by `{STEPS_COMMAND}`; a test holds that it is up to date.

Given is a state, When one stimulus, Then a judgement. The words in angle brackets are the scenario's own. A sentence
judges the requirements that match its globs: a scenario carries as tags only ids that one of its sentences can judge.
The files that use a sentence are named here; `ouch-conformance steps WORD` gives the lines and counts them. What a
table's columns may hold is in [fields.md](fields.md).
"""
_FIELDS_HEAD = f"""# The fields

Written by `{FIELDS_COMMAND}`; a test holds that it is up to date.

The columns of a table are the fields of a message in lower case words. Besides the words listed here a cell may say
`max`, `max+1`, `min-1`, `empty`, `raw 123` (the integer of the wire), `reserved 0x51` (bytes that no value has),
`same as "the buy"`; where a message is expected also `any`, `not X`, `one of A, B`, `>= N` and `<= N`. "Default" is
what is sent where a table says nothing.
"""
_CONDITIONS_HEAD = """### Conditions: why a request is refused

What `Then "the buy" is refused because "..."` may say. Which of the document's reasons that is at a venue, the profile
says under `[rejects]`.
"""


# ------------------------------------------------------------------------------------------------------- terminal


def steps_text(entries: Sequence[Entry]) -> str:
    """The catalogue for the terminal."""
    return "\n".join("\n".join(_entry_text(entry)) + "\n" for entry in entries)


def _entry_text(entry: Entry) -> Iterator[str]:
    yield entry.text
    yield from (f"    {line}" for line in textwrap.wrap(entry.sentence.doc, WIDTH))
    for name, kind, legal in entry.types():
        yield from _wrapped("type", f"{name}:{kind}, {legal}")
    yield from _wrapped("judges", judged(entry))
    if table := entry.table():
        yield from _wrapped("table", table)
    if entry.shown is not None:
        first, *more = entry.shown.lines()
        yield from _labelled("example", [first, *more, f"# {entry.shown.place}"])
    yield from _wrapped("used", used(entry.uses, MADE) if entry.sentence.generated else used(entry.uses))


def _wrapped(label: str, text: str) -> Iterator[str]:
    # A list of columns or places is broken between them, never inside.
    yield from _labelled(label, textwrap.wrap(text, WIDTH - LABEL - 4, break_long_words=False, break_on_hyphens=False))


def _labelled(label: str, lines: Sequence[str]) -> Iterator[str]:
    for place, line in enumerate(lines):
        yield f"    {label if not place else '':{LABEL}}{line}"


def judged(entry: Entry) -> str:
    """What a sentence can judge, in words."""
    globs = entry.judges()
    if not globs:
        return "nothing: it is no judgement"
    said = "every requirement of the protocol" if globs == ["*"] else ", ".join(globs)
    return said + (" (open questions only: it records what comes and cannot fail)" if entry.sentence.records else "")


def used(uses: Sequence[Use], nowhere: str = "nowhere in these features") -> str:
    """How often and where: `3 times: nasdaq-ouch-5.0/2.1_enter_order.feature:12, 30; ...`."""
    times = f"{len(uses)} time{'' if len(uses) == 1 else 's'}"
    files = groupby(uses, key=lambda use: f"{use.protocol}/{use.file}")
    places = "; ".join(f"{file}:{', '.join(str(use.line) for use in found)}" for file, found in files)
    return f"{times}: {places}" if places else nowhere


def messages_text(protocol: Protocol) -> str:
    """The messages of a protocol, a line each."""
    return "".join(f"{about(message)}\n" for message in protocol.messages)


def fields_text(protocol: Protocol, message: Message) -> str:
    """The columns of one message for the terminal."""
    lines = [about(message)]
    for column in columns(protocol, message):
        name, *rest = zip(HEADER, column.cells(), strict=True)
        lines += ["", name[1]]
        for label, text in rest:
            lines += _wrapped(label, text) if text else ()
    return "\n".join(lines) + "\n"


# ------------------------------------------------------------------------------------------------------- Markdown


def steps_page(entries: Sequence[Entry]) -> str:
    """The catalogue as a page: the types, then the sentences by what they are about."""
    types = _table(["type", "what may stand there"], ([f"`{name}`", text] for name, text in MEANINGS.items()))
    parts = [_STEPS_HEAD, "## Types\n", types]
    for concept, title in CONCEPTS.items():
        found = [entry for entry in entries if entry.sentence.concept == concept]
        parts += [f"## {title}\n", *(_entry_page(entry) for entry in found)] if found else ()
    return "\n".join(parts)


def _entry_page(entry: Entry) -> str:
    lines = [f"### {_escaped(entry.title)}", "", _escaped(entry.sentence.doc), ""]
    lines += [f"- `<{name}>` is a `{kind}`{_words_of(entry, name)}" for name, kind, _ in entry.types()]
    lines += [f"- judges {_code_globs(entry)}"]
    if table := entry.table():
        lines += [f"- table: {_escaped(table)}"]
    lines += [f"- used in {MADE if entry.sentence.generated else _files(entry.uses)}"]
    if entry.shown is not None:
        lines += ["", "```gherkin", *entry.shown.lines(), "```"]
    return "\n".join(lines) + "\n"


def _words_of(entry: Entry, name: str) -> str:
    known = entry.sentence.words[name].known(entry.protocol) if name in entry.sentence.words else []
    return f": {', '.join(known)}" if known else ""


def _code_globs(entry: Entry) -> str:
    return re.sub(r"[A-Z]+[0-9]*-[\w.*-]*", lambda glob: f"`{glob[0]}`", judged(entry))


def _files(uses: Sequence[Use]) -> str:
    """The first files that use a sentence. Neither lines nor counts: the page would change with every scenario."""
    files = list(dict.fromkeys(f"{use.protocol}/{use.file}" for use in uses))
    links = [f"[{file.removesuffix('.feature')}](../features/{file})" for file in files[:MOST_FILES]]
    return (", ".join(links) or "no feature") + (" and others" if len(files) > MOST_FILES else "")


def _escaped(text: str) -> str:
    """Text of ours in Markdown: what stands in angle brackets is no HTML, a star no emphasis."""
    return text.replace("<", "\\<").replace("*", "\\*")


def fields_page(protocols: Iterable[Protocol]) -> str:
    """The columns of every message of some protocols as a page."""
    parts = [_FIELDS_HEAD]
    for protocol in protocols:
        parts += [f"## {protocol.title or protocol.name}\n"]
        parts += [_message_page(protocol, message) for message in protocol.messages]
        if conditions := conditions_of(protocol.name):
            parts += [_CONDITIONS_HEAD, _table(["condition", "the request"], map(list, conditions.items()))]
    return "\n".join(parts)


def _message_page(protocol: Protocol, message: Message) -> str:
    found: list[Column] = columns(protocol, message)
    kept = [place for place, _ in enumerate(HEADER) if any(column.cells()[place] for column in found)]
    rows = ([_escaped(column.cells()[place]) for place in kept] for column in found)
    return f"### {about(message)}\n\n" + _table([HEADER[place] for place in kept], rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
