"""The dialects of OUCH that the judge speaks. A further one is an entry of data in a module of its own, named here."""

from __future__ import annotations

from collections.abc import Mapping

from ouch_conformance.judge.kinds import ANSWER_TO, CONSUMING, RULES, TRADES, Dialect, Kind, Role, Section, Topic
from ouch_conformance.judge.ouch42 import OUCH42
from ouch_conformance.judge.ouch50 import OUCH50

__all__ = [
    "ANSWER_TO",
    "CONSUMING",
    "DIALECTS",
    "OUCH42",
    "OUCH50",
    "RULES",
    "TRADES",
    "Dialect",
    "Kind",
    "Role",
    "Topic",
    "judging",
]

DIALECTS: Mapping[str, Dialect] = {each.protocol: each for each in (OUCH50, OUCH42)}
"""What is known of each protocol with orders, by its name."""


def judging(*sections: Section) -> tuple[str, ...]:
    """The ids of some sections in every protocol that has them, as globs: what a sentence of all protocols judges."""
    globs = (dialect.sections.get(section) for section in sections for dialect in DIALECTS.values())
    return tuple(dict.fromkeys(glob for glob in globs if glob))
