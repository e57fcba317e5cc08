"""The dialects of OUCH that the judge speaks, one for each protocol with a `conduct.xml`, read when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from ouch_conformance.judge.kinds import ANSWER_TO, RULES, TRADES, Dialect, Kind, Role, Section, Topic
from ouch_conformance.spec.conduct import Conduct
from ouch_conformance.spec.library import conduct, conducts

__all__ = [
    "ANSWER_TO",
    "DIALECTS",
    "RULES",
    "TRADES",
    "Claim",
    "Dialect",
    "Kind",
    "Role",
    "Topic",
    "globs",
    "judging",
]

Claim = str | Section
"""What a sentence says that it judges: requirements by a glob, or a section of every protocol that has it."""


class _Dialects(Mapping[str, Dialect]):
    """What is known of each protocol with orders, by its name."""

    def __getitem__(self, name: str) -> Dialect:
        found = conduct(name)
        if found is None:
            raise KeyError(name)
        return _dialect(found)

    def __iter__(self) -> Iterator[str]:
        return iter(conducts())

    def __len__(self) -> int:
        return len(conducts())


DIALECTS: Mapping[str, Dialect] = _Dialects()
"""What is known of each protocol with orders, by its name. SpecError where its `conduct.xml` is wrong."""


def judging(*sections: Section) -> tuple[Claim, ...]:
    """What a sentence of all protocols judges: some sections, in every protocol that has them."""
    return sections


def globs(claims: Iterable[Claim]) -> tuple[str, ...]:
    """The ids that some claims are about, as globs."""
    return _globs(tuple(claims), tuple(DIALECTS.values()))


@cache
def _globs(claims: tuple[Claim, ...], dialects: tuple[Dialect, ...]) -> tuple[str, ...]:
    found = (
        glob for claim in claims for glob in ((claim,) if isinstance(claim, str) else _of_section(claim, dialects))
    )
    return tuple(dict.fromkeys(found))


def _of_section(section: Section, dialects: Iterable[Dialect]) -> Iterator[str]:
    for dialect in dialects:
        yield from dialect.sections.get(section, ())


@cache
def _dialect(found: Conduct) -> Dialect:
    """The dialect that a file describes; the file is one object as long as the library knows it."""
    kinds = {name: _kind(each.kind) for name, each in found.messages.items()}
    purposes = found.messages.items()
    return Dialect(
        protocol=found.protocol,
        kinds=kinds,
        fields={_role(role): name for role, name in found.fields.items()},
        named={(kinds[each], _role(role)): name for each, it in purposes for role, name in it.fields.items()},
        token=found.token,
        numbers=frozenset(found.names),
        consuming=frozenset(kinds[name] for name, each in purposes if each.consumes),
        channel=found.channel,
        shares=frozenset(found.shares),
        discretion=frozenset(found.discretion),
        defaults=found.defaults,
        **{str(name): value for name, value in found.codes.items()},
        matched=found.shown == "matched",
        by_book=found.unique == "book-and-side",
        refusable=frozenset(kinds[name] for name, each in purposes if each.refusable),
        ignored=frozenset((kinds[name], at) for name, each in purposes for at in each.ignores),
        marker=_kind(found.marker) if found.marker else None,
        own_changes=found.own_change == "blank",
        inactivating=frozenset(found.inactivation),
        rules=found.rules,
        sections=_sections(found),
    )


def _sections(found: Conduct) -> dict[Section, tuple[str, ...]]:
    """What each topic and each kind of message is judged by; the messages of one kind are judged together."""
    sections: dict[Section, tuple[str, ...]] = {Topic[name.upper()]: ids for name, ids in found.topics.items()}
    for each in found.messages.values():
        if each.judges:
            kind = _kind(each.kind)
            sections[kind] = tuple(dict.fromkeys((*sections.get(kind, ()), *each.judges)))
    return sections


def _kind(word: str) -> Kind:
    return Kind[word.upper().replace("-", "_")]


def _role(word: str) -> Role:
    return Role[word.upper()]
